import { vi } from 'vitest';
import { House, until } from '../state/house';
import { openWindow } from '../state/window';

export { House, until };

/** Runs `work` so that whatever it listens to on the page ends with `signal`, as it would with a closed window. */
function listenUntil(signal: AbortSignal, work: () => void): void {
  const places: EventTarget[] = [document, window];
  const adds = places.map((place) => place.addEventListener);
  for (const [i, place] of places.entries()) {
    place.addEventListener = (name, run) => adds[i]!.call(place, name, run, { signal });
  }
  work();
  for (const [i, place] of places.entries()) place.addEventListener = adds[i]!;
}

/** The whole app in a window that was just opened at `path`, before `house` as its server. */
export async function openApp(house: House, path = '/') {
  history.replaceState(null, '', path);
  // jsdom draws nothing: it has no dialogs on top and nothing to scroll.
  HTMLDialogElement.prototype.showModal = function show(): void {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close(): void {
    this.open = false;
  };
  Element.prototype.scrollIntoView = vi.fn();
  const app = await openWindow(house);
  const [{ mount, unmount }, { default: App }, { startRouter }] = await Promise.all([
    import('svelte'),
    import('../../src/App.svelte'),
    import('../../src/router'),
  ]);
  const target = document.body.appendChild(document.createElement('div'));
  const mounted = mount(App, { target });
  const life = new AbortController();
  let started: Promise<void> | undefined;
  listenUntil(life.signal, () => {
    startRouter();
    started = app.startApp();
  });
  await started;
  const close = async (): Promise<void> => {
    life.abort();
    await unmount(mounted);
    target.remove();
    app.closeDevice();
  };
  return { ...app, close };
}
