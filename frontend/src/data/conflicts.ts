import { uuidv7 } from '../domain/ids';
import { seal } from './crypto';
import type { Local, OutboxRow, OwnKind, RecordRow } from './db';
import { awaitsColumn, type Op } from './outbox';
import { columnsOf, openRecord, opPlace, orderOf, sealRecord, type Docs, type Payload } from './records';
import type { Id, Mark, PersonDoc } from './types';

/** What the server holds of a record that another device changed first; `doc` is null when it was deleted there. */
export interface ServerCopy {
  version: number;
  doc: unknown;
}

/** What shall stand on the phone afterwards. The record's own waiting ops always go. */
interface Outcome {
  /** The original: the server's document, or null when it goes. */
  original: { doc: unknown; mark?: Mark; version: number; resend: boolean } | null;
  /** This phone's words, as a record of their own. */
  copy: { doc: unknown; mark: Mark } | null;
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, it: unknown) =>
    it && typeof it === 'object' && !Array.isArray(it)
      ? Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1)))
      : it,
  );
}

/** Whether both say the same now; when each came to say it is no difference to keep two entries for. */
function sameWords(mine: unknown, theirs: unknown): boolean {
  const now = (doc: unknown): unknown => ({ ...(doc as object), earlier: null });
  return canonical(now(mine)) === canonical(now(theirs));
}

function mergePerson(mine: PersonDoc, theirs: PersonDoc): PersonDoc {
  return { ...theirs, ...mine };
}

/** Both texts stay; nothing is decided by a clock. */
export function decide(kind: OwnKind, mine: unknown, server: ServerCopy): Outcome {
  const { doc, version } = server;
  const adopt = (mark?: Mark): Outcome['original'] => ({ doc, version, resend: false, ...(mark ? { mark } : {}) });
  if (mine === null) return { original: doc === null ? null : adopt('edit_kept'), copy: null };
  if (doc === null) return { original: null, copy: kind === 'verdict' ? null : { doc: mine, mark: 'deleted_elsewhere' } };
  if (sameWords(mine, doc)) return { original: adopt(), copy: null };
  if (kind === 'verdict') return { original: { doc: mine, version, resend: true }, copy: null };
  if (kind === 'person') {
    return { original: { doc: mergePerson(mine as PersonDoc, doc as PersonDoc), version, resend: true }, copy: null };
  }
  return { original: adopt('other_device'), copy: { doc: mine, mark: 'copy' } };
}

interface Written {
  row: RecordRow;
  op: Omit<OutboxRow, 'n'> | null;
}

async function sealedRow<K extends OwnKind>(
  local: Local,
  kind: K,
  id: Id,
  doc: Docs[K],
  clear: { version: number; rev: number; pending: boolean; mark?: Mark; twin?: Id },
): Promise<Written> {
  const sealed = await sealRecord(local, kind, id, doc);
  const row: RecordRow = { kind, id, gone: false, sealed, ...clear, ...columnsOf(kind, doc) };
  if (!clear.pending) return { row, op: null };
  const op_id = uuidv7();
  const payload: Payload = { deleted: false, doc };
  const size = new TextEncoder().encode(JSON.stringify(payload)).length;
  const body = await seal(local.key, opPlace(op_id), payload);
  return { row, op: { op_id, kind, id, ...orderOf(doc), sent: false, base_version: 0, hold: 0, size, refused: false, sealed: body } };
}

async function prepare(local: Local, op: Op, rev: number, outcome: Outcome): Promise<Written[]> {
  const { original, copy } = outcome;
  const written: Promise<Written>[] = [];
  const copyId = uuidv7();
  if (original) {
    const { version, resend, mark } = original;
    const marks = { ...(mark ? { mark } : {}), ...(copy ? { twin: copyId } : {}) };
    const clear = { version, rev: rev + 1, pending: resend, ...marks };
    written.push(sealedRow(local, op.kind, op.id, original.doc as Docs[OwnKind], clear));
  }
  if (copy) {
    const clear = { version: 0, rev: 1, pending: true, mark: copy.mark, ...(original ? { twin: op.id } : {}) };
    written.push(sealedRow(local, op.kind, copyId, copy.doc as Docs[OwnKind], clear));
  }
  return Promise.all(written);
}

async function tryOnce(local: Local, op: Op, server: ServerCopy): Promise<boolean> {
  const before = await local.db.get('records', [op.kind, op.id]);
  const mine = !before || before.gone ? null : await openRecord(local, before as RecordRow & { kind: OwnKind });
  const written = await prepare(local, op, before?.rev ?? 0, decide(op.kind, mine, server));
  const tx = local.db.transaction(['outbox', 'records', 'meta'], 'readwrite');
  const outbox = tx.objectStore('outbox');
  const records = tx.objectStore('records');
  const now = await records.get([op.kind, op.id]);
  if (now?.rev !== before?.rev) return tx.done.then(() => false);
  if (await outbox.get(op.n)) {
    const stale = await outbox.index('by_record').getAllKeys([op.kind, op.id]);
    await Promise.all(stale.map((n) => outbox.delete(n)));
    await records.delete([op.kind, op.id]);
    for (const { row, op: next } of written) {
      await records.put({ ...row, ...(await awaitsColumn(tx, row)) });
      if (next) await outbox.add(next as OutboxRow);
    }
  }
  await tx.done;
  return true;
}

/** Another device was first: keeps both sides, sends again what shall be sent, in one transaction. */
export async function settleConflict(local: Local, op: Op, server: ServerCopy): Promise<void> {
  while (!(await tryOnce(local, op, server))) {
    // The person went on writing between reading and keeping; look again.
  }
}
