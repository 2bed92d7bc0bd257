import { ApiError } from './api';
import { isApplePhone, isInstalled } from './browser';
import type { Id, PushDevice } from './types';

// What the browser does for reminders. Nothing here asks the server.

/** `home_screen`: an iPhone or iPad, where the app has to be on the Home Screen first. */
export type Ability = 'unsupported' | 'home_screen' | 'denied' | 'possible';

export type Subscribed = Pick<PushDevice, 'endpoint' | 'keys'>;

const HERE = 'holdfast.reminded';
const PATIENCE_MS = 5_000;

export function ability(): Ability {
  const can = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  if (!can) return isApplePhone() && !isInstalled() ? 'home_screen' : 'unsupported';
  return Notification.permission === 'denied' ? 'denied' : 'possible';
}

/** The device under which the server knows this browser, as far as this browser remembers. */
export function rememberedDevice(): Id | null {
  return localStorage.getItem(HERE);
}

export function rememberDevice(device: Id | null): void {
  if (device === null) localStorage.removeItem(HERE);
  else localStorage.setItem(HERE, device);
}

/** The worker that shows reminders. It never rejects when it could not be installed, so it is raced with a timer. */
async function worker(): Promise<ServiceWorkerRegistration> {
  const late = new Promise<never>((_, fail) =>
    setTimeout(() => fail(new ApiError('worker', 'The app is not kept on this phone yet. Please load the page again.')), PATIENCE_MS),
  );
  return Promise.race([navigator.serviceWorker.ready, late]);
}

function bytesOf(key: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
}

function isFor(subscription: PushSubscription, key: Uint8Array): boolean {
  const known = subscription.options?.applicationServerKey;
  if (!known) return true;
  const bytes = new Uint8Array(known);
  return bytes.length === key.length && bytes.every((byte, at) => byte === key[at]);
}

/** Whether this browser can be reached with this server's `key` right now. */
export async function isSubscribed(key: string): Promise<boolean> {
  if (ability() !== 'possible' || Notification.permission !== 'granted') return false;
  const known = await (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription();
  return known ? isFor(known, bytesOf(key)) : false;
}

/** Asks the person, then the browser. Null when the person did not allow it. Call it in a tap. Throws ApiError. */
export async function subscribe(key: string): Promise<Subscribed | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  const { pushManager } = await worker();
  const applicationServerKey = bytesOf(key);
  const known = await pushManager.getSubscription();
  if (known && !isFor(known, applicationServerKey)) await known.unsubscribe();
  try {
    const { endpoint, keys } = (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })).toJSON();
    return { endpoint: endpoint ?? '', keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' } };
  } catch {
    throw new ApiError('push', 'The browser could not be reached by its maker’s service. Is there a connection? Please try again.');
  }
}

/** This browser shows no more reminders, whatever is sent to it. */
export async function unsubscribe(): Promise<void> {
  rememberDevice(null);
  const known = await (await navigator.serviceWorker?.getRegistration())?.pushManager?.getSubscription();
  await known?.unsubscribe();
}
