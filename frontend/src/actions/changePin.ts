import { changeSecret } from '../data/lock';
import { noteLock } from '../state/lock.svelte';
import { theLocal } from '../state/opened';
import { eraseWhenSpent } from './eraseWhenSpent';

/** Another PIN or passphrase. Throws LockError; after `spent` this phone's copy is gone. */
export async function changePin(secret: string, next: string): Promise<void> {
  noteLock(await eraseWhenSpent(changeSecret(theLocal(), secret, next, Date.now())));
}
