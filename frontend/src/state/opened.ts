import { ApiError } from '../data/api';
import type { Local } from '../data/db';

let opened: Local | null = null;
const forgetters = new Set<() => void>();

/** The database of the account that this window works with, or null. */
export function openedLocal(): Local | null {
  return opened;
}

/** The same, for verbs that need one. Throws ApiError `not_signed_in`. */
export function theLocal(): Local {
  if (!opened) throw new ApiError('not_signed_in', 'Please sign in first.', 401);
  return opened;
}

export function setOpened(next: Local | null): void {
  if (next !== opened) for (const forget of forgetters) forget();
  opened = next;
}

/** `forget` runs whenever a journal is closed or another one opened: whoever keeps opened words in memory lets go of them. */
export function whenClosed(forget: () => void): void {
  forgetters.add(forget);
}
