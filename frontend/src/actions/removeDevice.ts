import { ApiError } from '../data/api';
import { rememberedDevice, unsubscribe } from '../data/push';
import type { Id } from '../data/types';
import { api } from '../state/device';

/** Lets no reminder go to this device any more; one that is gone already is what was asked. Throws ApiError. */
export async function removeDevice(device: Id): Promise<void> {
  try {
    await api.ask('DELETE', `/api/v1/push-subscriptions/${device}/`);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404) throw error;
  }
  if (device === rememberedDevice()) await unsubscribe();
}
