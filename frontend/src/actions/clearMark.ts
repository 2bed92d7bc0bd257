import type { Id } from '../data/types';
import { noteSaved } from '../state/device';
import { theLocal } from '../state/opened';

/** The person has seen why this entry carries a mark. */
export async function clearMark(id: Id): Promise<void> {
  const tx = theLocal().db.transaction('records', 'readwrite');
  const row = await tx.store.get(['entry', id]);
  if (row?.mark) {
    const { mark: _seen, twin: _other, ...rest } = row;
    await tx.store.put({ ...rest, rev: row.rev + 1 });
  }
  await tx.done;
  await noteSaved();
}

/** The two stand there again as after the conflict. */
export async function markTwins(original: Id, copy: Id): Promise<void> {
  const tx = theLocal().db.transaction('records', 'readwrite');
  const pairs = [[original, 'other_device', copy], [copy, 'copy', original]] as const;
  for (const [id, mark, twin] of pairs) {
    const row = await tx.store.get(['entry', id]);
    if (row) await tx.store.put({ ...row, mark, twin, rev: row.rev + 1 });
  }
  await tx.done;
  await noteSaved();
}
