/** Kinds of people as the contract knows them, in the order of the list on the screen. */
export const personKinds = [
  ['partner', 'Partner'],
  ['ex', 'Former partner'],
  ['friend', 'Friend'],
  ['parent', 'Parent'],
  ['child', 'Child'],
  ['sibling', 'Brother or sister'],
  ['family', 'Other family'],
  ['colleague', 'From work'],
  ['other', 'Someone else'],
] as const;

export type PersonKind = (typeof personKinds)[number][0];
