import { loadHeard, saveHeard } from '../data/profile';
import type { Phase, SyncState } from '../data/sync';

let state = $state.raw<Pick<SyncState, 'phase' | 'unsent' | 'refused' | 'error'>>({ phase: 'idle', unsent: 0, refused: 0, error: null });
let heard = $state<number | null>(null);
const HEARD_EVERY_MS = 60_000;
let newer = $state(false);
let online = $state(typeof navigator === 'undefined' || navigator.onLine);
let poke = (): void => undefined;

/** Where the words are on their way to the server. */
export const sync = {
  get phase(): Phase {
    return state.phase;
  },
  get unsent(): number {
    return state.unsent;
  },
  get refused(): number {
    return state.refused;
  },
  /** Why it does not get on: the code of an error. */
  get trouble(): string | null {
    return state.error?.code ?? null;
  },
  /** When the server last answered in full (milliseconds); null when nobody knows. */
  get heard(): number | null {
    return heard;
  },
  /** A newer version of the app is here and waits. */
  get newer(): boolean {
    return newer;
  },
  get online(): boolean {
    return online;
  },
  now(): void {
    poke();
  },
};

export function noteSync(next: SyncState): void {
  state = next;
  if (next.phase === 'idle') noteHeard(Date.now());
}

function noteHeard(now: number): void {
  if (heard !== null && Math.abs(now - heard) < HEARD_EVERY_MS) return;
  heard = now;
  saveHeard(now);
}

/** A journal was opened: what is remembered of its server. */
export function recallHeard(): void {
  heard = loadHeard();
}

/** Another window changed what waits; the phase of this one stays. */
export function noteWaiting(counts: { unsent: number; refused: number }): void {
  state = { ...state, unsent: counts.unsent, refused: counts.refused };
}

export function noteNewer(): void {
  newer = true;
}

export function noteOnline(is: boolean): void {
  online = is;
}

export function setPoke(next: () => void): void {
  poke = next;
}
