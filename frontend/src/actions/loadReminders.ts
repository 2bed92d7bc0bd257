import { isSubscribed, rememberedDevice } from '../data/push';
import type { Devices, Id, Reminders } from '../data/types';
import { api } from '../state/device';

export interface Reminding extends Devices {
  wanted: Reminders;
  /** The id of this very browser, null when reminders do not show here. */
  here: Id | null;
}

/** Everything about reminders, as the server and this browser know it. Throws ApiError. */
export async function loadReminders(): Promise<Reminding> {
  const [wanted, devices] = await Promise.all([
    api.ask<Reminders>('GET', '/api/v1/reminders/'),
    api.ask<Devices>('GET', '/api/v1/push-subscriptions/'),
  ]);
  const known = devices.results.find(({ id }) => id === rememberedDevice());
  const here = known && devices.key && (await isSubscribed(devices.key)) ? known.id : null;
  return { ...devices, wanted, here };
}
