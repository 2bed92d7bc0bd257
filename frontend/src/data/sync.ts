import { ApiError, type Api } from './api';
import type { ServerCopy } from './conflicts';
import type { Cursor, FeedChange } from './feed';
import type { Limits, Op } from './outbox';
import type { Id, Problem } from './types';

// One round: push until nothing waits, pull until the feed is read. Everything it touches is passed in, so that the same
// code runs in the browser, in tests and in Node against a real server.

export interface SyncStore {
  takeBatch(limits: Limits, now: number): Promise<Op[]>;
  settleKept(kept: { op: Op; version: number }[]): Promise<void>;
  settleRefused(op: Op, problem: Problem): Promise<void>;
  settleConflict(op: Op, server: ServerCopy): Promise<void>;
  loadCursor(): Promise<Cursor | null>;
  forgetCursor(): Promise<void>;
  adoptChanges(changes: FeedChange[], cursor: Cursor): Promise<number>;
  count(now: number): Promise<Counts>;
}

export interface Counts {
  unsent: number;
  refused: number;
  /** Milliseconds until a held change may go; Infinity when none is held. */
  held: number;
  /** Entries that wait to be read. */
  awaiting: number;
}

export interface Clock {
  now(): number;
  /** Runs `work` later; returns what calls it off. */
  after(ms: number, work: () => void): () => void;
  random(): number;
}

export type Locks = Pick<LockManager, 'request'>;

export type Phase = 'idle' | 'working' | 'offline' | 'waiting' | 'signed_out';

export interface SyncState extends Counts {
  phase: Phase;
  error: ApiError | null;
}

export interface SyncParts {
  account: Id;
  store: SyncStore;
  api: Api;
  clock: Clock;
  locks: Locks;
  /** Makes sure that the server means the same account; throws ApiError. Asked at the start and after each 401. */
  verify: () => Promise<void>;
  /** Told at each step, with whether records changed. */
  tell: (state: SyncState, changed: boolean) => void;
}

export interface Sync {
  /** Something may have changed: sync now, or right after the round that is running. */
  poke(): void;
  /** Calls off whatever is planned; a running round ends at its next step. */
  stop(): void;
}

interface PushResult {
  op_id: Id;
  status: string;
  version?: number;
  server?: unknown;
  error?: Problem;
}

interface PullPage {
  changes: FeedChange[];
  next: string;
  has_more: boolean;
  epoch: string;
}

const BATCH: Limits = { ops: 100, bytes: 900_000 };
const PULL_LIMIT = 200;
// Looks often in the first two seconds, which is how long a reading may take, then less and less.
const READING_WAITS_MS = [300, 300, 400, 500, 500, 1000, 2000, 3000, 5000, 10_000, 15_000];
/** Batches in a row that bring nothing to an end; two devices that change the same thing need one or two. */
const FRUITLESS_MOST = 5;
const BACKOFF_FIRST_MS = 1000;
const BACKOFF_MOST_MS = 300_000;

function wrongShape(): ApiError {
  return new ApiError('not_ours', 'The answer was not one of our server.', 200);
}

/** Settles each op of a batch by its own result. Says whether the server kept or refused any, for good. */
async function settle(store: SyncStore, ops: Op[], results: PushResult[]): Promise<boolean> {
  const byId = new Map(results.map((result) => [result.op_id, result]));
  const kept: { op: Op; version: number }[] = [];
  for (const op of ops) {
    const result = byId.get(op.op_id);
    const version = result?.version ?? 0;
    if (result?.status === 'applied' || result?.status === 'duplicate') kept.push({ op, version });
  }
  await store.settleKept(kept);
  let final = kept.length > 0;
  for (const op of ops) {
    const result = byId.get(op.op_id);
    if (result?.status === 'conflict') await store.settleConflict(op, { version: result.version ?? 0, doc: result.server ?? null });
    if (result?.status !== 'rejected') continue;
    await store.settleRefused(op, problemOf(result.error));
    final = true;
  }
  return final;
}

function problemOf(error: Partial<Problem> | undefined): Problem {
  const { code = 'invalid', message = 'The server could not take this.' } = error ?? {};
  return error?.field ? { code, message, field: error.field } : { code, message };
}

function onWire({ op_id, kind, id, base_version, deleted, doc }: Op): unknown {
  return deleted ? { op_id, kind, id, base_version, deleted } : { op_id, kind, id, base_version, deleted, doc };
}

/** Whether the whole request was refused because of what is in it, so that a smaller one may pass. */
function isAboutTheBatch(error: unknown): error is ApiError {
  return error instanceof ApiError && (error.status === 413 || (error.status === 400 && error.code === 'invalid'));
}

/** Pushes until nothing waits. Throws ApiError when it has to stop; what was not acknowledged stays. */
export async function pushAll(store: SyncStore, api: Api, clock: Clock, stopped: () => boolean): Promise<boolean> {
  let limits = BATCH;
  let changed = false;
  let fruitless = 0;
  while (!stopped()) {
    const ops = await store.takeBatch(limits, clock.now());
    // Whoever signed out meanwhile has left no session for these words: another account's must never take them.
    if (ops.length === 0 || stopped()) return changed;
    changed = true;
    try {
      const answer = await api.ask<{ results?: PushResult[] }>('POST', '/api/v1/sync/push', { ops: ops.map(onWire) });
      if (!Array.isArray(answer?.results)) throw wrongShape();
      // Answers that settle nothing, or conflicts without end, would be asked for again without end.
      fruitless = (await settle(store, ops, answer.results)) ? 0 : fruitless + 1;
      if (fruitless > FRUITLESS_MOST) throw wrongShape();
    } catch (error) {
      if (!isAboutTheBatch(error)) throw error;
      const [first] = ops;
      if (ops.length === 1 && first) await store.settleRefused(first, { code: error.code, message: error.message });
      else limits = { ...limits, ops: Math.floor(ops.length / 2) };
    }
  }
  return changed;
}

