import type { Page, Viewing } from '../data/types';
import { api } from '../state/device';

/** Who looked at what, and when; newest first. Throws ApiError. */
export async function listViewings(): Promise<Viewing[]> {
  return (await api.ask<Page<Viewing>>('GET', '/api/v1/viewings/')).results;
}
