import type { Invitation } from '../data/types';
import { api } from '../state/device';

/** A one-use code for a therapist, shown once. `name` is how the therapist will see the writer. Throws ApiError. */
export function createInvitation(name: string): Promise<Invitation> {
  return api.ask('POST', '/api/v1/invitations/', { name });
}
