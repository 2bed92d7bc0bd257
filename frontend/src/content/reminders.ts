import type { Words } from '../data/types';

/** What a lock screen may show: word for word what the server sends (journal/reminders.py). None of it names a subject. */
export const words: readonly (readonly [Words, string])[] = [
  ['minute', 'A minute for yourself?'],
  ['pause', 'A short pause?'],
  ['tea', 'Time for a cup of tea?'],
  ['hello', 'Hello there.'],
];

export const reminders = {
  title: 'Reminders',
  line: 'At the times you choose; none by default',
  open: 'Set reminders',
  intro: 'There are none unless you ask. What your lock screen shows never says what it is about.',
  asking: 'Asking the server for your reminders',
  listTitle: 'When',
  none: 'No reminders.',
  add: 'Add a reminder',
  change: 'Change',
  remove: 'Remove',
  removed: 'Reminder removed.',
  undo: 'Undo',
  kept: 'Kept.',
  noDevice: 'Nothing shows yet: no phone or computer of yours is set to show reminders.',
  covered: 'Your quiet hours cover this, so it stays silent.',
  off: 'Off',
  unlessWritten: 'Only if you wrote nothing that day',
  quietTitle: 'Quiet hours',
  quiet: 'Keep some hours free of reminders',
  wordsTitle: 'What it says',
  wordsLine: 'A tap on it opens Today.',
} as const;

export const form = {
  add: 'A new reminder',
  change: 'Change this reminder',
  kind: 'When?',
  fixed: 'At a set time',
  window: 'Some time between',
  windowLine: 'At a moment you don’t know beforehand, once a day',
  at: 'Time',
  from: 'From',
  to: 'Until',
  order: 'Until has to be later than from, on the same day.',
  days: 'On these days',
  noDay: 'Choose at least one day.',
  unlessWritten: 'Only if I wrote nothing that day',
  unlessWrittenLine: 'What is still only on this phone cannot be seen by your server, so it may ask all the same.',
  on: 'Switched on',
  save: 'Save',
} as const;

export const device = {
  title: 'This phone or computer',
  on: 'Reminders show here.',
  stop: 'Stop showing them here',
  stopped: 'This one shows no more reminders.',
  off: 'Reminders do not show here yet. Your browser will ask whether they may.',
  allow: 'Show reminders here',
  allowed: 'Reminders show here from now on.',
  denied: 'Notifications are blocked for Holdfast here. You can allow them in the settings of your browser or phone, then come back.',
  dismissed: 'The browser was not given leave, so nothing shows here. You can tap again whenever you like.',
  homeScreen: 'On an iPhone or iPad, reminders need Holdfast on the Home Screen: tap Share, then “Add to Home Screen”, open it from there and come back to this page.',
  unsupported: 'This browser cannot show reminders. Another one, or another device, may.',
  noServer: 'Your server does not send reminders. Whoever runs it can switch them on.',
  privacy: 'To reach you, your server asks the maker of your browser to pass a sealed note on. They learn that there is one, and when, not what it says.',
  others: 'Also shown on',
  unnamed: 'A browser without a name',
  remove: 'Remove',
  removed: 'Removed. It shows no more reminders.',
} as const;

export const zone = {
  by: (name: string): string => `By the clock of ${name}.`,
  here: (name: string): string => `This phone is on the clock of ${name}.`,
  take: 'Go by this phone’s clock',
  taken: 'Reminders go by this phone’s clock now.',
} as const;

export const between = (from: string, to: string): string => `Between ${from} and ${to}`;
export const everyDay = 'Every day';
export const deviceName = (browser: string, system: string): string => `${browser} on ${system}`;
/** A button's whole name for a screen reader: which reminder it is about. */
export const about = (does: string, what: string): string => `${does}: ${what}`;
