import { ApiError } from '../data/api';
import type { Local, OutboxRow } from '../data/db';
import { loadRecord } from '../data/records';
import type { Id } from '../data/types';
import { uuidv7 } from '../domain/ids';
import { theLocal } from '../state/opened';
import { keep } from './keep';

/** The deletion is sent only after this, so that undoing it leaves no trace. */
export const UNDO_MS = 8000;

function opsOf(local: Local, id: Id): Promise<OutboxRow[]> {
  return local.db.getAllFromIndex('outbox', 'by_record', ['entry', id]);
}

/**
 * Deletes an entry here at once and, a little later, on the server.
 *
 * @returns undoes it: gives the entry's id, a new one when the server has already heard of the deletion
 */
export async function deleteEntry(id: Id): Promise<() => Promise<Id>> {
  const local = theLocal();
  const found = await loadRecord(local, 'entry', id);
  if (!found) throw new ApiError('not_found', 'This entry is no longer here.', 404);
  await keep({ kind: 'entry', id, doc: null, hold: Date.now() + UNDO_MS });
  const toldOfIt = (await opsOf(local, id)).length > 0;
  return async () => {
    const heard = toldOfIt && !(await opsOf(local, id)).some((op) => !op.sent);
    const back = heard ? uuidv7() : id;
    await keep({ kind: 'entry', id: back, doc: found.doc });
    return back;
  };
}
