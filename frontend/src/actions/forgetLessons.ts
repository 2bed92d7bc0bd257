import type { Id } from '../data/types';
import { api } from '../state/device';
import { sync } from '../state/sync.svelte';

/** Forgets one lesson, or all: marks that followed are read as before, answers stay. Throws ApiError. */
export async function forgetLessons(lesson?: Id): Promise<void> {
  await api.ask('DELETE', lesson ? `/api/v1/lessons/${lesson}/` : '/api/v1/lessons/');
  sync.now();
}
