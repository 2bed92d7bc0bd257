import { openStore } from '../data/db';
import { readLock } from '../data/keys';
import { countStake, TRIES, waitOf, type Stake } from '../data/lock';
import { currentAccount } from '../data/profile';

/** What the lock screen may say; nothing here needs a key. */
export interface LockView {
  digits: boolean;
  passkey: boolean;
  left: number;
  /** Milliseconds until the next try. */
  wait: number;
  /** What only this phone has. */
  stake: Stake;
}

/** The lock of this phone's notebook as it stands now, or null when it has none. */
export async function lookAtLock(): Promise<LockView | null> {
  const account = currentAccount();
  if (account === null) return null;
  const db = await openStore(account);
  try {
    const [row, stake] = await Promise.all([readLock(db), countStake(db)]);
    if (!row) return null;
    const { digits } = row.secret;
    return { digits, passkey: row.passkey !== undefined, left: TRIES - row.tries, wait: waitOf(row, Date.now()), stake };
  } finally {
    db.close();
  }
}
