import { vi } from 'vitest';
import { House } from './house';

/** Every module of the app anew, as a window that was just opened; the phone's storage stays. */
export async function openWindow(house: House) {
  vi.resetModules();
  vi.stubGlobal('fetch', house.fetch);
  vi.stubGlobal('scrollTo', () => undefined);
  // Windows of earlier tests would hear this one; what windows say to each other has a test of its own.
  vi.stubGlobal('BroadcastChannel', undefined);
  document.cookie = 'csrftoken=t0ken';
  const [start, device, session, journal, sync, draft] = await Promise.all([
    import('../../src/state/start'),
    import('../../src/state/device'),
    import('../../src/state/session.svelte'),
    import('../../src/state/journal.svelte'),
    import('../../src/state/sync.svelte'),
    import('../../src/state/draft.svelte'),
  ]);
  return { ...start, ...device, ...session, ...journal, ...sync, ...draft };
}
