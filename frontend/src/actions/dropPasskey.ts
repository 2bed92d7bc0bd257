import { dropPasskey as drop } from '../data/lock';
import { noteLock } from '../state/lock.svelte';
import { theLocal } from '../state/opened';

/** From now on only the PIN or passphrase opens the notebook. */
export async function dropPasskey(): Promise<void> {
  noteLock(await drop(theLocal()));
}
