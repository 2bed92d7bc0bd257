import { tick } from 'svelte';
import { cameBack } from '../router';
import { looking } from '../state/looking';

const FRESH = { count: 0, link: '' };

/** Where a list was left, when somebody comes back to it; else its beginning. */
export function leftAt(list: string): { count: number; link: string } {
  return (cameBack() && looking.lists.get(list)) || FRESH;
}

/** Notes which entry was opened from a list, and on the way back shows it again and gives it the focus. */
export function returning(list: string, count: () => number): (place: HTMLElement) => () => void {
  return (place) => {
    const note = (event: Event): void => {
      const link = event.target instanceof Element ? event.target.closest('a')?.getAttribute('href') : null;
      if (link?.startsWith('/entry/')) looking.lists.set(list, { count: count(), link });
    };
    place.addEventListener('click', note);
    void goBackTo(place, leftAt(list).link);
    return () => place.removeEventListener('click', note);
  };
}

const FRAMES = 120;

function nextFrame(): Promise<unknown> {
  return new Promise((done) => requestAnimationFrame(done));
}

async function goBackTo(place: HTMLElement, href: string): Promise<void> {
  if (!href) return;
  // Not before the heading took the focus and the browser put the page where it thinks it was; what was opened again
  // may come later still.
  await tick();
  await nextFrame();
  for (let i = 0; i < FRAMES && place.isConnected; i += 1) {
    await nextFrame();
    const link = [...place.querySelectorAll('a')].find((one) => one.getAttribute('href') === href);
    if (!link) continue;
    link.scrollIntoView({ block: 'center' });
    link.focus({ preventScroll: true });
    return;
  }
}
