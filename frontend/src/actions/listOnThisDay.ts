import { findFirstDay } from '../data/days';
import type { Day, EntryView } from '../data/types';
import { listEntryViews } from '../data/views';
import { earlierDays, type Earlier } from '../domain/calendar';
import { theLocal } from '../state/opened';

const MOST_DAYS = 3;

/** What was written on this date in earlier years and months, on this phone. */
export async function listOnThisDay(day: Day): Promise<(Earlier & { entries: EntryView[] })[]> {
  const local = theLocal();
  const first = await findFirstDay(local);
  if (!first) return [];
  const found = await Promise.all(
    earlierDays(day, first).map(async (one) => ({ ...one, ...(await listEntryViews(local, { from: one.day, to: one.day })) })),
  );
  return found.filter((one) => one.entries.length > 0).slice(0, MOST_DAYS);
}
