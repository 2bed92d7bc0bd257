/**
 * The behaviours in plain words. A sentence is always about what was done, never about what somebody is.
 * `{your}`, `{you}` and `{yourself}` are replaced by the words for the person who did it.
 */
export type FamilySlug = 'anxious' | 'avoidant' | 'disorganized' | 'secure';

export type Pattern = { family: FamilySlug; name: string; did: string; meaning: string };

const rows: [string, FamilySlug, string, string, string][] = [
  ['reassurance_seeking', 'anxious', 'Asking again', 'asked again if things are all right', 'Asking once more to hear that all is well, after the answer was already given.'],
  ['proximity_escalation', 'anxious', 'Reaching out more and more', 'reached out more and more', 'More messages, calls or visits, because being apart feels unsafe.'],
  ['partner_monitoring', 'anxious', 'Checking for signs', 'checked for signs', 'Looking for clues: the phone, last seen, a tone of voice, a photo.'],
  ['rejection_alarm', 'anxious', 'Hearing a goodbye', 'took something small as a sign of being left', 'Hearing the start of a goodbye in something small or unclear.'],
  ['relationship_rumination', 'anxious', 'Going round and round', 'went round and round in {your} thoughts', 'The same thoughts again and again, without a decision at the end.'],
  ['protest_behavior', 'anxious', 'Pushing to be noticed', 'pushed, so that the other would come closer', 'Going silent, threatening or keeping score, hoping that the other comes back.'],
  ['indirect_bid', 'anxious', 'Hinting', 'hinted, and hoped it would be guessed', 'Showing a need sideways and hoping that it is guessed.'],
  ['self_silencing', 'anxious', 'Keeping the peace', 'kept {your} own wish back to keep the peace', 'Giving up a wish or a view so as not to risk the bond.'],
  ['contingent_self_worth', 'anxious', 'Worth that hangs on an answer', 'let {your} worth hang on how the other was', 'Feeling worth a lot or nothing, depending on the last sign from someone.'],
  ['emotional_flooding', 'anxious', 'Feeling too much at once', 'felt more than {you} could steer', 'Feeling rises faster than anyone could steer.'],
  ['jealousy', 'anxious', 'Fearing a rival', 'compared, and feared a rival', 'Feeling threatened by someone else, real or pictured.'],
  ['withdrawal', 'avoidant', 'Going quiet or away', 'went quiet or away', 'Leaving, going silent or getting busy when things come close.'],
  ['emotional_suppression', 'avoidant', 'Pushing feelings down', 'pushed feelings down', 'Hiding, numbing or playing down what is felt.'],
  ['compulsive_self_reliance', 'avoidant', 'Carrying it alone', 'carried it alone', 'Not asking for help, or turning it down, when it was hard.'],
  ['vulnerability_avoidance', 'avoidant', 'Steering off tender ground', 'steered the talk off tender ground', 'A joke, a change of topic or only facts, when it gets tender.'],
  ['closeness_discomfort', 'avoidant', 'Feeling crowded', 'felt crowded by closeness', 'Ordinary closeness feels like too much, or like a demand.'],
  ['flaw_finding', 'avoidant', 'Finding faults', 'found faults when things came close', 'Small faults grow large just when closeness grows.'],
  ['commitment_distancing', 'avoidant', 'Keeping plans vague', 'kept plans vague', 'Leaving words, dates and plans open, to keep a way out.'],
  ['push_pull', 'disorganized', 'Close, then away', 'came close and then pushed away', 'Moving towards someone and soon after away, or the other way round.'],
  ['approach_avoidance_conflict', 'disorganized', 'Wanting and fearing it', 'wanted closeness and feared it', 'Wanting closeness and fearing it in the same moment.'],
  ['alarm_in_closeness', 'disorganized', 'Bracing when close', 'braced when someone came close', 'The body braces or startles when someone is near or kind.'],
  ['freeze_dissociation', 'disorganized', 'Going blank', 'went blank or far away', 'Going blank, numb or far away. It happens to a person, nobody chooses it.'],
  ['preemptive_sabotage', 'disorganized', 'Breaking it first', 'broke something good first', 'Ending or damaging something good before it can be lost.'],
  ['anger_remorse_swing', 'disorganized', 'From anger to regret', 'swung from anger to regret', 'A quick turn from anger to guilt, pleading or praise.'],
  ['pervasive_distrust', 'disorganized', 'Waiting for the catch', 'waited for the catch', 'Looking for a hidden reason, even when treated well.'],
  ['shame_collapse', 'disorganized', 'Feeling wrong all through', 'felt wrong all through and hid', 'A harsh verdict about the whole self, and the wish to hide.'],
  ['direct_need', 'secure', 'Saying what you need', 'said what {you} needed', 'Saying a wish plainly to the person it is meant for.'],
  ['boundary_setting', 'secure', 'Holding a limit', 'said a limit and held it', 'Saying no, or how far, without punishing.'],
  ['vulnerable_disclosure', 'secure', 'Showing something soft', 'showed a soft feeling to someone {you} chose', 'Letting a chosen person see a fear, a hurt or a hope.'],
  ['self_soothing', 'secure', 'Steadying first', 'steadied {yourself} before acting', 'Noticing the wave and steadying before doing anything.'],
  ['comfort_seeking', 'secure', 'Letting someone comfort you', 'turned to someone and let it help', 'Turning to someone when it is hard, and letting it help.'],
  ['repair', 'secure', 'Coming back after a hurt', 'came back after a hurt', 'Owning a part, listening, and finding the way back.'],
  ['benign_interpretation', 'secure', 'Looking for another reason', 'looked for another reason before deciding', 'Thinking of another explanation before deciding what it means.'],
  ['trust', 'secure', 'Resting in the bond', 'rested in the bond', 'At ease with time apart, with waiting, with leaning and being leaned on.'],
  ['responsive_care', 'secure', 'Caring well', 'noticed what someone needed and answered it', 'Noticing a need and answering it, without losing your own.'],
  ['pattern_naming', 'secure', 'Seeing the pattern', 'saw the pattern while it was there', 'Naming what is going on inside while it is going on.'],
  ['savouring_security', 'secure', 'Letting the good land', 'let something kind land', 'Noticing that someone was kind, and letting it matter.'],
];

