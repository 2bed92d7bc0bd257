import type { IDBPObjectStore } from 'idb';
import { freshSalt, keyFromPasskey, keyFromSecret, measureRounds, newWrappingKey, openContentKey, rewrapContentKey } from './crypto';
import type { Database, HoldfastSchema, Local } from './db';
import { isOldKey, keyPlace, type ContentKey, type ContentRow, type LockRow, type Minutes, type SecretSlot } from './keys';
import type { Id } from './types';

// Every change of the lock is prepared first and then made in one transaction of the store `keys`: a tab that is killed
// in the middle leaves the lock as it was. Records, drafts and the outbox are never touched.

export const TRIES = 10;
/** Seconds before the next try, after so many wrong ones. */
const WAITS_S = [0, 0, 0, 5, 15, 30, 60, 120, 300, 300, 300];

/** Why a lock did not open or change. `spent`: that was the last try, the copy on this phone has to go. */
export class LockError extends Error {
  constructor(
    readonly code: 'wrong' | 'wait' | 'spent' | 'passkey' | 'old' | 'changed',
    /** How many tries are left. */
    readonly left = TRIES,
    /** How long no try is taken, in milliseconds. */
    readonly wait = 0,
  ) {
    super(code);
    this.name = 'LockError';
  }
}

/** What is wrong with a new PIN or passphrase, or null. */
export function faultOf(secret: string): 'short' | 'easy' | null {
  const characters = [...secret.normalize('NFKC')];
  if (!/^\p{Nd}{4,12}$/u.test(secret)) return characters.length < 8 || new Set(characters).size < 4 ? 'short' : null;
  const steps = new Set(characters.slice(1).map((digit, i) => digit.codePointAt(0)! - characters[i]!.codePointAt(0)!));
  return steps.size === 1 && [-1, 0, 1].includes([...steps][0]!) ? 'easy' : null;
}

/** How long no try is taken, in milliseconds; a clock that was set back makes nobody wait longer than the wait itself. */
export function waitOf({ tries, until }: Pick<LockRow, 'tries' | 'until'>, now: number): number {
  return Math.max(0, Math.min(until - now, (WAITS_S[tries] ?? 300) * 1000));
}

type KeyStore = IDBPObjectStore<HoldfastSchema, ['keys'], 'keys', 'readwrite'>;

/** Runs `work` as one transaction of the keys: when anything in it fails, nothing of it happened. */
async function inKeys<T>(db: Database, work: (keys: KeyStore, lock: LockRow | undefined) => Promise<T>): Promise<T> {
  const tx = db.transaction('keys', 'readwrite');
  const done = tx.done.then(() => null, (error: unknown) => ({ error }));
  try {
    const result = await work(tx.store, (await tx.store.get('lock')) as LockRow | undefined);
    const failed = await done;
    if (failed) throw failed.error;
    return result;
  } catch (error) {
    try {
      tx.abort();
    } catch {
      // It ended by itself already.
    }
    throw error;
  }
}

/** Whether the lock is still the one that was looked at before. */
function isSame(before: LockRow, now: LockRow | undefined): boolean {
  return now?.key_id === before.key_id && sameBytes(now.secret.salt, before.secret.salt);
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}

/** Counts a try before it is checked, so that closing the app in the middle gives none back. */
async function claimTry(db: Database, now: number): Promise<LockRow> {
  const claimed = await inKeys(db, async (keys, row) => {
    if (!row) throw new LockError('changed');
    const wait = waitOf(row, now);
    // The last try may be repeated when its end was never seen: it opens, or everything here goes.
    const tries = wait > 0 ? row.tries : Math.min(row.tries + 1, TRIES);
    const next = { ...row, tries, until: now + (wait || (WAITS_S[tries] ?? 0) * 1000) };
    await keys.put(next, 'lock');
    return { next, wait };
  });
  if (claimed.wait > 0) throw new LockError('wait', TRIES - claimed.next.tries, claimed.wait);
  return claimed.next;
}

/** Puts `next` in place of `before`, unless the lock was changed meanwhile. */
function replace(db: Database, before: LockRow, next: LockRow): Promise<void> {
  return inKeys(db, async (keys, now) => {
    if (!isSame(before, now)) throw new LockError('changed');
    await keys.put(next, 'lock');
  });
}

interface Opened {
  row: LockRow;
  by: CryptoKey;
  key: ContentKey;
}

/** Checks a PIN or passphrase. Throws LockError `wrong`, `wait` or `spent`. */
async function check(db: Database, account: Id, secret: string, now: number): Promise<Opened> {
  const claimed = await claimTry(db, now);
  const { salt, rounds, wrapped } = claimed.secret;
  const by = await keyFromSecret(secret, salt, rounds);
  const key = await openContentKey(wrapped, by, keyPlace(account, 'secret')).catch(() => {
    const left = TRIES - claimed.tries;
    throw left > 0 ? new LockError('wrong', left, waitOf(claimed, now)) : new LockError('spent', 0);
  });
  const row = { ...claimed, tries: 0, until: 0 };
  await replace(db, claimed, row);
  return { row, by, key: { id: row.key_id, key } };
}

/** The content key behind a PIN or passphrase. Throws LockError. */
export async function openWithSecret(db: Database, account: Id, secret: string, now: number): Promise<ContentKey> {
  return (await check(db, account, secret, now)).key;
}

