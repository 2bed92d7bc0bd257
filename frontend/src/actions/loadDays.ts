import { findFirstDay, loadDayMoods, type DayMoods } from '../data/days';
import type { Day } from '../data/types';
import { theLocal } from '../state/opened';

/** The days of this phone that have entries, with their moods, and the very first such day. */
export async function loadDays(from: Day, to: Day): Promise<{ days: Map<Day, DayMoods>; first: Day | null }> {
  const local = theLocal();
  const [days, first] = await Promise.all([loadDayMoods(local, from, to), findFirstDay(local)]);
  return { days, first };
}
