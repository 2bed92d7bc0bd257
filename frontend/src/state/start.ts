import { endSession, fetchProfile } from '../data/account';
import { currentAccount, isLeaving, loadProfile, saveProfile, setCurrentAccount, setLeaving } from '../data/profile';
import { LockedError, type ContentKey } from '../data/keys';
import type { Profile } from '../data/types';
import { announce, api, openDevice, pokeSync } from './device';
import { refreshJournal } from './journal.svelte';
import { noteLock } from './lock.svelte';
import { setLeft, wasLeft, watchLock } from './locking';
import { openedLocal, theLocal } from './opened';
import { noteLocked, noteNeedsSignIn, noteProfile } from './session.svelte';
import { noteOnline } from './sync.svelte';

/**
 * An account is signed in: its database becomes this phone's, its journal shows, its sync begins. Where this phone holds a
 * locked copy of it, the lock is asked first.
 */
export async function enter(profile: Profile): Promise<void> {
  const known = currentAccount() === profile.id;
  setCurrentAccount(profile.id);
  setLeaving(false);
  setLeft(false);
  const opened = await openUnlessLocked(async () => {
    await saveProfile(await openDevice(profile.id), profile);
    noteProfile(profile);
    noteNeedsSignIn(false);
    await refreshJournal();
  });
  announce(known ? 'poke' : 'account');
  if (!opened) return;
  pokeSync();
  // Asks the browser not to evict the store; a refusal changes nothing here.
  void navigator.storage?.persist?.();
}

/** Runs `open`; where a lock is in the way, the lock shows instead. Says whether the journal is open. */
async function openUnlessLocked(open: () => Promise<void>): Promise<boolean> {
  try {
    await open();
    return true;
  } catch (error) {
    if (!(error instanceof LockedError)) throw error;
    noteLock(error.row);
    noteLocked();
    return false;
  }
}

/** Opens the journal of this phone again, with the key behind its lock where it has one. */
export async function openAgain(unlocked?: ContentKey): Promise<void> {
  const account = currentAccount();
  if (account === null) return noteProfile(null);
  setLeft(false);
  await openUnlessLocked(() => resume(account, unlocked));
}

/** Finishes a sign-out that happened with no network. */
export async function finishLeaving(): Promise<void> {
  if (!isLeaving() || currentAccount() !== null) return;
  await endSession(api).then(
    () => setLeaving(false),
    () => undefined,
  );
}

async function resume(account: string, unlocked?: ContentKey): Promise<void> {
  const local = await openDevice(account, unlocked);
  // A store that the browser emptied has no profile: the server's own answer, and then a pull from the start, fill it.
  const profile = (await loadProfile(local)) ?? (await fetchProfile(api));
  if (profile.id !== account) throw new Error('another account');
  await saveProfile(theLocal(), profile);
  if (openedLocal()?.account !== account) return;
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
  watchLock(() => void openAgain());
  const account = currentAccount();
  if (account === null) {
    noteProfile(null);
    await finishLeaving();
    return;
  }
  // After the quick exit "Back" opens nothing by itself.
  if (wasLeft()) return noteLocked();
  try {
    await openAgain();
  } catch {
    noteProfile(null);
  }
}