function isPage(page: PullPage | null): page is PullPage {
  return !!page && Array.isArray(page.changes) && typeof page.next === 'string';
}

/** Pulls until the feed is read; begins again from the start when the server rebuilt it. Says whether records changed. */
export async function pullAll(store: SyncStore, api: Api, stopped: () => boolean): Promise<boolean> {
  let changed = 0;
  let restarts = 0;
  while (!stopped()) {
    const cursor = await store.loadCursor();
    const after = cursor ? `&after=${encodeURIComponent(cursor.next)}` : '';
    const page = await api.send<PullPage>('GET', `/api/v1/sync/pull?limit=${PULL_LIMIT}${after}`, undefined, [400, 410]);
    // 400: a cursor that this server no longer understands.
    const rebuilt = page.status === 410 || (cursor && isPage(page.data) && page.data.epoch !== cursor.epoch);
    if (rebuilt || (cursor && page.status === 400)) {
      restarts += 1;
      if (restarts > 2) throw wrongShape();
      await store.forgetCursor();
      continue;
    }
    if (!isPage(page.data)) throw wrongShape();
    const { changes, next, epoch, has_more } = page.data;
    changed += await store.adoptChanges(changes, { next, epoch });
    if (!has_more) break;
  }
  return changed > 0;
}

/** How long to wait after the failure number `failures`, at least what the server asked for. */
export function backoff(failures: number, random: number, asked: number | null): number {
  const full = Math.min(BACKOFF_FIRST_MS * 2 ** Math.min(failures - 1, 20), BACKOFF_MOST_MS);
  return Math.max(full * (0.5 + random / 2), Math.min(asked ?? 0, BACKOFF_MOST_MS));
}

class Syncer implements Sync {
  private running = false;
  private again = false;
  private ended = false;
  private verified = false;
  private failures = 0;
  private polls = 0;
  private callOff = (): void => undefined;

  constructor(private readonly parts: SyncParts) {}

  poke(): void {
    void this.start(true);
  }

  stop(): void {
    this.ended = true;
    this.callOff();
  }

  /** One round at a time; what was asked for meanwhile gets a round of its own. */
  private async start(fresh: boolean): Promise<void> {
    if (fresh) this.polls = 0;
    if (this.running) {
      this.again ||= fresh;
      return;
    }
    this.running = true;
    this.callOff();
    try {
      await this.tell('working', null, false);
      const changed = await this.parts.locks.request(`holdfast-sync-${this.parts.account}`, () => this.round());
      this.afterRound(await this.tell('idle', null, changed));
    } catch (error) {
      // The last resort is for a store that cannot even be counted.
      if (!this.ended) await this.failed(error).catch(() => this.plan(BACKOFF_MOST_MS));
    }
    this.running = false;
    if (!this.again || this.ended) return;
    this.again = false;
    await this.start(true);
  }

  private async round(): Promise<boolean> {
    if (this.ended) return false;
    const { store, api, clock, verify } = this.parts;
    const stopped = (): boolean => this.ended;
    if (!this.verified) await verify();
    this.verified = true;
    const pushed = await pushAll(store, api, clock, stopped);
    const pulled = await pullAll(store, api, stopped);
    return pushed || pulled;
  }

  private async tell(phase: Phase, error: ApiError | null, changed: boolean): Promise<Counts> {
    const counts = await this.parts.store.count(this.parts.clock.now());
    if (!this.ended) this.parts.tell({ ...counts, phase, error }, changed);
    return counts;
  }

  private plan(ms: number): void {
    this.callOff();
    if (!this.ended && Number.isFinite(ms)) this.callOff = this.parts.clock.after(ms, () => void this.start(false));
  }

  private afterRound({ awaiting, held }: Counts): void {
    this.failures = 0;
    const next = READING_WAITS_MS[Math.min(this.polls, READING_WAITS_MS.length - 1)] ?? 0;
    this.polls = awaiting > 0 ? this.polls + 1 : 0;
    this.plan(Math.min(awaiting > 0 ? next : Infinity, held));
  }

  private async failed(error: unknown): Promise<void> {
    const known = error instanceof ApiError ? error : new ApiError('storage', 'The phone could not keep this just now.');
    if (known.status === 401) {
      // Everything stays as it is; the next poke after signing in goes on.
      this.verified = false;
      await this.tell('signed_out', known, true);
      return;
    }
    this.failures += 1;
    await this.tell(known.code === 'offline' ? 'offline' : 'waiting', known, true);
    this.plan(backoff(this.failures, this.parts.clock.random(), known.wait));
  }
}

/** The sync of one window, at rest until it is poked. */
export function createSync(parts: SyncParts): Sync {
  return new Syncer(parts);
}
