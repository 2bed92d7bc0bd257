import type { ShareRequest, Summary } from '../data/types';
import { api } from '../state/device';

/** The very page that the therapist would get, and the mark by which `approveShare` knows it. Throws ApiError. */
export async function previewShare(request: ShareRequest): Promise<{ summary: Summary; preview: string }> {
  const { data, etag } = await api.send<Summary>('POST', '/api/v1/shares/preview/', request);
  return { summary: data, preview: etag ?? '' };
}
