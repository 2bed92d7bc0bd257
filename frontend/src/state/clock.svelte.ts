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

const DAY_MS = 86_400_000;
// With no network nobody tells the time, and a clock that far off also keeps secure connections from coming about.
const FIRST = Date.UTC(2026, 0, 1);
const LAST = Date.UTC(2080, 0, 1);
let wrong = $state(Date.now() < FIRST || Date.now() > LAST);

/** The server says what time it is. A day apart is more than any zone explains. */
export function noteTime(there: number): void {
  wrong = Math.abs(Date.now() - there) > DAY_MS;
}

/** The day that the calendar on the wall shows now; markup that reads it follows it. */
export const clock = {
  get day(): Day {
    subscribe();
    shown = today();
    return shown;
  },
  /** Whether the clock of this device is off by days or years. */
  get wrong(): boolean {
    return wrong;
  },
};
