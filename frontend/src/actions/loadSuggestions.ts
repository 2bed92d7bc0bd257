import { loadAll } from '../data/records';
import type { Suggestion, Week } from '../data/types';
import { api } from '../state/device';
import { theLocal } from '../state/opened';
import { whenOnline } from './whenOnline';

export interface Suggestions {
  suggestions: Suggestion[];
  week: Week | null;
}

/** Today's suggestions in order of preference; those of the newest week on the phone when there is no connection. */
export async function loadSuggestions(): Promise<Suggestions> {
  const local = theLocal();
  const fresh = await whenOnline(api.ask<Suggestions>('GET', '/api/v1/recommendations/'));
  if (fresh) return fresh;
  const weeks = (await loadAll(local, 'week')).map(({ doc }) => doc).sort((a, b) => (a.week < b.week ? 1 : -1));
  const [newest] = weeks;
  return newest ? { suggestions: newest.suggestions, week: newest.week } : { suggestions: [], week: null };
}
