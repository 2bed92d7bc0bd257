import type { Holder } from '../data/types';
import { patternName } from './patterns';

/** What is said where somebody marks words of an entry themselves. */
export const markingWords = {
  open: 'Mark words yourself',
  openChosen: 'Mark these words',
  chooseTitle: 'Mark words',
  chooseLine: 'Choose the words that show it. Press and drag over them, or use the arrow keys with Shift.',
  text: 'The words of this entry',
  list: 'Choose a sentence from a list instead',
  listLegend: 'Sentences and parts of them',
  chosen: 'Chosen:',
  none: 'Nothing chosen so far.',
  missing: 'Please choose some words first.',
  tooLong: 'That is a lot. Please choose fewer words: one sentence or two.',
  next: 'Go on',
  otherWords: 'Choose other words',
  patternTitle: 'What are these words about?',
  patternLine: 'Choose what fits best. You can change it at any time.',
  howTitle: 'Who, and what became of it',
  otherPattern: 'Choose another pattern',
  who: 'Who did it?',
  became: 'What became of it?',
  about: 'Who is it about?',
  nobody: 'None of them',
  add: 'Add this mark',
  keep: 'Keep this',
  back: 'Back',
  own: 'You marked these words yourself.',
  ownLine: 'It counts like a mark that you said yes to. You can change it or take it away.',
  change: 'Change who, or what became of it',
  takeAway: 'Take it away',
  takenAway: 'Taken away. It will not come back for these words.',
  changed: 'Changed.',
  undo: 'Undo',
  forget: 'Forget them',
};

export const marked = (pattern: string): string => `Marked as “${patternName(pattern)}”.`;

export const tooMany = (most: number): string => `There are ${most} marks of yours in this entry already. Take one away first.`;

/** Said in an entry whose marked words were changed. */
export function lostWords(n: number): string {
  return n === 1
    ? 'One mark of yours went with its words. If the words come back, so does the mark.'
    : `${n} marks of yours went with their words. If the words come back, so do the marks.`;
}

/** Who did it. */
export const holderNames: readonly (readonly [Holder, string])[] = [
  ['self', 'Me'],
  ['partner', 'Them'],
  ['other', 'Someone else'],
];

const mine: readonly (readonly [string, string])[] = [
  ['enacted', 'I did it, or felt it'],
  ['urge', 'I only wanted to'],
  ['resisted', 'I wanted to, and held back'],
  ['past', 'That was earlier in my life'],
  ['hypothetical', 'I only imagined it'],
];

const theirs: readonly (readonly [string, string])[] = [
  ['enacted', 'They did it'],
  ['urge', 'They only wanted to'],
  ['resisted', 'They wanted to, and held back'],
  ['past', 'That was earlier'],
  ['hypothetical', 'I only imagined it'],
];

/** What became of it, for the one who did it. */
export function statusNames(holder: Holder): readonly (readonly [string, string])[] {
  return holder === 'self' ? mine : theirs;
}

/** What somebody said of their own mark, as one line. */
export function ownSentence(holder: Holder, status: string): string {
  const said = statusNames(holder).find(([slug]) => slug === status)?.[1];
  return [markingWords.own, said ? `You said: ${said}.` : ''].filter(Boolean).join(' ');
}

export const personChanged = (name: string | null): string => (name ? `Noted: this is about ${name}.` : 'Noted: about none of them.');
