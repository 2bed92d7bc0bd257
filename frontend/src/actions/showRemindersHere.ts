import { deviceName } from '../content/reminders';
import { rememberDevice, rememberedDevice, subscribe } from '../data/push';
import type { Device, PushDevice } from '../data/types';
import { partsOfAgent } from '../domain/reminders';
import { api } from '../state/device';
import { removeDevice } from './removeDevice';

const LANGUAGES = ['en', 'es', 'de'] as const;

/** Lets reminders show in this browser. Null when the person did not allow it. Call it in a tap. Throws ApiError. */
export async function showRemindersHere(key: string): Promise<Device | null> {
  const subscribed = await subscribe(key);
  if (!subscribed) return null;
  const shown = document.documentElement.lang.slice(0, 2);
  const agent = partsOfAgent(navigator.userAgent);
  const asked: PushDevice = {
    ...subscribed,
    language: LANGUAGES.find((one) => one === shown) ?? 'en',
    name: agent ? deviceName(agent.browser, agent.system) : '',
  };
  const device = await api.ask<Device>('POST', '/api/v1/push-subscriptions/', asked);
  const before = rememberedDevice();
  rememberDevice(device.id);
  // What this browser was before reaches nobody any more; if it cannot be taken away now, its maker's service will say so.
  if (before && before !== device.id) await removeDevice(before).catch(() => undefined);
  return device;
}
