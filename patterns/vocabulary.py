"""The words of the reader: 37 patterns in four families, who they are about, and what became of them.

Everything here is a name, never a judgement: a pattern is something that was done once, not a kind of person.
The order of `PATTERNS` is the order of the model's outputs, so it must not change without new weights.
"""

from typing import Final

FAMILIES: Final[tuple[str, ...]] = ("anxious", "avoidant", "disorganized", "secure")

_BY_FAMILY: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "anxious": {
        "reassurance_seeking": (
            "Asking again",
            "You ask again whether you are loved or whether things are okay, though you were told.",
        ),
        "proximity_escalation": (
            "Reaching out more and more",
            "You call, text or turn up more and more, because being apart does not feel safe.",
        ),
        "partner_monitoring": (
            "Checking for signs",
            "You check the phone, the face, the tone or the last time online for signs about how they feel.",
        ),
        "rejection_alarm": (
            "Fear of being left",
            "You take a small or unclear thing as a sign that you are being left.",
        ),
        "relationship_rumination": (
            "Going over it again",
            "You go over the relationship again and again without coming to a decision.",
        ),
        "protest_behavior": (
            "Acting so they come closer",
            "You go quiet, make a threat or make them jealous so that they will come after you.",
        ),
        "indirect_bid": (
            "Hinting",
            "You hint at what you need or test them, and hope that they will guess.",
        ),
        "self_silencing": (
            "Giving up your say",
            "You give up your own wish or view so that you do not risk losing them.",
        ),
        "contingent_self_worth": (
            "Worth that follows their mood",
            "How much you feel you are worth goes up and down with what they do.",
        ),
        "emotional_flooding": (
            "Feelings that take over",
            "A feeling rises faster than you can steer it.",
        ),
        "jealousy": (
            "Fear of a rival",
            "You feel that someone else could take your place, or you act on that feeling.",
        ),
    },
    "avoidant": {
        "withdrawal": (
            "Pulling back",
            "You leave, go quiet or get busy when someone comes close or wants to talk about feelings.",
        ),
        "emotional_suppression": (
            "Pushing feelings down",
            "You hide, numb or play down what you feel.",
        ),
        "compulsive_self_reliance": (
            "Doing it all alone",
            "You carry it alone or turn help down, though you could use it.",
        ),
        "vulnerability_avoidance": (
            "Steering away from tender talk",
            "You joke, change the subject or stick to facts when a talk gets tender.",
        ),
        "closeness_discomfort": (
            "Feeling crowded",
            "Everyday affection or a simple request makes you feel crowded.",
        ),
        "flaw_finding": (
            "Finding faults",
            "You start to list their faults just as you grow closer.",
        ),
        "commitment_distancing": (
            "Keeping a way out",
            "You keep plans, labels or dates vague so that a way out stays open.",
        ),
    },
    "disorganized": {
        "push_pull": (
            "Pulling close, then pushing away",
            "You pull someone close and then push them away, or the other way round.",
        ),
        "approach_avoidance_conflict": (
            "Wanting and fearing closeness",
            "You want to be close and are afraid of it at the same time.",
        ),
        "alarm_in_closeness": (
            "Fright when someone is close",
            "Your body takes fright or braces when someone close to you is near or kind.",
        ),
        "freeze_dissociation": (
            "Going blank",
            "You go blank, numb or far away while you are with someone.",
        ),
        "preemptive_sabotage": (
            "Ending it before it can end",
            "You break or spoil something good before it can be taken from you.",
        ),
        "anger_remorse_swing": (
            "From anger to regret",
            "You swing fast from anger to regret, pleading or praise.",
        ),
        "pervasive_distrust": (
            "Waiting for the catch",
            "You expect a hidden reason or a let-down even when someone is kind.",
        ),
        "shame_collapse": (
            "Feeling bad all through",
            "You feel that all of you is bad or broken, and you want to hide.",
        ),
    },
    "secure": {
        "direct_need": (
            "Asking for what you need",
            "You say plainly what you need to the person it is about.",
        ),
        "boundary_setting": (
            "Setting a limit",
            "You say what is not okay for you and stand by it, without punishing anyone.",
        ),
        "vulnerable_disclosure": (
            "Sharing something tender",
            "You tell someone you chose about a fear, a hurt or something you are ashamed of.",
        ),
        "self_soothing": (
            "Steadying yourself",
            "You notice that you are stirred up and calm yourself before you act.",
        ),
        "comfort_seeking": (
            "Letting someone comfort you",
            "You turn to someone when you feel bad, and let it help.",
        ),
        "repair": (
            "Making up",
            "You come back after a quarrel, own your part and make up.",
        ),
        "benign_interpretation": (
            "Seeing it another way",
            "You think of a kinder reason for what they did before you decide.",
        ),
        "trust": (
            "Resting in trust",
            "You feel at ease with them, also while you are apart or leaning on them.",
        ),
        "responsive_care": (
            "Being there for someone",
            "You notice what someone needs and are there for them.",
        ),
        "pattern_naming": (
            "Seeing your own pattern",
            "You notice what you tend to do, and what sets it off.",
        ),
        "savouring_security": (
            "Taking in kindness",
            "You notice that someone cares about you, and you let it matter.",
        ),
    },
}

PATTERNS: Final[tuple[str, ...]] = tuple(sorted(slug for names in _BY_FAMILY.values() for slug in names))
FAMILY_OF: Final[dict[str, str]] = {slug: family for family, names in _BY_FAMILY.items() for slug in names}
NAMES: Final[dict[str, str]] = {slug: pair[0] for names in _BY_FAMILY.values() for slug, pair in names.items()}
DEFINITIONS: Final[dict[str, str]] = {slug: pair[1] for names in _BY_FAMILY.values() for slug, pair in names.items()}

SECURE: Final[frozenset[str]] = frozenset(_BY_FAMILY["secure"])
INSECURE: Final[frozenset[str]] = frozenset(PATTERNS) - SECURE

HOLDERS: Final[tuple[str, ...]] = ("self", "partner", "other")
"""Whose behaviour it is: the writer's, their partner's, or somebody else's."""

STATUSES: Final[tuple[str, ...]] = ("enacted", "urge", "resisted", "past", "hypothetical", "negated", "reported")
"""Done; wished; felt and not acted on; long ago; imagined; said not to be so; only somebody else's word for it."""
