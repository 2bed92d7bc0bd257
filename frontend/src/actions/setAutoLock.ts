import type { Minutes } from '../data/keys';
import { setMinutes } from '../data/lock';
import { noteLock } from '../state/lock.svelte';
import { theLocal } from '../state/opened';

/** After how many minutes out of use the notebook locks by itself. */
export async function setAutoLock(minutes: Minutes): Promise<void> {
  noteLock(await setMinutes(theLocal(), minutes));
}
