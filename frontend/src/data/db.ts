import { deleteDB, openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import type { Sealed } from './crypto';
import { contentKey, type ContentKey, type ContentRow, type LockRow } from './keys';
import type { Day, Id, Mark, Problem } from './types';

export type Kind = 'entry' | 'person' | 'verdict' | 'practice' | 'reading' | 'week';
/** The kinds that a person changes; the others come from the server alone. */
export type OwnKind = 'entry' | 'person' | 'verdict' | 'practice';

/** One record as the phone keeps it. What a person wrote is in `sealed`; the rest is ids, numbers and the day. */
export interface RecordRow {
  kind: Kind;
  id: Id;
  /** The server's version that this copy rests on; 0 when the server has none. */
  version: number;
  /** Raised at each change of this row: a slow writer sees that it came too late. */
  rev: number;
  /** A change waits to be sent. */
  pending: boolean;
  /** Deleted here, not yet acknowledged. */
  gone: boolean;
  /** Absent when gone, so that it leaves the index of days. */
  local_day?: Day;
  /** The record this one is about: the entry of a verdict, the feed's own id of a week. */
  ref?: Id;
  /** The version of the entry that a reading read. */
  content_version?: number;
  /** Whether the writer lets this entry be read. */
  asks?: boolean;
  /** 1 while an acknowledged entry waits for its reading; absent otherwise, so that the index holds only those. */
  awaits?: 1;
  mark?: Mark;
  /** With a mark: the entry that holds the other words. */
  twin?: Id;
  problem?: Problem;
  sealed: Sealed;
}

/** One change that the server has not acknowledged. */
export interface OutboxRow {
  n: number;
  op_id: Id;
  kind: OwnKind;
  id: Id;
  /** The entry whose words this change needs: it goes after what waits of that entry. */
  after?: Id;
  /** Set before the first sending. From then on this op never changes: its reply may only have been lost. */
  sent: boolean;
  base_version: number;
  /** Not sent before this moment (milliseconds), so that it can be undone. */
  hold: number;
  /** UTF-8 bytes of the payload. */
  size: number;
  refused: boolean;
  sealed: Sealed;
}

export interface HoldfastSchema extends DBSchema {
  keys: { key: string; value: CryptoKey | ContentRow | LockRow };
  meta: { key: string; value: unknown };
  drafts: { key: string; value: Sealed };
  records: {
    key: [Kind, Id];
    value: RecordRow;
    indexes: { by_day: [Kind, Day, Id]; by_ref: [Kind, Id]; by_awaits: number };
  };
  outbox: { key: number; value: OutboxRow; indexes: { by_record: [OwnKind, Id] } };
}

export type Database = IDBPDatabase<HoldfastSchema>;
export type Writing<Names extends StoreNames<HoldfastSchema>[]> = IDBPTransaction<HoldfastSchema, Names, 'readwrite'>;

/** One account's own database on this phone, with its key. */
export interface Local {
  account: Id;
  db: Database;
  key: CryptoKey;
  /** The name of the key, see `data/keys`. */
  keyId: string;
}

// Numbered, run in order, never edited once released: number n brings a database from version n to n + 1.
const MIGRATIONS: ((db: Database) => void)[] = [
  (db) => {
    db.createObjectStore('keys');
    db.createObjectStore('meta');
    db.createObjectStore('drafts');
    const records = db.createObjectStore('records', { keyPath: ['kind', 'id'] });
    records.createIndex('by_day', ['kind', 'local_day', 'id']);
    records.createIndex('by_ref', ['kind', 'ref']);
    records.createIndex('by_awaits', 'awaits');
    const outbox = db.createObjectStore('outbox', { keyPath: 'n', autoIncrement: true });
    outbox.createIndex('by_record', ['kind', 'id']);
  },
];

function nameOf(account: Id): string {
  return `holdfast-${account}`;
}

/**
 * Opens the database that belongs to `account` alone, without its key; accounts never mix.
 *
 * @param onClosed called when the browser closed it by itself (eviction, another tab upgrading or erasing)
 */
export async function openStore(account: Id, onClosed: () => void = () => undefined): Promise<Database> {
  const db: Database = await openDB<HoldfastSchema>(nameOf(account), MIGRATIONS.length, {
    upgrade(opened, from) {
      for (const migrate of MIGRATIONS.slice(from)) migrate(opened);
    },
    blocking() {
      db.close();
      onClosed();
    },
    terminated: onClosed,
  });
  return db;
}

/**
 * Opens an account's database with its key.
 *
 * @param held the key that this window already holds, perhaps from unlocking
 * @throws LockedError when it is locked
 */
export async function openLocal(account: Id, onClosed: () => void = () => undefined, held?: ContentKey): Promise<Local> {
  const db = await openStore(account, onClosed);
  try {
    const { id, key } = await contentKey(db, account, held);
    return { account, db, key, keyId: id };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Erases the account's words and key from this phone. */
export async function eraseLocal(account: Id): Promise<void> {
  await deleteDB(nameOf(account));
}