export const patterns: ReadonlyMap<string, Pattern> = new Map(
  rows.map(([slug, family, name, did, meaning]) => [slug, { family, name, did, meaning }]),
);

/** The name of a behaviour; an unknown slug (a newer engine) is shown as its own words. */
export function patternName(slug: string): string {
  return patterns.get(slug)?.name ?? slug.replaceAll('_', ' ');
}

export type Said = { pattern: string; holder: string; status: string; verdict?: string | null };

const statuses: Record<string, string> = {
  urge: 'You felt the pull towards this. What came next is open.',
  resisted: 'You felt the pull towards this, and did something else.',
  past: 'You wrote about an earlier time.',
  hypothetical: 'You imagined, feared or planned this. It did not happen here.',
  negated: 'You wrote that this did not happen.',
  reported: 'These are somebody else’s words about you. On their own they count for nothing.',
};

/** One plain sentence about a mark. `who` is the name of the other person where it is known. */
export function saidSentence(said: Said, who?: string): string {
  const pattern = patterns.get(said.pattern);
  const did = pattern?.did ?? patternName(said.pattern);
  if (said.verdict === 'theirs' || said.holder !== 'self') {
    return `${who ?? 'They'} ${fill(did, 'their', 'they', 'themselves')}.`;
  }
  if (said.verdict === 'not_done') return statuses['resisted']!;
  return statuses[said.status] ?? `You ${fill(did, 'your', 'you', 'yourself')}.`;
}

function fill(text: string, your: string, you: string, yourself: string): string {
  return text.replaceAll('{your}', your).replaceAll('{you}', you).replaceAll('{yourself}', yourself);
}
