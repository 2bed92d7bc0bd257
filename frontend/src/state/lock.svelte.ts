import type { LockRow, Minutes } from '../data/keys';

/** What the app may know of the lock while it is open. */
export interface LockFace {
  digits: boolean;
  passkey: boolean;
  minutes: Minutes;
}

let face = $state.raw<LockFace | null>(null);

/** The lock of the journal that is open, or was open last in this window; null when it has none. */
export const lock = {
  get face(): LockFace | null {
    return face;
  },
};

export function noteLock(row: LockRow | null): void {
  face = row && { digits: row.secret.digits, passkey: row.passkey !== undefined, minutes: row.minutes };
}
