import { createSubscriber } from 'svelte/reactivity';
import type { Day } from '../data/types';
import { today } from '../domain/days';

const LOOK_MS = 15_000;

// A page stays open over midnight, and over a border: the day is looked up again, also when the phone wakes.
let shown = today();
const subscribe = createSubscriber((update) => {
  const look = (): void => {
    const now = today();
    if (now === shown) return;
    shown = now;
    update();
  };
  const timer = setInterval(look, LOOK_MS);
  document.addEventListener('visibilitychange', look);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
  };
});

/** The day that the calendar on the wall shows now; markup that reads it follows it. */
export const clock = {
  get day(): Day {
    subscribe();
    shown = today();
    return shown;
  },
};
