import { eraseLocal } from '../data/db';
import { noteHere } from '../data/here';
import { currentAccount, setCurrentAccount, setLeaving } from '../data/profile';
import { announce, closeDevice } from '../state/device';
import { noteProfile } from '../state/session.svelte';
import { finishLeaving } from '../state/start';

/** Whatever goes wrong here must not keep anybody signed in. */
async function quieten(): Promise<void> {
  await import('../data/push').then(({ unsubscribe }) => unsubscribe()).catch(() => undefined);
}

/**
 * Closes the journal on this phone, also with no network; the server hears of it as soon as it can.
 * With `forget`, the account's key and words are erased from this phone, unsent ones too: ask first.
 */
export async function signOut({ forget = false }: { forget?: boolean } = {}): Promise<void> {
  const account = currentAccount();
  setLeaving(true);
  setCurrentAccount(null);
  noteHere(null);
  closeDevice();
  noteProfile(null);
  announce('account');
  // Whoever signs in here next must not be reminded by what somebody else asked for. Works with no network too.
  if (globalThis.Notification?.permission === 'granted') await quieten();
  if (forget && account !== null) await eraseLocal(account);
  await finishLeaving();
}
