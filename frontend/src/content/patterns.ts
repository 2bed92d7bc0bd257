/**
 * The behaviours in plain words, as the reader names them (patterns/vocabulary.py; a test keeps the two the same).
 * A name says what is done, never what somebody is.
 */
export type FamilySlug = 'anxious' | 'avoidant' | 'disorganized' | 'secure';

export type Pattern = { family: FamilySlug; name: string; meaning: string };

const rows: [string, FamilySlug, string, string][] = [
  ['reassurance_seeking', 'anxious', 'Asking again', 'You ask again whether you are loved or whether things are okay, though you were told.'],
  ['proximity_escalation', 'anxious', 'Reaching out more and more', 'You call, text or turn up more and more, because being apart does not feel safe.'],
  ['partner_monitoring', 'anxious', 'Checking for signs', 'You check the phone, the face, the tone or the last time online for signs about how they feel.'],
  ['rejection_alarm', 'anxious', 'Fear of being left', 'You take a small or unclear thing as a sign that you are being left.'],
  ['relationship_rumination', 'anxious', 'Going over it again', 'You go over the relationship again and again without coming to a decision.'],
  ['protest_behavior', 'anxious', 'Acting so they come closer', 'You go quiet, make a threat or make them jealous so that they will come after you.'],
  ['indirect_bid', 'anxious', 'Hinting', 'You hint at what you need or test them, and hope that they will guess.'],
  ['self_silencing', 'anxious', 'Giving up your say', 'You give up your own wish or view so that you do not risk losing them.'],
  ['contingent_self_worth', 'anxious', 'Worth that follows their mood', 'How much you feel you are worth goes up and down with what they do.'],
  ['emotional_flooding', 'anxious', 'Feelings that take over', 'A feeling rises faster than you can steer it.'],
  ['jealousy', 'anxious', 'Fear of a rival', 'You feel that someone else could take your place, or you act on that feeling.'],
  ['withdrawal', 'avoidant', 'Pulling back', 'You leave, go quiet or get busy when someone comes close or wants to talk about feelings.'],
  ['emotional_suppression', 'avoidant', 'Pushing feelings down', 'You hide, numb or play down what you feel.'],
  ['compulsive_self_reliance', 'avoidant', 'Doing it all alone', 'You carry it alone or turn help down, though you could use it.'],
  ['vulnerability_avoidance', 'avoidant', 'Steering away from tender talk', 'You joke, change the subject or stick to facts when a talk gets tender.'],
  ['closeness_discomfort', 'avoidant', 'Feeling crowded', 'Everyday affection or a simple request makes you feel crowded.'],
  ['flaw_finding', 'avoidant', 'Finding faults', 'You start to list their faults just as you grow closer.'],
  ['commitment_distancing', 'avoidant', 'Keeping a way out', 'You keep plans, labels or dates vague so that a way out stays open.'],
  ['push_pull', 'disorganized', 'Pulling close, then pushing away', 'You pull someone close and then push them away, or the other way round.'],
  ['approach_avoidance_conflict', 'disorganized', 'Wanting and fearing closeness', 'You want to be close and are afraid of it at the same time.'],
  ['alarm_in_closeness', 'disorganized', 'Fright when someone is close', 'Your body takes fright or braces when someone close to you is near or kind.'],
  ['freeze_dissociation', 'disorganized', 'Going blank', 'You go blank, numb or far away while you are with someone.'],
  ['preemptive_sabotage', 'disorganized', 'Ending it before it can end', 'You break or spoil something good before it can be taken from you.'],
  ['anger_remorse_swing', 'disorganized', 'From anger to regret', 'You swing fast from anger to regret, pleading or praise.'],
  ['pervasive_distrust', 'disorganized', 'Waiting for the catch', 'You expect a hidden reason or a let-down even when someone is kind.'],
  ['shame_collapse', 'disorganized', 'Feeling bad all through', 'You feel that all of you is bad or broken, and you want to hide.'],
  ['direct_need', 'secure', 'Asking for what you need', 'You say plainly what you need to the person it is about.'],
  ['boundary_setting', 'secure', 'Setting a limit', 'You say what is not okay for you and stand by it, without punishing anyone.'],
  ['vulnerable_disclosure', 'secure', 'Sharing something tender', 'You tell someone you chose about a fear, a hurt or something you are ashamed of.'],
  ['self_soothing', 'secure', 'Steadying yourself', 'You notice that you are stirred up and calm yourself before you act.'],
  ['comfort_seeking', 'secure', 'Letting someone comfort you', 'You turn to someone when you feel bad, and let it help.'],
  ['repair', 'secure', 'Making up', 'You come back after a quarrel, own your part and make up.'],
  ['benign_interpretation', 'secure', 'Seeing it another way', 'You think of a kinder reason for what they did before you decide.'],
  ['trust', 'secure', 'Resting in trust', 'You feel at ease with them, also while you are apart or leaning on them.'],
  ['responsive_care', 'secure', 'Being there for someone', 'You notice what someone needs and are there for them.'],
  ['pattern_naming', 'secure', 'Seeing your own pattern', 'You notice what you tend to do, and what sets it off.'],
  ['savouring_security', 'secure', 'Taking in kindness', 'You notice that someone cares about you, and you let it matter.'],
];

export const patterns: ReadonlyMap<string, Pattern> = new Map(
  rows.map(([slug, family, name, meaning]) => [slug, { family, name, meaning }]),
);

/** The name of a behaviour; an unknown slug (a newer engine) is shown as its own words. */
export function patternName(slug: string): string {
  return patterns.get(slug)?.name ?? slug.replaceAll('_', ' ');
}

export type Said = { why: string; verdict?: string | null; corrected?: string | null };

const answered: Record<string, string> = {
  theirs: 'You said that this was them. It does not count as yours.',
  not_done: 'You said that you did not do it this time. The pull was there, and you did something else.',
};

/** One plain sentence about a mark: the reader's own, until its writer said otherwise. */
export function saidSentence(said: Said): string {
  if (said.verdict === 'other_pattern' && said.corrected) return `You said that this was “${patternName(said.corrected)}”.`;
  return answered[said.verdict ?? ''] ?? said.why;
}
