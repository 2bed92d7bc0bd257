import type { Grant, Page } from '../data/types';
import { api } from '../state/device';

/** Who may be shown anything. Throws ApiError. */
export async function listGrants(): Promise<Grant[]> {
  return (await api.ask<Page<Grant>>('GET', '/api/v1/grants/')).results;
}
