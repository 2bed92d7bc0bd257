import type { Lesson } from '../data/types';
import { api } from '../state/device';

/** What the writer's answers taught. Throws ApiError. */
export async function listLessons(): Promise<Lesson[]> {
  return (await api.ask<{ results: Lesson[] }>('GET', '/api/v1/lessons/')).results;
}
