import type { Mood } from '../data/types';

/** The middle of a day's moods, rounded; null without any. */
export function middleMood(moods: readonly Mood[]): Mood | null {
  const sorted = [...moods].sort((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.floor(sorted.length / 2)];
  return low === undefined || high === undefined ? null : (Math.round((low + high) / 2) as Mood);
}

/** How often each mood was noted: index 0 is mood 1. */
export function moodCounts(moods: readonly Mood[]): number[] {
  return [1, 2, 3, 4, 5].map((mood) => moods.filter((one) => one === mood).length);
}

const MOST = 2;

/** The mood noted most often, or two when they are as many; none when more are, for then none stands out. */
export function oftenest(moods: readonly Mood[]): Mood[] {
  const counts = moodCounts(moods);
  const most = Math.max(...counts);
  const found = ([1, 2, 3, 4, 5] as const).filter((mood) => most > 0 && counts[mood - 1] === most);
  return found.length > MOST ? [] : found;
}
