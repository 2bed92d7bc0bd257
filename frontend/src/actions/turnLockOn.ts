import { noteHere } from '../data/here';
import type { Minutes } from '../data/keys';
import { setLock } from '../data/lock';
import { noteLock } from '../state/lock.svelte';
import { announceLock } from '../state/locking';
import { theLocal } from '../state/opened';

/** Locks this phone's notebook with a PIN or passphrase, in every window. Throws LockError. */
export async function turnLockOn(secret: string, minutes: Minutes): Promise<void> {
  noteLock(await setLock(theLocal(), secret, minutes));
  noteHere('locked');
  announceLock('shut');
}
