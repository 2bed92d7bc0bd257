import { nothingKept } from '../content/wording';
import { fetchProfile } from '../data/account';
import { ApiError, createApi } from '../data/api';
import { openChannel, type News } from '../data/channel';
import { openLocal, type Local } from '../data/db';
import { LockedError, readLock, type ContentKey } from '../data/keys';
import { countOutbox } from '../data/outbox';
import { currentAccount, loadProfile, saveProfile } from '../data/profile';
import { storeOf } from '../data/store';
import { createSync, type Clock, type Locks, type Sync, type SyncState } from '../data/sync';
import type { Id, Profile } from '../data/types';
import { noteChange } from './changes.svelte';
import { noteTime } from './clock.svelte';
import { emptyJournal, refreshJournal } from './journal.svelte';
import { lock, noteLock } from './lock.svelte';
import { openedLocal, setOpened, theLocal } from './opened';
import { noteLocked, noteNeedsSignIn, noteProfile, session } from './session.svelte';
import { noteStore } from './store.svelte';
import { noteSync, noteWaiting, recallHeard, setPoke } from './sync.svelte';

// Puts the parts together for this window: the server, the open account's database, its sync, the other windows.

const clock: Clock = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
const alone: Locks = {
  request: (async (_name: string, work: () => unknown) => work()) as unknown as Locks['request'],
};

export const api = createApi({ fetch: (...request) => fetch(...request), cookies: () => document.cookie, tellTime: noteTime });

let sync: Sync | null = null;
const channel = openChannel(hear);

function hear(news: News): void {
  // Another account, or none: whatever this window shows is no longer right. Drafts were saved at each pause.
  if (news === 'account') location.reload();
  else if (news === 'poke') pokeSync();
  else void show();
}

/** Tells the other windows of this phone. */
export function announce(news: News): void {
  channel.announce(news);
}

/** Sync now. A therapist has no journal; for them only the session is checked. */
export function pokeSync(): void {
  if (session.profile?.role === 'client') sync?.poke();
  else if (openedLocal()) void checkSession();
}

async function checkSession(): Promise<void> {
  try {
    await noteServerProfile(await fetchProfile(api));
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) noteNeedsSignIn(true);
  }
}

async function show(): Promise<void> {
  noteChange();
  const local = openedLocal();
  if (!local) return;
  await refreshJournal();
  if (openedLocal() === local) noteWaiting(await countOutbox(local, clock.now()));
}

/** Something was kept on the phone: show it here and in the other windows, and send it. */
export async function noteSaved(): Promise<void> {
  announce('records');
  await show();
  pokeSync();
}

/** Keeps what the server says about the account. Throws ApiError when the server means another one. */
export async function noteServerProfile(profile: Profile): Promise<void> {
  const local = theLocal();
  if (profile.id !== local.account || currentAccount() !== local.account) {
    throw new ApiError('other_account', 'Someone else is signed in to this browser. Please sign in again.', 401);
  }
  await saveProfile(local, profile);
  // Locked or signed out meanwhile: an answer that comes late must not bring the person back.
  if (openedLocal()?.account !== local.account) return;
  noteProfile(profile);
  noteNeedsSignIn(false);
}

function tell(state: SyncState, changed: boolean): void {
  noteSync(state);
  if (state.phase === 'signed_out') noteNeedsSignIn(true);
  if (!changed) return;
  announce('records');
  void show();
}

function syncOf(local: Local): Sync {
  return createSync({
    account: local.account,
    store: storeOf(local, () => session.profile?.reading ?? true),
    api,
    clock,
    locks: navigator.locks ?? alone,
    verify: async () => noteServerProfile(await fetchProfile(api)),
    tell,
  });
}

/** The key of the journal that is open: it need not be unlocked again to be opened again. */
function heldKey(account: Id): ContentKey | undefined {
  const before = openedLocal();
  return before?.account === account ? { id: before.keyId, key: before.key } : undefined;
}

/**
 * Opens an account's database on this phone, ready to sync. Throws ApiError `storage`, and LockedError when it is locked.
 *
 * @param unlocked the key, when it was just unlocked
 */
export async function openDevice(account: Id, unlocked?: ContentKey): Promise<Local> {
  const held = unlocked ?? heldKey(account);
  closeDevice();
  const local = await openLocal(account, () => void reopen(local), held).catch((error: unknown) => {
    if (error instanceof LockedError) throw error;
    throw new ApiError('storage', nothingKept);
  });
  noteLock(await readLock(local.db));
  setOpened(local);
  recallHeard();
  sync = syncOf(local);
  setPoke(pokeSync);
  return local;
}

/** The browser closed the database by itself. The words are in it; open it again unless someone signed out. */
async function reopen(closed: Local): Promise<void> {
  if (openedLocal() !== closed || currentAccount() !== closed.account) return;
  const locked = lock.face !== null;
  try {
    const local = await openDevice(closed.account);
    // Emptied while it was open. What the server has comes back with the next round; the words on the screen are kept anew.
    if (session.profile && (await loadProfile(local)) === null) {
      await saveProfile(local, session.profile);
      noteStore(locked ? 'unlocked' : 'back');
    }
  } catch (error) {
    if (!(error instanceof LockedError)) throw error;
    noteLocked();
  }
  await show();
  pokeSync();
}

export function closeDevice(): void {
  const local = openedLocal();
  setOpened(null);
  sync?.stop();
  sync = null;
  local?.db.close();
  emptyJournal();
}
