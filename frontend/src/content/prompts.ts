/** Short and concrete on purpose: "write your deepest feelings" can do harm, "what happened" seldom does. */
export const prompts = [
  ['what_happened', 'What happened, in a line or two?'],
  ['said_and_did', 'Who said what? What did you do then?'],
  ['steady_moment', 'Was there a moment that felt steady?'],
  ['pull', 'What did you feel like doing, and what did you do?'],
  ['kind_thing', 'One kind thing somebody did today?'],
  ['asked_for', 'Did you ask for something you needed? What did you say?'],
  ['before_after', 'What came right before it, and what came after?'],
] as const;

/**
 * After a separation, writing about deep feelings and about reasons made people feel worse for months; plain writing
 * about the day did not (Sbarra 2013). So nothing here asks for a feeling, a reason or the other person.
 */
export const promptsAfterParting = [
  ['day_in_order', 'What did you do today, one thing after another?'],
  ['meal_and_where', 'What did you eat today, and where were you?'],
  ['people_today', 'Who did you see or talk to today?'],
  ['one_small_thing', 'One small thing that you got done?'],
  ['outside', 'Were you outside today? What was there?'],
  ['tomorrow', 'What is one thing for tomorrow?'],
] as const;

export const afterParting = 'A few lines about the day are enough. If it goes round and round, stop here; it will keep.';

export type Question = readonly [slug: string, words: string];

/** The question that an entry answers, from whichever set; null for one that this app does not know. */
export function promptWords(slug: string): string | null {
  const all: readonly Question[] = [...prompts, ...promptsAfterParting];
  return all.find(([known]) => known === slug)?.[1] ?? null;
}

export const questionWords = {
  another: 'Another question',
  anotherShort: 'Another',
  off: 'No questions',
  offSaid: 'No more questions. You can have them back in Settings.',
  undo: 'Undo',
};