/** The content key behind the passkey. Wrong answers are not counted: nobody guesses 32 bytes. */
export async function openWithPasskey(db: Database, account: Id, answer: ArrayBuffer): Promise<ContentKey> {
  const row = (await db.get('keys', 'lock')) as LockRow | undefined;
  if (!row?.passkey) throw new LockError('changed');
  const { salt, wrapped } = row.passkey;
  const by = await keyFromPasskey(answer, salt);
  const key = await openContentKey(wrapped, by, keyPlace(account, 'passkey')).catch(() => {
    throw new LockError('passkey');
  });
  await replace(db, row, { ...row, tries: 0, until: 0 });
  return { id: row.key_id, key };
}

async function makeSlot(
  account: Id,
  secret: string,
  wrapped: ContentRow['wrapped'],
  from: { by: CryptoKey; place: string },
): Promise<SecretSlot> {
  const salt = freshSalt();
  const rounds = await measureRounds();
  const to = { by: await keyFromSecret(secret, salt, rounds), place: keyPlace(account, 'secret') };
  const slot = { digits: /^\p{Nd}+$/u.test(secret), salt, rounds, wrapped: await rewrapContentKey(wrapped, from, to) };
  // Seen to open before the way that opened until now is given up.
  await openContentKey(slot.wrapped, to.by, to.place);
  return slot;
}

/** Locks a phone that was open: from now on only `secret` opens it. Throws LockError `old` or `changed`. */
export async function setLock(local: Local, secret: string, minutes: Minutes): Promise<LockRow> {
  const { account, db } = local;
  const [device, content] = await Promise.all([db.get('keys', 'device'), db.get('keys', 'content')]);
  if (isOldKey(content)) throw new LockError('old');
  if (!content || !device) throw new LockError('changed');
  const { key_id, wrapped } = content as ContentRow;
  const from = { by: device as CryptoKey, place: keyPlace(account, 'device') };
  const row: LockRow = { key_id, secret: await makeSlot(account, secret, wrapped, from), minutes, tries: 0, until: 0 };
  await inKeys(db, async (keys) => {
    const now = (await keys.get('content')) as ContentRow | undefined;
    if (now?.key_id !== key_id) throw new LockError('changed');
    await keys.put(row, 'lock');
    await keys.delete('device');
    await keys.delete('content');
  });
  return row;
}

/** Leaves the phone open again. Throws LockError. */
export async function removeLock(local: Local, secret: string, now: number): Promise<void> {
  const { account, db } = local;
  const { row, by } = await check(db, account, secret, now);
  const device = await newWrappingKey();
  const to = { by: device, place: keyPlace(account, 'device') };
  const wrapped = await rewrapContentKey(row.secret.wrapped, { by, place: keyPlace(account, 'secret') }, to);
  await openContentKey(wrapped, device, to.place);
  await inKeys(db, async (keys, now) => {
    if (!isSame(row, now)) throw new LockError('changed');
    await keys.put(device, 'device');
    await keys.put({ key_id: row.key_id, wrapped }, 'content');
    await keys.delete('lock');
  });
}

/** Another PIN or passphrase for the same lock. The passkey goes on opening it. Throws LockError. */
export async function changeSecret(local: Local, secret: string, next: string, now: number): Promise<LockRow> {
  const { row, by } = await check(local.db, local.account, secret, now);
  const from = { by, place: keyPlace(local.account, 'secret') };
  const changed = { ...row, secret: await makeSlot(local.account, next, row.secret.wrapped, from) };
  await replace(local.db, row, changed);
  return changed;
}

/**
 * Lets a passkey open the lock too. Throws LockError, and whatever `make` throws.
 *
 * @param make the browser's ceremony, begun once the PIN was right; gives the passkey's id and its secret for `salt`
 */
export async function setPasskey(
  local: Local,
  secret: string,
  make: (salt: Uint8Array<ArrayBuffer>) => Promise<{ id: ArrayBuffer; answer: ArrayBuffer }>,
  now: number,
): Promise<LockRow> {
  const { account, db } = local;
  const { row, by } = await check(db, account, secret, now);
  const salt = freshSalt();
  const { id, answer } = await make(salt);
  const to = { by: await keyFromPasskey(answer, salt), place: keyPlace(account, 'passkey') };
  const wrapped = await rewrapContentKey(row.secret.wrapped, { by, place: keyPlace(account, 'secret') }, to);
  const changed: LockRow = { ...row, passkey: { id, salt, wrapped } };
  await replace(db, row, changed);
  return changed;
}

function edit(local: Local, change: (row: LockRow) => LockRow): Promise<LockRow> {
  return inKeys(local.db, async (keys, row) => {
    if (!row) throw new LockError('changed');
    const changed = change(row);
    await keys.put(changed, 'lock');
    return changed;
  });
}

export function dropPasskey(local: Local): Promise<LockRow> {
  return edit(local, ({ passkey: _dropped, ...row }) => row);
}

export function setMinutes(local: Local, minutes: Minutes): Promise<LockRow> {
  return edit(local, (row) => ({ ...row, minutes }));
}

/** What only this phone has, countable without opening anything: what an erasing would lose for good. */
export interface Stake {
  entry: number;
  person: number;
  verdict: number;
  practice: number;
  drafts: number;
}

export async function countStake(db: Database): Promise<Stake> {
  const [ops, drafts] = await Promise.all([db.getAll('outbox'), db.count('drafts')]);
  const stake: Stake = { entry: 0, person: 0, verdict: 0, practice: 0, drafts };
  const records = new Map(ops.map((op) => [`${op.kind}/${op.id}`, op.kind]));
  for (const kind of records.values()) stake[kind] += 1;
  return stake;
}
