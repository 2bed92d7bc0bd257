import { ApiError } from '../data/api';
import { loadRecord } from '../data/records';
import type { Earlier, Id } from '../data/types';
import { withEarlier } from '../domain/versions';
import { theLocal } from '../state/opened';
import { keep } from './keep';

/** Forgets one earlier version of an entry, or all of them, here and on the server. */
export async function dropVersions(id: Id, which: Earlier | 'all'): Promise<void> {
  const found = await loadRecord(theLocal(), 'entry', id);
  if (!found) throw new ApiError('not_found', 'This entry is no longer here.', 404);
  const { doc } = found;
  const left = (doc.earlier ?? []).filter((one) => which !== 'all' && !(one.until === which.until && one.text === which.text));
  await keep({ kind: 'entry', id, doc: withEarlier(doc, left) });
}
