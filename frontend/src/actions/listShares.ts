import type { Page, Share } from '../data/types';
import { api } from '../state/device';

/** The pages that were shared. Throws ApiError. */
export async function listShares(): Promise<Share[]> {
  return (await api.ask<Page<Share>>('GET', '/api/v1/shares/')).results;
}
