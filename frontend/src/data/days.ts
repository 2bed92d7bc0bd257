import type { Local, RecordRow } from './db';
import { openRecord } from './records';
import type { Day, Mood } from './types';

/** What a calendar shows of a day. */
export interface DayMoods {
  entries: number;
  moods: Mood[];
}

/** The days from `from` to `to` that have entries. Only their moods are taken out of what is opened. */
export async function loadDayMoods(local: Local, from: Day, to: Day): Promise<Map<Day, DayMoods>> {
  const range = IDBKeyRange.bound(['entry', from], ['entry', to, '\uffff']);
  const rows = await local.db.getAllFromIndex('records', 'by_day', range);
  const docs = await Promise.all(rows.map((row) => openRecord(local, row as RecordRow & { kind: 'entry' })));
  const days = new Map<Day, DayMoods>();
  for (const { local_day: day, mood } of docs) {
    const before = days.get(day) ?? { entries: 0, moods: [] };
    days.set(day, { entries: before.entries + 1, moods: mood === null ? before.moods : [...before.moods, mood] });
  }
  return days;
}

/** The earliest day with an entry, or null. */
export async function findFirstDay(local: Local): Promise<Day | null> {
  const range = IDBKeyRange.bound(['entry', ''], ['entry', '\uffff', '\uffff']);
  const cursor = await local.db.transaction('records').store.index('by_day').openCursor(range);
  return cursor?.value.local_day ?? null;
}
