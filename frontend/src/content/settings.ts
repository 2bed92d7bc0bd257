/** The page of settings: its sections, in the order of how often they are wanted. */
export const settingsPage = {
  title: 'Settings and account',
  contents: 'On this page',
  back: 'You',
  reading: 'Reading',
  readingLabel: 'Holdfast may read my entries and mark patterns in them',
  readingLine: 'A program on your server does the reading, no person and no other company. When off, you can write as before; there are just no marks.',
  readingOn: 'New and changed entries are read from now on.',
  readingOff: 'Entries are no longer read.',
  sections: [
    ['reading', 'Reading'],
    ['writing', 'Writing'],
    ['look', 'Look'],
    ['lock', 'Lock'],
    ['reminders', 'Reminders'],
    ['storage', 'What stays where'],
    ['account', 'Account'],
  ],
} as const;
