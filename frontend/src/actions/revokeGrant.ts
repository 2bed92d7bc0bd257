import type { Id } from '../data/types';
import { api } from '../state/device';

/** Ends it: the key of everything that was shared is destroyed. Throws ApiError. */
export async function revokeGrant(id: Id): Promise<void> {
  await api.ask('DELETE', `/api/v1/grants/${id}/`);
}
