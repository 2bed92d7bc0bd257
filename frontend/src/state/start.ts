import { endSession, fetchProfile } from '../data/account';
import { currentAccount, isLeaving, loadProfile, saveProfile, setCurrentAccount, setLeaving } from '../data/profile';
import type { Profile } from '../data/types';
import { announce, api, openDevice, pokeSync } from './device';
import { refreshJournal } from './journal.svelte';
import { theLocal } from './opened';
import { noteNeedsSignIn, noteProfile } from './session.svelte';
import { noteOnline } from './sync.svelte';

/** An account is signed in: its database becomes this phone's, its journal shows, its sync begins. */
export async function enter(profile: Profile): Promise<void> {
  const known = currentAccount() === profile.id;
  setCurrentAccount(profile.id);
  setLeaving(false);
  await saveProfile(await openDevice(profile.id), profile);
  noteProfile(profile);
  noteNeedsSignIn(false);
  await refreshJournal();
  announce(known ? 'poke' : 'account');
  pokeSync();
  // Asks the browser not to evict the store; a refusal changes nothing here.
  void navigator.storage?.persist?.();
}

/** Finishes a sign-out that happened with no network. */
export async function finishLeaving(): Promise<void> {
  if (!isLeaving() || currentAccount() !== null) return;
  await endSession(api).then(
    () => setLeaving(false),
    () => undefined,
  );
}

async function resume(account: string): Promise<void> {
  const local = await openDevice(account);
  // A store that the browser emptied has no profile: the server's own answer, and then a pull from the start, fill it.
  const profile = (await loadProfile(local)) ?? (await fetchProfile(api));
  if (profile.id !== account) throw new Error('another account');
  await saveProfile(theLocal(), profile);
  noteProfile(profile);
  await refreshJournal();
  pokeSync();
}

function watch(): void {
  const wake = (): void => {
    if (document.visibilityState === 'visible') pokeSync();
  };
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', () => {
    noteOnline(true);
    void finishLeaving();
    pokeSync();
  });
  window.addEventListener('offline', () => noteOnline(false));
}

/** Opens what this phone knows, with no network needed, and watches for chances to sync. */
export async function startApp(): Promise<void> {
  watch();
  const account = currentAccount();
  if (account === null) {
    noteProfile(null);
    await finishLeaving();
    return;
  }
  try {
    await resume(account);
  } catch {
    noteProfile(null);
  }
}
