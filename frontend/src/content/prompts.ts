/** Short and concrete on purpose: "write your deepest feelings" can do harm, "what happened" seldom does. */
export const prompts = [
  ['what_happened', 'What happened, in a line or two?'],
  ['said_and_did', 'Who said what? What did you do then?'],
  ['steady_moment', 'Was there a moment that felt steady?'],
  ['pull', 'What did you feel like doing, and what did you do?'],
  ['kind_thing', 'One kind thing somebody did today?'],
] as const;
