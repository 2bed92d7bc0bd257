import type { Id } from '../data/types';
import { api } from '../state/device';

/** The therapist uses a client's code; the client then confirms. Throws ApiError. */
export function claimInvitation(code: string): Promise<{ id: Id; state: 'claimed'; name: string }> {
  return api.ask('POST', '/api/v1/invitations/claim/', { code });
}
