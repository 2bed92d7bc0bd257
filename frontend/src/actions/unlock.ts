import { ApiError } from '../data/api';
import { openStore, type Database } from '../data/db';
import { readLock, type ContentKey } from '../data/keys';
import { LockError, openWithPasskey, openWithSecret } from '../data/lock';
import { askPasskey } from '../data/passkey';
import { currentAccount } from '../data/profile';
import type { Id } from '../data/types';
import { openAgain } from '../state/start';
import { eraseWhenSpent } from './eraseWhenSpent';

/** The key is fetched over a connection of its own: while it is locked, the app keeps none. */
async function fetchKey(fetch: (db: Database, account: Id) => Promise<ContentKey>): Promise<ContentKey> {
  const account = currentAccount();
  if (account === null) throw new ApiError('not_signed_in', 'Please sign in first.', 401);
  const db = await openStore(account);
  try {
    return await fetch(db, account);
  } finally {
    db.close();
  }
}

/** Opens the notebook with its PIN or passphrase. Throws LockError; after `spent` this phone's copy is gone. */
export async function unlock(secret: string): Promise<void> {
  const key = await eraseWhenSpent(fetchKey((db, account) => openWithSecret(db, account, secret, Date.now())));
  await openAgain(key);
}

/** Opens the notebook with this phone's passkey. Throws LockError `passkey`, and a DOMException when it was called off. */
export async function unlockWithPasskey(signal?: AbortSignal): Promise<void> {
  const key = await fetchKey(async (db, account) => {
    const slot = (await readLock(db))?.passkey;
    const answer = slot && (await askPasskey(slot.id, slot.salt, signal));
    if (!answer) throw new LockError('passkey');
    return openWithPasskey(db, account, answer);
  });
  await openAgain(key);
}
