import { ApiError } from '../data/api';
import type { Local } from '../data/db';

let opened: Local | null = null;

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
  opened = next;
}
