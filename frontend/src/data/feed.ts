import type { Kind, Local, RecordRow, Writing } from './db';
import { awaitsColumn } from './outbox';
import { columnsOf, marksOf, sealRecord, type Docs } from './records';
import type { Id, WeekDoc } from './types';

export interface FeedChange {
  seq: number;
  kind: Kind;
  id: Id;
  version: number;
  deleted: boolean;
  doc: unknown;
}

/** Where this phone stands in the feed. */
export interface Cursor {
  next: string;
  epoch: string;
}

type Incoming = { change: FeedChange; row: RecordRow | null };
type FeedStores = Writing<['outbox', 'records', 'meta']>;

const KINDS: ReadonlySet<string> = new Set<Kind>(['entry', 'person', 'verdict', 'practice', 'reading', 'week']);

export async function loadCursor(local: Local): Promise<Cursor | null> {
  return ((await local.db.get('meta', 'feed')) as Cursor | undefined) ?? null;
}

/** The next pull begins at the start. What waits in the outbox stays. */
export async function forgetCursor(local: Local): Promise<void> {
  await local.db.delete('meta', 'feed');
}

async function prepare(local: Local, change: FeedChange): Promise<Incoming> {
  const { kind, version, doc } = change;
  if (change.deleted || doc === null) return { change, row: null };
  // A week is looked up by its name; the feed's own id is only needed to hear that it went.
  const named: { id: Id; ref?: Id } = kind === 'week' ? { id: (doc as WeekDoc).week, ref: change.id } : { id: change.id };
  const sealed = await sealRecord(local, kind, named.id, doc);
  const columns = columnsOf(kind, doc as Docs[Kind]);
  return { change, row: { kind, version, rev: 1, pending: false, gone: false, sealed, ...columns, ...named } };
}

async function remove(tx: FeedStores, change: FeedChange): Promise<boolean> {
  const records = tx.objectStore('records');
  if (change.kind === 'week') {
    const keys = await records.index('by_ref').getAllKeys(['week', change.id]);
    await Promise.all(keys.map((key) => records.delete(key)));
    return keys.length > 0;
  }
  const before = await records.get([change.kind, change.id]);
  if (!before || before.pending || before.problem) return false;
  await records.delete([change.kind, change.id]);
  if (change.kind === 'entry') await records.delete(['reading', change.id]);
  return true;
}

async function put(tx: FeedStores, row: RecordRow): Promise<boolean> {
  const records = tx.objectStore('records');
  const before = await records.get([row.kind, row.id]);
  // Words that wait here are never overwritten: the push will hear of the other version and keep both.
  if (before?.pending || before?.problem) return false;
  const own = row.kind !== 'reading' && row.kind !== 'week';
  if (own && before && before.version > row.version) return false;
  const next: RecordRow = { ...row, rev: (before?.rev ?? 0) + 1, ...marksOf(before) };
  await records.put({ ...next, ...(await awaitsColumn(tx, next)) });
  if (row.kind === 'reading') await endWaiting(tx, row);
  return true;
}

async function endWaiting(tx: FeedStores, reading: RecordRow): Promise<void> {
  const entry = await tx.objectStore('records').get(['entry', reading.id]);
  if (!entry?.awaits || entry.version !== reading.content_version) return;
  const { awaits: _ended, ...rest } = entry;
  await tx.objectStore('records').put(rest);
}

/**
 * Takes one page of the feed in, together with the place reached, in one transaction.
 *
 * @returns how many records of the phone changed
 */
export async function adoptChanges(local: Local, changes: FeedChange[], cursor: Cursor): Promise<number> {
  const known = changes.filter(({ kind }) => KINDS.has(kind));
  const incoming = await Promise.all(known.map((change) => prepare(local, change)));
  const tx = local.db.transaction(['outbox', 'records', 'meta'], 'readwrite');
  let changed = 0;
  for (const { change, row } of incoming) {
    if (await (row ? put(tx, row) : remove(tx, change))) changed += 1;
  }
  await tx.objectStore('meta').put(cursor, 'feed');
  await tx.done;
  return changed;
}

/** How many acknowledged entries still wait to be read. */
export function countAwaiting(local: Local): Promise<number> {
  return local.db.countFromIndex('records', 'by_awaits');
}
