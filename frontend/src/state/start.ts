import { endSession, fetchProfile } from '../data/account';
import { ApiError } from '../data/api';
import { noteHere, notebookHere, type Here } from '../data/here';
import { currentAccount, isLeaving, loadProfile, saveProfile, setCurrentAccount, setLeaving } from '../data/profile';
import { LockedError, type ContentKey } from '../data/keys';
import type { Profile } from '../data/types';
import { announce, api, closeDevice, openDevice, pokeSync } from './device';
import { refreshJournal } from './journal.svelte';
import { lock, noteLock } from './lock.svelte';
import { setLeft, wasLeft, watchLock } from './locking';
import { openedLocal, theLocal } from './opened';
import { noteLocked, noteNeedsSignIn, noteProfile, session } from './session.svelte';
import { noteStore, store } from './store.svelte';
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
    noteHere(lock.face ? 'locked' : 'open');
    noteStore(store.trouble === 'gone' ? 'back' : null);
    await refreshJournal();
  });
  announce(known ? 'poke' : 'account');
  if (!opened) return;
  pokeSync();
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
  const before = notebookHere();
  const local = await openDevice(account, unlocked);
  const profile = (await loadProfile(local)) ?? (await bringBack(before));
  if (profile.id !== account) throw new Error('another account');
  await saveProfile(theLocal(), profile);
  if (openedLocal()?.account !== account) return;
  noteProfile(profile);
  noteHere(lock.face ? 'locked' : 'open');
  await refreshJournal();
  pokeSync();
}

/**
 * A store that the browser emptied has no profile: the server's own answer, and then a pull from the start, fill it. Where a
 * lock went with the store, the password is asked instead: whoever holds the phone must not get in for that.
 */
async function bringBack(before: Here | null): Promise<Profile> {
  noteStore('gone');
  if (before === 'locked') {
    closeDevice();
    throw new ApiError('not_signed_in', 'Please sign in again.', 401);
  }
  const profile = await fetchProfile(api);
  noteStore('back');
  return profile;
}

/** Everything that the browser kept for this page went, but not the cookies. */
async function comeBack(): Promise<void> {
  const before = notebookHere();
  if (before === null || isLeaving()) return;
  noteStore('gone');
  if (before === 'open') await enter(await fetchProfile(api));
}

/** Opens what can be opened; where nothing can, the first screen shows, and says why. */
async function begin(): Promise<void> {
  try {
    if (currentAccount() === null) {
      noteProfile(null);
      await finishLeaving();
      return await comeBack();
    }
    // After the quick exit "Back" opens nothing by itself.
    if (wasLeft()) return noteLocked();
    await openAgain();
  } catch (error) {
    // A browser that refuses even to be asked throws an error of its own.
    if (error instanceof DOMException || (error instanceof ApiError && error.code === 'storage')) noteStore('closed');
    noteProfile(null);
  }
}

function watch(): void {
  const wake = (): void => {
    if (document.visibilityState === 'visible') pokeSync();
  };
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', () => {
    noteOnline(true);
    if (session.state === 'signed_out' && store.trouble === 'gone') void begin();
    else void finishLeaving();
    pokeSync();
  });
  window.addEventListener('offline', () => noteOnline(false));
}

/** Opens what this phone knows, with no network needed, and watches for chances to sync. */
export async function startApp(): Promise<void> {
  watch();
  watchLock(() => void openAgain());
  await begin();
}
