import { navigate } from '../router';
import { flushDrafts } from './draft.svelte';
import { noteNewer } from './sync.svelte';

const ADDRESS = '/sw.js';

interface TrustedScripts {
  createScriptURL(url: string): string;
}

interface TrustedFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): TrustedScripts;
}

/** The address as the page's policy for Trusted Types wants it: only this one worker can ever be registered. */
function trustedAddress(): string {
  const factory = (globalThis as { trustedTypes?: TrustedFactory }).trustedTypes;
  if (!factory) return ADDRESS;
  const policy = factory.createPolicy('hf-sw', {
    createScriptURL(url) {
      if (url !== ADDRESS) throw new TypeError('only the shell worker');
      return url;
    },
  });
  return policy.createScriptURL(ADDRESS);
}

const LOOK_EVERY_MS = 3_600_000;

let asked = false;

function watchUpdates(registration: ServiceWorkerRegistration): void {
  const check = (): void => {
    if (registration.waiting && navigator.serviceWorker.controller) noteNewer();
  };
  check();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', check);
  });
  // An app on the home screen stays open for weeks: the browser looks only when a page is loaded.
  let looked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Math.abs(Date.now() - looked) < LOOK_EVERY_MS) return;
    looked = Date.now();
    registration.update().catch(() => undefined);
  });
}

/** Another window took the newer version: what this one would fetch later is gone, so it is asked to load anew, too. */
function watchTakeOver(): void {
  if (!navigator.serviceWorker.controller) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (!asked) noteNewer();
  });
}

/** A reminder was tapped: the worker brings this window to the front, and the window shows Today. */
function watchTaps(): void {
  navigator.serviceWorker.addEventListener('message', (event) => {
    if (event.data === 'today') navigate('/');
  });
}

/** Registers the worker that keeps the shell. Without one (private mode, old browser) the app still works online. */
export async function registerWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  watchTaps();
  watchTakeOver();
  try {
    watchUpdates(await navigator.serviceWorker.register(trustedAddress()));
  } catch (error) {
    console.warn('The app could not be kept for offline use.', (error as Error).name);
  }
}

/** Whoever goes on typing while the versions change loses nothing either. */
async function loadAnew(reload: () => void): Promise<void> {
  if (await flushDrafts()) reload();
  else asked = false;
}

/**
 * Lets the waiting version take over, then loads the page anew. What waits to be sent stays in the database; what is being
 * typed is brought there first. Says no, and does nothing, when the storage did not take it.
 */
export async function takeOver(reload = (): void => location.reload()): Promise<boolean> {
  if (!(await flushDrafts())) return false;
  const waiting = (await navigator.serviceWorker.getRegistration())?.waiting;
  asked = true;
  if (!waiting) await loadAnew(reload);
  else {
    navigator.serviceWorker.addEventListener('controllerchange', () => void loadAnew(reload), { once: true });
    waiting.postMessage('take-over');
  }
  return true;
}
