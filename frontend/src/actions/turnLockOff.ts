import { noteHere } from '../data/here';
import { removeLock } from '../data/lock';
import { noteLock } from '../state/lock.svelte';
import { announceLock } from '../state/locking';
import { theLocal } from '../state/opened';
import { eraseWhenSpent } from './eraseWhenSpent';

/** Takes the lock off. Throws LockError; after `spent` this phone's copy is gone. */
export async function turnLockOff(secret: string): Promise<void> {
  await eraseWhenSpent(removeLock(theLocal(), secret, Date.now()));
  noteLock(null);
  noteHere('open');
  announceLock('opened');
}
