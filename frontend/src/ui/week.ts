import type { Day, WeekDoc } from '../data/types';
import { nameDay } from '../domain/days';

export type DayMark = 'done' | 'resisted' | 'theirs';

const words: Record<DayMark, string> = { done: 'done', resisted: 'pull not followed', theirs: 'theirs' };

/** The marks of one day, each kind once. */
export function marksOn(days: { day: Day; mark: DayMark }[], day: Day): DayMark[] {
  return [...new Set(days.filter((one) => one.day === day).map((one) => one.mark))];
}

/** A row of days in words: "Mon 16 Nov done, Wed 18 Nov pull not followed". */
export function sayRow(days: { day: Day; mark: DayMark }[]): string {
  return days.length ? days.map((one) => `${nameDay(one.day)} ${words[one.mark]}`).join(', ') : 'no day marked';
}

export type Point = { x: number; y: number; day: Day; mood: number };

/**
 * Moods as points in a field of seven columns of 40 by five levels of 24, and the lines between neighbouring days.
 * A day without a mood leaves a gap: nothing is drawn across it.
 */
export function moodGeometry(days: Day[], moods: WeekDoc['moods'] | { day: Day; mood: number }[]): { points: Point[]; lines: string[] } {
  const x = (index: number): number => 20 + index * 40;
  const y = (mood: number): number => 12 + (5 - mood) * 24;
  const points = moods
    .filter((one) => days.includes(one.day))
    .map((one) => ({ x: x(days.indexOf(one.day)), y: y(one.mood), day: one.day, mood: one.mood }));
  const middle = days.map((day) => {
    const own = moods.filter((one) => one.day === day).map((one) => one.mood);
    return own.length ? own.reduce((sum, mood) => sum + mood, 0) / own.length : null;
  });
  const lines: string[] = [];
  middle.forEach((here, index) => {
    const next = middle[index + 1] ?? null;
    if (here !== null && next !== null) lines.push(`M${x(index)} ${y(here)}L${x(index + 1)} ${y(next)}`);
  });
  return { points, lines };
}
