import { moodName } from './moods';
import { count } from './wording';

/** The words of the journal: list, search, calendar and year. */
export const journalWords = {
  title: 'Journal',
  opening: 'Opening your journal',
  emptyTitle: 'An empty notebook',
  empty: 'What you write on Today will stand here, newest first.',
  first: 'Write the first entry',
  today: 'Today',
  yesterday: 'Yesterday',
  older: 'Show older entries',
  start: 'This is where your journal starts.',
  ways: 'Ways into your journal',
} as const;

export const earlierWords = {
  title: 'On this day',
  ago({ years, months }: { years: number; months: number }): string {
    if (years) return years === 1 ? 'A year ago' : `${years} years ago`;
    return months === 1 ? 'A month ago' : `${months} months ago`;
  },
  entries: (n: number): string => count(n, 'entry', 'entries'),
} as const;

export const searchWords = {
  title: 'Search',
  where: 'Search looks on this phone only. What you look for is not kept and not sent.',
  words: 'Words',
  clear: 'Clear the words',
  quick: 'Quick filters',
  steady: 'Steady moments',
  resisted: 'Pulls not followed',
  more: 'More filters',
  people: 'With',
  moods: 'Mood',
  moodsLine: 'Any of those you choose.',
  families: 'Kind of mark',
  pattern: 'Mark',
  anyPattern: 'Any',
  text: 'Words in it',
  textChoices: [['any', 'All entries'], ['with', 'With words'], ['without', 'Without words, only a mood']] as const,
  from: 'From',
  to: 'To',
  reset: 'Take all filters away',
  resetAll: 'Start again',
  idleTitle: 'What are you looking for?',
  idle: 'Type a word, or choose a filter. Entries must fit everything you choose.',
  noneTitle: 'Nothing fits',
  none: 'No entry on this phone fits all of this.',
  noneWords: 'Try fewer words, or only the beginning of a word.',
  noneFilters: 'Try it with fewer filters.',
  swapped: 'The first day is after the last one.',
  stillReading: 'Still looking through older entries.',
  found: (n: number): string => count(n, 'entry', 'entries'),
} as const;

export const calendarWords = {
  title: 'Calendar',
  yearTitle: 'Year',
  month: 'Month',
  year: 'Year',
  views: 'Month or year',
  earlierMonth: 'Earlier month',
  laterMonth: 'Later month',
  earlierYear: 'Earlier year',
  laterYear: 'Later year',
  thisMonth: 'To this month',
  noMood: 'Entry without a mood',
  noneDay: 'Nothing written on this day.',
  choose: 'Choose a day to see what you wrote.',
  keyTitle: 'What the signs mean',
  several: 'A day with several moods shows the middle of them.',
  emptyTitle: 'Nothing written yet',
  empty: 'Days that you write on will show here.',
  opening: 'Opening the days',
  table: 'The same as a table',
  monthHead: 'Month',
  daysHead: 'Days',
  pixels: 'Tap a month to open it.',
} as const;

/** A day as it is heard: "Monday 16 November 2026, 2 entries, mood Low, Good". */
export function sayDay(name: string, entries: number, moods: readonly number[]): string {
  if (!entries) return `${name}, no entry`;
  const mood = moods.length ? `, mood ${moods.map(moodName).join(', ')}` : '';
  return `${name}, ${count(entries, 'entry', 'entries')}${mood}`;
}

/** How much of a month or year was written on, then the mood that was noted most often, if one was. */
export function sayDays(days: number, of: number, soFar: boolean, often: readonly number[]): string {
  const written = `You wrote on ${days} of ${count(of, 'day')}${soFar ? ' so far' : ''}.`;
  if (!often.length) return written;
  return `${written} Mood noted most often: ${often.map(moodName).join(' and ')}.`;
}
