import { unseal } from './crypto';
import type { Local, OutboxRow, OwnKind, RecordRow, Writing } from './db';
import { opPlace, type Payload } from './records';
import type { Id, Problem } from './types';

/** One change as it goes to the server, with its number in the outbox. */
export interface Op {
  n: number;
  op_id: Id;
  kind: OwnKind;
  id: Id;
  base_version: number;
  deleted: boolean;
  doc: unknown;
}

export interface Limits {
  ops: number;
  bytes: number;
}

const PAGE = 200;
const ENVELOPE_BYTES = 250;
/** A longer wait than any hold: then the clock was set back, and the hold means nothing. */
const HOLD_AT_MOST_MS = 60_000;

export function heldFor(row: OutboxRow, now: number): number {
  const wait = row.hold - now;
  return wait > 0 && wait <= HOLD_AT_MOST_MS ? wait : 0;
}

/** Whether something of the entry `id` waits that is not among the `picked`. */
async function waitsFor(local: Local, id: Id, picked: OutboxRow[]): Promise<boolean> {
  const waiting = await local.db.getAllKeysFromIndex('outbox', 'by_record', ['entry', id]);
  return waiting.some((n) => !picked.some((row) => row.n === n));
}

/**
 * The oldest changes that may go now: in order, inside the limits, and one at a time for each record; what needs the words of
 * an entry goes after them.
 */
