import type { Grant, Id } from '../data/types';
import { api } from '../state/device';

/** Closes the door for a while, or opens it again. Throws ApiError. */
export function pauseGrant(id: Id, paused: boolean): Promise<Grant> {
  return api.ask('PATCH', `/api/v1/grants/${id}/`, { state: paused ? 'paused' : 'active' });
}
