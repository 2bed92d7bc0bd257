import type { NewShare, ShareRequest } from '../data/types';
import { api } from '../state/device';

/** Shares exactly what was previewed. Throws ApiError; `conflict` when the page would differ by now: preview again. */
export function approveShare(request: ShareRequest, preview: string): Promise<NewShare> {
  return api.ask('POST', '/api/v1/shares/', { ...request, preview });
}
