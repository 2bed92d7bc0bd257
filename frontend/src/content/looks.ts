import type { Look } from '../domain/look';

type Options<K extends keyof Look> = readonly (readonly [Look[K], string])[];

/** "Look", in Settings. */
export const looks = {
  title: 'Look',
  line: 'For this device only. It changes at once.',
  notKept: 'This browser does not keep the choice. It holds until the page is closed.',
  theme: 'Colours',
  themes: [['system', 'As the phone'], ['light', 'Light'], ['dark', 'Dark'], ['contrast', 'High contrast']] as Options<'theme'>,
  size: 'Size of text',
  sizes: [['1', 'Usual'], ['2', 'Larger'], ['3', 'Large'], ['4', 'Largest']] as Options<'size'>,
  sizeLine: 'On top of what your browser or phone is set to.',
  words: 'Letters of your entries',
  letters: [['serif', 'Like a book'], ['sans', 'Plain']] as Options<'words'>,
  sample: 'I said what I needed, and then I waited.',
  motion: 'Movement',
  motions: [['system', 'As the phone'], ['less', 'Always still']] as Options<'motion'>,
  firstDay: 'The calendar begins on',
  systemDay: (day: string) => `${day}, as usual here`,
  firstDayLine: 'The page “Week” always goes from Monday to Sunday (weeks by ISO 8601), so that its numbers stay comparable.',
  hours: 'Time of day',
  systemHours: (time: string) => `${time}, as the phone`,
} as const;
