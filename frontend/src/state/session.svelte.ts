import type { Profile } from '../data/types';

export type SessionState = 'starting' | 'signed_out' | 'signed_in' | 'locked';

let state = $state<SessionState>('starting');
let profile = $state.raw<Profile | null>(null);
let needsSignIn = $state(false);

/**
 * Who uses the app. Signed in also means: this phone knows the account and opens its journal with no network. Locked: it
 * knows the account, and holds nothing of it in memory.
 */
export const session = {
  get state(): SessionState {
    return state;
  },
  get profile(): Profile | null {
    return profile;
  },
  get needsSignIn(): boolean {
    return needsSignIn;
  },
};

export function noteProfile(next: Profile | null): void {
  profile = next;
  state = next ? 'signed_in' : 'signed_out';
  if (!next) needsSignIn = false;
}

/** The journal is shut; not even the person's name stays in memory. */
export function noteLocked(): void {
  profile = null;
  needsSignIn = false;
  state = 'locked';
}

export function noteNeedsSignIn(needed: boolean): void {
  needsSignIn = needed;
}
