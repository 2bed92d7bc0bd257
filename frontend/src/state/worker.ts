import { navigate } from '../router';
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

function watchUpdates(registration: ServiceWorkerRegistration): void {
  const check = (): void => {
    if (registration.waiting && navigator.serviceWorker.controller) noteNewer();
  };
  check();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', check);
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
  try {
    watchUpdates(await navigator.serviceWorker.register(trustedAddress()));
  } catch (error) {
    console.warn('The app could not be kept for offline use.', (error as Error).name);
  }
}

/** Lets the waiting version take over, then loads the page anew. What waits to be sent stays in the database. */
export async function takeOver(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  registration?.waiting?.postMessage('take-over');
}
