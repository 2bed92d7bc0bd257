import { TEXT_MAX } from '../domain/limits';

/** What is said while somebody writes. */
export const writingWords = {
  label: 'What you want to write',
  moodHint: 'One tap is enough. Words are up to you.',
  kept: (mood: string) => `“${mood}” is kept.`,
  addWords: 'Add words',
  undo: 'Undo',
  takenBack: 'Taken back. Nothing was kept.',
  goesWith: (mood: string) => `These words go with “${mood}” that you just tapped.`,
  save: 'Save',
  saving: 'Saving as you write…',
  draft: 'Your draft is safe on this phone. Save makes it an entry.',
  failed: 'This phone could not keep your draft just now. Please leave the page open; it tries again by itself.',
  tooLong: (length: number) =>
    `This is ${length.toLocaleString()} characters, and one entry holds ${TEXT_MAX.toLocaleString()}. Your words are safe as a draft. Please make two entries of it.`,
  anotherDay: (day: string) => `This goes to ${day}.`,
  useToday: 'Use today',
  moreToSay: 'What was it about?',
  read: 'Holdfast may read this one',
  writtenToday: 'Written today',
  nothingToday: 'Nothing yet, and that is fine. A mood alone is enough.',
  leave: 'Leave as it was',
  left: 'Your changes were put away.',
  backToThem: 'Back to them',
};
