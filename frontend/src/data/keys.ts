import { makeContentKey, newWrappingKey, openContentKey, type Sealed } from './crypto';
import type { Database } from './db';
import type { Id } from './types';

// How the content key of an account lies on this phone, in the store `keys`, in one of two ways:
//   no lock   `device`, a key that the browser alone can use, and `content`, the content key wrapped by it
//   lock      `lock`: the content key wrapped by what a PIN makes, perhaps also by what a passkey makes; nothing else
// The content key itself stays the same from its making to its end, so whatever was sealed, by whichever window and at
// whichever moment of a change of the lock, opens afterwards.

/** The content key wrapped by the browser's own key. */
export interface ContentRow {
  key_id: string;
  wrapped: Sealed;
}

/** A wrapped content key that only the right PIN or passphrase opens. */
export interface SecretSlot {
  /** Digits only: the lock screen shows a keypad. */
  digits: boolean;
  salt: Uint8Array<ArrayBuffer>;
  rounds: number;
  wrapped: Sealed;
}

/** A wrapped content key that only the phone's own passkey opens. */
export interface PasskeySlot {
  id: ArrayBuffer;
  salt: Uint8Array<ArrayBuffer>;
  wrapped: Sealed;
}

export type Minutes = 1 | 5 | 15;

/** Everything that is known about a lock without opening it. */
export interface LockRow {
  key_id: string;
  secret: SecretSlot;
  passkey?: PasskeySlot;
  minutes: Minutes;
  /** Tries since the last right one, counted before each is checked. */
  tries: number;
  /** When the next try is taken, in milliseconds. */
  until: number;
}

/** The journal is here and cannot be opened without the PIN or the passkey. */
export class LockedError extends Error {
  constructor(readonly row: LockRow) {
    super('locked');
    this.name = 'LockedError';
  }
}

/** The content key in use, and its name: a store that was erased and made anew has another. */
export interface ContentKey {
  id: string;
  key: CryptoKey;
}

export type KeyPlace = 'device' | 'secret' | 'passkey';

/** What a wrapping is bound to: the account, and by which kind of key. */
export function keyPlace(account: Id, kind: KeyPlace): string {
  return `keys/${account}/${kind}`;
}

/** A phone whose key was made before keys could be wrapped; it goes on as it is, without a lock. */
export function isOldKey(row: unknown): row is CryptoKey {
  return row !== undefined && !('wrapped' in (row as object)) && !('secret' in (row as object));
}

/** What is known of the lock, or null when there is none. */
export async function readLock(db: Database): Promise<LockRow | null> {
  return ((await db.get('keys', 'lock')) as LockRow | undefined) ?? null;
}

async function makeKeys(db: Database, account: Id): Promise<void> {
  const device = await newWrappingKey();
  const wrapped = await makeContentKey(device, keyPlace(account, 'device'));
  const tx = db.transaction('keys', 'readwrite');
  // Another window may have been first.
  if (!(await tx.store.get('content')) && !(await tx.store.get('lock'))) {
    await tx.store.put(device, 'device');
    await tx.store.put({ key_id: crypto.randomUUID(), wrapped }, 'content');
  }
  await tx.done;
}

/**
 * The content key of a database that was just opened; made when there is none.
 *
 * @param held the key that this window already has, from before it had to open the database again
 * @throws LockedError when a lock is set and `held` is not the key behind it
 */
export async function contentKey(db: Database, account: Id, held?: ContentKey): Promise<ContentKey> {
  const tx = db.transaction('keys');
  const [device, content, lock] = await Promise.all([tx.store.get('device'), tx.store.get('content'), tx.store.get('lock')]);
  await tx.done;
  if (lock) {
    const row = lock as LockRow;
    if (held?.id === row.key_id) return held;
    throw new LockedError(row);
  }
  if (isOldKey(content)) return { id: 'old', key: content };
  if (!content) {
    await makeKeys(db, account);
    return contentKey(db, account, held);
  }
  const row = content as ContentRow;
  return { id: row.key_id, key: await openContentKey(row.wrapped, device as CryptoKey, keyPlace(account, 'device')) };
}
