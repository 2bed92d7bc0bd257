import { uuidv7 } from '../domain/ids';
import { seal, unseal, type Sealed } from './crypto';
import type { Kind, Local, OutboxRow, OwnKind, RecordRow, Writing } from './db';
import type { EntryDoc, Id, PersonDoc, PracticeDoc, Reading, VerdictDoc, WeekDoc } from './types';

export interface Docs {
  entry: EntryDoc;
  person: PersonDoc;
  verdict: VerdictDoc;
  practice: PracticeDoc;
  reading: Reading;
  week: WeekDoc;
}

/** What an op carries, sealed in the outbox. */
export interface Payload {
  deleted: boolean;
  doc: unknown;
}

/** The clear columns that a record's document fills. */
export type Columns = Pick<RecordRow, 'local_day' | 'ref' | 'content_version' | 'asks'>;

export function placeOf(kind: Kind, id: Id): string {
  return `records/${kind}/${id}`;
}

export function opPlace(opId: Id): string {
  return `outbox/${opId}`;
}

/** Ids, numbers and days out of a document; never words. */
export function columnsOf<K extends Kind>(kind: K, doc: Docs[K]): Columns {
  const fill: { [P in Kind]: (doc: Docs[P]) => Columns } = {
    entry: (it) => ({ local_day: it.local_day, asks: it.read && it.text.trim() !== '' }),
    person: () => ({}),
    verdict: (it) => ({ ref: it.entry }),
    practice: (it) => ({ local_day: it.local_day }),
    reading: (it) => ({ content_version: it.content_version }),
    week: (it) => ({ local_day: it.from }),
  };
  return fill[kind](doc);
}

/** What is said of a conflict stays with the record, whatever is written there, until somebody has looked at it. */
export function marksOf(row: RecordRow | undefined): Pick<RecordRow, 'mark' | 'twin'> {
  return { ...(row?.mark ? { mark: row.mark } : {}), ...(row?.twin ? { twin: row.twin } : {}) };
}

export function sealRecord(local: Local, kind: Kind, id: Id, doc: unknown): Promise<Sealed> {
  return seal(local.key, placeOf(kind, id), doc);
}

export function openRecord<K extends Kind>(local: Local, row: RecordRow & { kind: K }): Promise<Docs[K]> {
  return unseal(local.key, placeOf(row.kind, row.id), row.sealed);
}

/** A record with its document, or null when the phone has none or it was deleted here. */
export async function loadRecord<K extends Kind>(
  local: Local,
  kind: K,
  id: Id,
): Promise<{ row: RecordRow; doc: Docs[K] } | null> {
  const row = await local.db.get('records', [kind, id]);
  if (!row || row.gone) return null;
  return { row, doc: await openRecord(local, row as RecordRow & { kind: K }) };
}

/** Every record of a kind that was not deleted here. */
export async function loadAll<K extends Kind>(local: Local, kind: K): Promise<{ row: RecordRow; doc: Docs[K] }[]> {
  const rows = await local.db.getAll('records', IDBKeyRange.bound([kind, ''], [kind, '\uffff']));
  const kept = rows.filter((row) => !row.gone);
  return Promise.all(kept.map(async (row) => ({ row, doc: await openRecord(local, row as RecordRow & { kind: K }) })));
}

/** A tag of the writer's own rests on words that the server must have first. */
export function orderOf(doc: unknown): Pick<OutboxRow, 'after'> {
  const { added, entry } = (doc ?? {}) as Partial<VerdictDoc>;
  return added && entry ? { after: entry } : {};
}

export interface Change<K extends OwnKind = OwnKind> {
  kind: K;
  id: Id;
  /** null deletes. */
  doc: Docs[K] | null;
  /** Not sent before this moment. */
  hold?: number;
  /** The draft slot that these words came from; emptied together with the keeping of the words. */
  draft?: string;
}

type ChangeStores = Writing<['records', 'outbox', 'drafts']>;

async function putOp(tx: ChangeStores, change: Change, payload: Sealed, opId: Id, size: number): Promise<void> {
  const row: Omit<OutboxRow, 'n'> = {
    op_id: opId,
    kind: change.kind,
    id: change.id,
    ...orderOf(change.doc),
    sent: false,
    base_version: 0,
    hold: change.hold ?? 0,
    size,
    refused: false,
    sealed: payload,
  };
  // The key is made by the store, so the row is complete only once it is in.
  await tx.objectStore('outbox').add(row as OutboxRow);
}

/** Takes out what was never sent, or was refused for ever; says whether an op on its way remains. */
async function dropUnsent(tx: ChangeStores, kind: OwnKind, id: Id): Promise<boolean> {
  const outbox = tx.objectStore('outbox');
  const ops = await outbox.index('by_record').getAll([kind, id]);
  const stale = ops.filter((op) => !op.sent || op.refused);
  await Promise.all(stale.map((op) => outbox.delete(op.n)));
  return stale.length < ops.length;
}

/**
 * Keeps one change: the record as it is shown, the op for the server and the emptied draft, in one transaction.
 *
 * Earlier changes of the record that were never sent are replaced (the document is whole, nothing is lost); one that is
 * on its way stays as it was sent. A record that the server never heard of simply goes when it is deleted.
 */
export async function writeChange<K extends OwnKind>(local: Local, change: Change<K>): Promise<void> {
  const { kind, id, doc } = change;
  const opId = uuidv7();
  const payload: Payload = { deleted: doc === null, doc };
  const [sealed, sealedOp] = await Promise.all([
    sealRecord(local, kind, id, doc),
    seal(local.key, opPlace(opId), payload),
  ]);
  const tx = local.db.transaction(['records', 'outbox', 'drafts'], 'readwrite');
  const records = tx.objectStore('records');
  const before = await records.get([kind, id]);
  const flying = await dropUnsent(tx, kind, id);
  if (doc === null && !flying && !before?.version) await records.delete([kind, id]);
  else {
    const columns: Columns = doc === null ? {} : columnsOf(kind, doc);
    const version = before?.version ?? 0;
    const clear = { version, rev: (before?.rev ?? 0) + 1, pending: true, gone: doc === null };
    await records.put({ kind, id, ...clear, sealed, ...marksOf(before), ...columns });
    await putOp(tx, change, sealedOp, opId, new TextEncoder().encode(JSON.stringify(payload)).length);
  }
  if (change.draft !== undefined) await tx.objectStore('drafts').delete(change.draft);
  await tx.done;
}
