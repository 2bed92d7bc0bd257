import { keepWeek } from '../data/weeks';
import { loadAll } from '../data/records';
import type { Page, WeekDoc } from '../data/types';
import { api } from '../state/device';
import { theLocal } from '../state/opened';
import { whenOnline } from './whenOnline';

/** The weeks that have something in them, newest first; the phone's copies when there is no connection. */
export async function listWeeks(): Promise<WeekDoc[]> {
  const local = theLocal();
  const page = await whenOnline(api.ask<Page<WeekDoc>>('GET', '/api/v1/insights/weeks/'));
  for (const week of page?.results ?? []) await keepWeek(local, week);
  const kept = await loadAll(local, 'week');
  return kept.map(({ doc }) => doc).sort((a, b) => (a.week < b.week ? 1 : -1));
}
