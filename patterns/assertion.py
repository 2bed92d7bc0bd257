"""Whose behaviour it is and what became of it: the model's view, corrected where a person's own words are plainer.

Both questions are answered alike. The model gives a probability to each answer; each cue of the word lists that is
found multiplies the odds of its answer by its weight; the most likely answer wins. So a rule corrects a model that
wavers and gives way to one that is sure, and both can be read off: nothing is decided in a hidden place.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from patterns.grammar import actor, people
from patterns.lexicon import Cue, cues, read
from patterns.vocabulary import HOLDERS, STATUSES

_LISTS: Final = ("resisted", "past", "reported", "hypothetical", "urge", "negated", "omitted")
_OF_YOU: Final = re.compile(r"\W*(?:(?:and|but|so|well|because) )?(?:you|u|ur|youre|youve)\b")
_FLOOR: Final = 0.01
"""What the model grants at least to an answer that a cue speaks for: it has seen few of the rarer ones."""


def find_holder(
    clause: str, pattern: str, model: Sequence[float], nearby: str | None = None, speaker: str | None = None
) -> str:
    """One of `HOLDERS` for a folded clause.

    `model` has the probabilities in the order of `HOLDERS`; `nearby` is the last person named before the clause,
    "kin" or "partner", if any. Where an "other" is the `speaker` (a line of a pasted conversation), it is never "self":
    the "I" of that line is the other.
    """
    if speaker == "other":
        _, partner, other = model
        return "other" if nearby == "kin" or (nearby is None and other > partner) else "partner"
    weights = _weights()
    odds = dict(zip(HOLDERS, model, strict=True))
    doer, all_people = actor(clause), people(clause)
    writer_absent = not all_people & {"self", "we"}
    acting = not is_feeling(pattern) and not _is_quoted(clause, pattern)
    if doer in {"third", "kin", "partner"} and writer_absent and acting:
        odds["partner"] = max(odds["partner"], _FLOOR) * weights["acts_of_another"]
        odds["other"] *= weights["acts_of_another"]
    if doer == "self" and all_people == {"self"}:
        odds["self"] *= weights["acts_of_self"]
    if doer in {"kin", "partner"} and odds["self"] < max(odds["partner"], odds["other"]):
        odds["other" if doer == "kin" else "partner"] *= weights["named"]
        odds["other" if doer == "kin" else "partner"] += _FLOOR
    if doer == "third" and nearby is not None:
        odds["other" if nearby == "kin" else "partner"] *= weights["nearby"]
    return max(odds, key=odds.__getitem__)


def is_hearsay(clause: str, model: Sequence[float]) -> bool:
    """Whether another's line of a pasted conversation tells what somebody else does: "you asked me five times", but not
    "do you still love me?", which does what it asks."""
    return max(model) != model[HOLDERS.index("self")] or (_OF_YOU.match(clause) is not None and "?" not in clause)


def is_feeling(pattern: str) -> bool:
    """Whether the pattern is what a person thinks or feels about another's doings, rather than an act of their own."""
    return pattern in _minds()


def _is_quoted(clause: str, pattern: str) -> bool:
    """Whether somebody speaks of the writer here: in "she calls me cold" the coldness is the writer's."""
    return any(cue.value == "reported" for cue in find_cues(clause, pattern))


def find_status(clause: str, pattern: str, model: Sequence[float]) -> str:
    """One of `STATUSES` for a folded clause; `model` has the probabilities in that order.

    Of several cues for one answer the strongest counts. An urge that was resisted is no open urge and no plain denial,
    so a cue for "resisted" silences those for "urge", "negated" and "hypothetical".
    """
    found = find_cues(clause, pattern)
    if any(cue.value == "resisted" for cue in found):
        found = [cue for cue in found if cue.value in {"resisted", "past", "reported"}]
    odds = dict(zip(STATUSES, model, strict=True))
    for status in STATUSES:
        weights = [cue.weight for cue in found if cue.value == status]
        strongest, against = max([1.0, *weights]), min([1.0, *weights])
        odds[status] = max(odds[status], _FLOOR if strongest > 1 else 0.0) * strongest * against
    if pattern == "self_soothing":
        del odds["resisted"]
    return max(odds, key=odds.__getitem__)


def is_let_go(clause: str, after: str, pattern: str) -> bool:
    """Whether the next sentence says that an urge of this clause was not acted on: "I put the phone down instead."."""
    return any(cue.value == "resisted" for cue in find_cues(f"{clause} {after}", pattern))


def find_cues(clause: str, pattern: str) -> list[Cue]:
    """Every cue of the word lists that speaks in this folded clause about this pattern."""
    return [cue for name in _LISTS for cue in cues(name) if cue.holds(clause, pattern)]


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in read("holder")["weights"].items()}


@cache
def _minds() -> frozenset[str]:
    return frozenset(read("holder")["minds"]["patterns"])
