import { LockError, setPasskey } from '../data/lock';
import { makePasskey } from '../data/passkey';
import { noteLock } from '../state/lock.svelte';
import { theLocal } from '../state/opened';
import { eraseWhenSpent } from './eraseWhenSpent';

/** Lets finger, face or the phone's own code open the notebook too. Throws LockError; `passkey` when this phone cannot. */
export async function addPasskey(secret: string): Promise<void> {
  const make = async (salt: Uint8Array<ArrayBuffer>): Promise<{ id: ArrayBuffer; answer: ArrayBuffer }> => {
    const made = await makePasskey(salt);
    if (!made) throw new LockError('passkey');
    return made;
  };
  noteLock(await eraseWhenSpent(setPasskey(theLocal(), secret, make, Date.now())));
}
