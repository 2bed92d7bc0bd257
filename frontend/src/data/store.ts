import { settleConflict } from './conflicts';
import type { Local } from './db';
import { adoptChanges, countAwaiting, forgetCursor, loadCursor } from './feed';
import { countOutbox, settleKept, settleRefused, takeBatch } from './outbox';
import type { SyncStore } from './sync';

/** The phone's database as the sync core sees it. Nothing awaits a reading while `reads` says that reading is refused. */
export function storeOf(local: Local, reads: () => boolean = () => true): SyncStore {
  return {
    takeBatch: (limits, now) => takeBatch(local, limits, now),
    settleKept: (kept) => settleKept(local, kept),
    settleRefused: (op, problem) => settleRefused(local, op, problem),
    settleConflict: (op, server) => settleConflict(local, op, server),
    loadCursor: () => loadCursor(local),
    forgetCursor: () => forgetCursor(local),
    adoptChanges: (changes, cursor) => adoptChanges(local, changes, cursor),
    async count(now) {
      const [outbox, awaiting] = await Promise.all([countOutbox(local, now), countAwaiting(local)]);
      return { ...outbox, awaiting: reads() ? awaiting : 0 };
    },
  };
}
