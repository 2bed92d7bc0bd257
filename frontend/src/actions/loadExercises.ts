import type { Exercise, Page } from '../data/types';
import { api } from '../state/device';
import { theLocal } from '../state/opened';
import { whenOnline } from './whenOnline';

const SLOT = 'exercises';

async function fetchExercises(): Promise<Exercise[] | null> {
  const local = theLocal();
  const page = await whenOnline(api.ask<Page<Exercise>>('GET', '/api/v1/exercises/'));
  if (page) await local.db.put('meta', page.results, SLOT);
  return page?.results ?? null;
}

/** The library: the phone's copy at once (fresh for the next time), from the server the first time. Same for everyone. */
export async function loadExercises(): Promise<Exercise[]> {
  const kept = (await theLocal().db.get('meta', SLOT)) as Exercise[] | undefined;
  const fresh = fetchExercises();
  if (!kept) return (await fresh) ?? [];
  fresh.catch(() => undefined);
  return kept;
}
