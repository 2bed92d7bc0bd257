import type { Id } from '../data/types';
import { api } from '../state/device';

/** Takes a shared page back. Throws ApiError. */
export async function deleteShare(id: Id): Promise<void> {
  await api.ask('DELETE', `/api/v1/shares/${id}/`);
}
