import type { Local } from './db';
import { columnsOf, sealRecord } from './records';
import type { WeekDoc } from './types';

/** Keeps a week that was asked for by name, beside what the feed brings. */
export async function keepWeek(local: Local, doc: WeekDoc): Promise<void> {
  const { week: id } = doc;
  const sealed = await sealRecord(local, 'week', id, doc);
  const tx = local.db.transaction('records', 'readwrite');
  const before = await tx.store.get(['week', id]);
  const fresh = { version: 0, pending: false, gone: false };
  await tx.store.put({ ...fresh, ...before, kind: 'week', id, rev: (before?.rev ?? 0) + 1, sealed, ...columnsOf('week', doc) });
  await tx.done;
}