async function pick(local: Local, limits: Limits, now: number): Promise<OutboxRow[]> {
  const picked: OutboxRow[] = [];
  const seen = new Set<string>();
  let bytes = 0;
  let after: IDBKeyRange | null = null;
  for (;;) {
    const rows: OutboxRow[] = await local.db.getAll('outbox', after, PAGE);
    for (const row of rows) {
      const record = `${row.kind}/${row.id}`;
      if (row.refused || seen.has(record)) continue;
      seen.add(record);
      if (heldFor(row, now) > 0 || (row.after && (await waitsFor(local, row.after, picked)))) continue;
      bytes += row.size + ENVELOPE_BYTES;
      if (picked.length > 0 && (picked.length >= limits.ops || bytes > limits.bytes)) return picked;
      picked.push(row);
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return picked;
    after = IDBKeyRange.lowerBound(last.n, true);
  }
}

/** Marks the rows as sent, on the version that each record rests on now; leaves out what changed meanwhile. */
async function freeze(local: Local, rows: OutboxRow[]): Promise<OutboxRow[]> {
  const tx = local.db.transaction(['outbox', 'records'], 'readwrite');
  const outbox = tx.objectStore('outbox');
  const frozen: OutboxRow[] = [];
  for (const { n } of rows) {
    const row = await outbox.get(n);
    if (!row) continue;
    if (!row.sent) {
      const record = await tx.objectStore('records').get([row.kind, row.id]);
      row.sent = true;
      row.base_version = record?.version ?? 0;
      await outbox.put(row);
    }
    frozen.push(row);
  }
  await tx.done;
  return frozen;
}

/** The next batch. From this moment its ops are sent again exactly as they are until each has its answer. */
export async function takeBatch(local: Local, limits: Limits, now: number): Promise<Op[]> {
  const rows = await freeze(local, await pick(local, limits, now));
  return Promise.all(
    rows.map(async ({ n, op_id, kind, id, base_version, sealed }) => {
      const payload = await unseal<Payload>(local.key, opPlace(op_id), sealed);
      return { n, op_id, kind, id, base_version, ...payload };
    }),
  );
}

/** How many changes only this phone has, how many of them are refused, and the shortest wait of a held one. */
export async function countOutbox(local: Local, now: number): Promise<{ unsent: number; refused: number; held: number }> {
  const rows = await local.db.getAll('outbox');
  const held = rows.map((row) => heldFor(row, now)).filter((wait) => wait > 0);
  return { unsent: rows.length, refused: rows.filter((row) => row.refused).length, held: Math.min(...held, Infinity) };
}

type SettleStores = Writing<['outbox', 'records', 'meta']>;

/** Whether an acknowledged entry still waits for the reading of exactly its version, as the column to write. */
export async function awaitsColumn(tx: SettleStores, row: RecordRow): Promise<{ awaits?: 1 }> {
  if (row.kind !== 'entry' || !row.asks || row.pending || row.gone) return {};
  const reading = await tx.objectStore('records').get(['reading', row.id]);
  return reading?.content_version === row.version ? {} : { awaits: 1 };
}

async function keepRecord(tx: SettleStores, op: Op, version: number): Promise<void> {
  const records = tx.objectStore('records');
  const row = await records.get([op.kind, op.id]);
  if (!row) return;
  const waiting = await tx.objectStore('outbox').index('by_record').count([op.kind, op.id]);
  if (waiting === 0 && row.gone) {
    await records.delete([op.kind, op.id]);
    if (op.kind === 'entry') await records.delete(['reading', op.id]);
    return;
  }
  const kept: RecordRow = { ...row, version: Math.max(row.version, version), rev: row.rev + 1, pending: waiting > 0 };
  await records.put({ ...kept, ...(await awaitsColumn(tx, kept)) });
}

/** The server has these changes: they leave the outbox, and their records rest on the version it gave. */
export async function settleKept(local: Local, kept: { op: Op; version: number }[]): Promise<void> {
  const tx = local.db.transaction(['outbox', 'records', 'meta'], 'readwrite');
  const outbox = tx.objectStore('outbox');
  for (const { op, version } of kept) {
    if (!(await outbox.get(op.n))) continue;
    await outbox.delete(op.n);
    await keepRecord(tx, op, version);
  }
  await tx.done;
}

/** Whether `record` answers a tag of an entry that is not here any more: nobody can look at it, nor misses it. */
async function isLeftOver(tx: SettleStores, record: RecordRow | undefined): Promise<boolean> {
  if (record?.kind !== 'verdict' || !record.ref) return false;
  const entry = await tx.objectStore('records').get(['entry', record.ref]);
  return !entry || entry.gone;
}

/**
 * The server will never take this change: it is set aside, visible at its record, and the rest goes on.
 * A newer change of the same record takes its place; a refused deletion is taken back by pulling the record again.
 */
export async function settleRefused(local: Local, op: Op, problem: Problem): Promise<void> {
  const tx = local.db.transaction(['outbox', 'records', 'meta'], 'readwrite');
  const outbox = tx.objectStore('outbox');
  const records = tx.objectStore('records');
  const [row, waiting, record] = await Promise.all([
    outbox.get(op.n),
    outbox.index('by_record').count([op.kind, op.id]),
    records.get([op.kind, op.id]),
  ]);
  if (row && record && waiting === 1 && (await isLeftOver(tx, record))) {
    await outbox.delete(op.n);
    await records.delete([op.kind, op.id]);
  } else if (row && record && waiting === 1 && !op.deleted) {
    await outbox.put({ ...row, refused: true });
    await records.put({ ...record, rev: record.rev + 1, pending: false, problem });
  } else if (row) {
    await outbox.delete(op.n);
    if (waiting === 1) {
      await records.delete([op.kind, op.id]);
      await tx.objectStore('meta').delete('feed');
    }
  }
  await tx.done;
}

/** Every refused change with its reason, the oldest first. */
export async function listRefusedOps(local: Local): Promise<{ kind: OwnKind; id: Id; problem: Problem }[]> {
  const ops = (await local.db.getAll('outbox')).filter((op) => op.refused);
  const rows = await Promise.all(ops.map(({ kind, id }) => local.db.get('records', [kind, id])));
  return ops.flatMap(({ kind, id }, i) => {
    const problem = rows[i]?.problem;
    return problem ? [{ kind, id, problem }] : [];
  });
}

/** Gives up a refused change. The record goes, and comes back with the next pull as the server has it. */
export async function discardRefused(local: Local, kind: OwnKind, id: Id): Promise<void> {
  const tx = local.db.transaction(['outbox', 'records', 'meta'], 'readwrite');
  const outbox = tx.objectStore('outbox');
  const ops = await outbox.index('by_record').getAll([kind, id]);
  if (ops.some((op) => op.refused)) {
    await Promise.all(ops.map((op) => outbox.delete(op.n)));
    await tx.objectStore('records').delete([kind, id]);
    await tx.objectStore('meta').delete('feed');
  }
  await tx.done;
}
