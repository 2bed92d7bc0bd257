import { keepWeek } from '../data/weeks';
import { loadRecord } from '../data/records';
import type { Week, WeekDoc } from '../data/types';
import { api } from '../state/device';
import { theLocal } from '../state/opened';
import { whenOnline } from './whenOnline';

/** Shows the phone's copy of a week at once, then the server's. Throws ApiError only when the server refuses the week. */
export async function loadWeek(
  week: Week,
  show: (week: WeekDoc | null, from: 'phone' | 'server') => void,
): Promise<void> {
  const local = theLocal();
  const kept = await loadRecord(local, 'week', week);
  show(kept?.doc ?? null, 'phone');
  const fresh = await whenOnline(api.ask<WeekDoc>('GET', `/api/v1/insights/weeks/${encodeURIComponent(week)}/`));
  if (!fresh) return;
  await keepWeek(local, fresh);
  show(fresh, 'server');
}
