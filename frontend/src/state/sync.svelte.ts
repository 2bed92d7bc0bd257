import type { Phase, SyncState } from '../data/sync';

let state = $state.raw<Pick<SyncState, 'phase' | 'unsent' | 'refused'>>({ phase: 'idle', unsent: 0, refused: 0 });
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
}

/** Another window changed what waits; the phase of this one stays. */
export function noteWaiting(counts: { unsent: number; refused: number }): void {
  state = { phase: state.phase, unsent: counts.unsent, refused: counts.refused };
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
