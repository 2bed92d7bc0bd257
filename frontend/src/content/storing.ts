import { nobodyWatches } from './wording';

/** "What stays where", in Settings, and what the first screen says of a store that is not there. */
export const storing = {
  title: 'What stays where',
  phone: 'On this phone your words are kept encrypted.',
  safe: 'Your browser has promised not to empty this place by itself.',
  unsafe: 'Your browser may empty this place when the phone runs out of room, or when you stay away for weeks. What your server has then comes back; words that were never sent do not.',
  unknown: 'Your browser does not say whether it may empty this place by itself. What your server has would come back; words that were never sent would not.',
  ask: 'Ask the browser to keep it',
  asked: 'The browser promised to keep it.',
  refused: 'The browser does not promise it yet. It often does once the app is on the home screen, or used for some days.',
  used: (size: string) => `In use on this phone: about ${size}.`,
  server: 'On your server, words, moods, names, marks, weeks and shared pages are sealed, for each person with a key of their own.',
  clear: 'Some things on the server stay clear: your e-mail address, the dates of entries, how many there are and about how long they are.',
  opens: 'The server opens your words to read them and to build your week. Whoever runs the server and holds its keys could open them too. So use a server of people you trust.',
  nobody: nobodyWatches,
  needHelp: 'If you need somebody now, go to',
} as const;

/** Bytes as people say them: "3.4 MB". */
export function nameSize(bytes: number, locale?: string): string {
  const mega = bytes / 1e6;
  const unit = mega < 1 ? 'kilobyte' : 'megabyte';
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: mega < 1 || mega >= 10 ? 0 : 1 }).format(mega < 1 ? Math.ceil(bytes / 1e3) : mega);
}

export const storeTrouble = {
  gone: {
    title: 'This browser emptied the notebook’s place',
    lines: [
      'Browsers do this when a phone runs out of room, or when a page was not opened for weeks. Nobody did anything wrong.',
      'Everything that your server has comes back. Lost are only words that were never sent.',
      'Sign in, or come back when there is a connection.',
    ],
  },
  closed: {
    title: 'This browser keeps nothing here',
    lines: [
      'That is so in some private windows, or where cookies and site data are blocked. Holdfast needs a place on this phone to keep your words before they travel.',
      'Please open it in an ordinary window, or allow site data for this address.',
    ],
  },
} as const;
