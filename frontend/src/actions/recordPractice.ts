import { loadRecord } from '../data/records';
import type { Id, PracticeDoc, PracticeView } from '../data/types';
import { viewPractice } from '../data/views';
import { deviceZone, instant, localDay } from '../domain/days';
import { uuidv7 } from '../domain/ids';
import { theLocal } from '../state/opened';
import { keep } from './keep';

export type NewPractice = Pick<PracticeDoc, 'exercise' | 'before' | 'after' | 'feeling' | 'changed'> & { id?: Id };

/** Keeps that an exercise was done, or changes what was said about it before (`id`). */
export async function recordPractice({ id: given, ...said }: NewPractice): Promise<PracticeView> {
  const local = theLocal();
  const now = Date.now();
  const zone = deviceZone();
  const before = given ? await loadRecord(local, 'practice', given) : null;
  const when = { local_day: localDay(now, zone), zone, done_at: instant(now) };
  const doc: PracticeDoc = { ...(before?.doc ?? when), ...said };
  const id = given ?? uuidv7(now);
  await keep({ kind: 'practice', id, doc });
  const row = await local.db.get('records', ['practice', id]);
  return row ? viewPractice(row, doc) : { ...doc, id, place: 'phone' };
}
