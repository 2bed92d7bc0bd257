import type { Grant, Id } from '../data/types';
import { api } from '../state/device';

/** "Yes, this is my therapist": the one who used the code may now be shown pages. Throws ApiError. */
export function confirmGrant(id: Id): Promise<Grant> {
  return api.ask('POST', `/api/v1/grants/${id}/confirm/`);
}
