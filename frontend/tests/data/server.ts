import type { FeedChange } from '../../src/data/feed';

interface WireOp {
  op_id: string;
  kind: FeedChange['kind'];
  id: string;
  base_version: number;
  deleted: boolean;
  doc?: unknown;
}

interface Held {
  version: number;
  doc: unknown;
}

/** What goes wrong with the next request that fits: its answer is replaced, or lost after the work was done. */
export type Fault = (path: string, body: string | undefined) => Response | 'lose the answer' | 'no network' | undefined;

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });
}

/** A small server that keeps the sync contract of docs/api.md, for one account, with faults on demand. */
export class Server {
  readonly records = new Map<string, Held>();
  readonly feed: FeedChange[] = [];
  readonly requests: { method: string; path: string; body: string | undefined; headers: Record<string, string> }[] = [];
  readonly seen = new Map<string, { version: number; seq: number }>();
  epoch = 'e1';
  pageSize = 3;
  reject: (op: WireOp) => boolean = () => false;
  faults: Fault[] = [];

  readonly fetch = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const path = String(url);
    const body = init.body as string | undefined;
    this.requests.push({ method: init.method ?? 'GET', path, body, headers: init.headers as Record<string, string> });
    const fault = this.nextFault(path, body);
    if (fault instanceof Response) return fault;
    if (fault === 'no network') throw new TypeError('Failed to fetch');
    const answer = this.answer(path, body);
    if (fault === 'lose the answer') throw new TypeError('Failed to fetch');
    return answer;
  };

  /** Another device's change. */
  change(kind: FeedChange['kind'], id: string, doc: unknown): number {
    const version = (this.records.get(`${kind}/${id}`)?.version ?? 0) + 1;
    this.records.set(`${kind}/${id}`, { version, doc });
    this.feed.push({ seq: this.feed.length + 1, kind, id, version, deleted: doc === null, doc });
    return version;
  }

  doc(kind: string, id: string): unknown {
    return this.records.get(`${kind}/${id}`)?.doc;
  }

  private nextFault(path: string, body: string | undefined): ReturnType<Fault> {
    for (const [i, fault] of this.faults.entries()) {
      const outcome = fault(path, body);
      if (outcome === undefined) continue;
      this.faults.splice(i, 1);
      return outcome;
    }
    return undefined;
  }

  private answer(path: string, body: string | undefined): Response {
    if (path.startsWith('/api/v1/sync/push')) return json({ results: (JSON.parse(body ?? '{}').ops as WireOp[]).map((op) => this.apply(op)) });
    if (path.startsWith('/api/v1/sync/pull')) return this.pull(new URL(path, 'http://phone.test'));
    return json({ error: { code: 'not_found', message: 'Nothing here.' } }, 404);
  }

  private apply(op: WireOp): unknown {
    const { op_id } = op;
    const before = this.seen.get(op_id);
    if (before) return { op_id, status: 'duplicate', ...before };
    if (this.reject(op)) return { op_id, status: 'rejected', error: { code: 'invalid', message: 'Too long.', field: 'text' } };
    const held = this.records.get(`${op.kind}/${op.id}`);
    if ((held?.version ?? 0) !== op.base_version) {
      return { op_id, status: 'conflict', version: held?.version ?? 0, seq: 0, server: held?.doc ?? null };
    }
    const version = this.change(op.kind, op.id, op.deleted ? null : op.doc);
    const kept = { version, seq: this.feed.length };
    this.seen.set(op_id, kept);
    return { op_id, status: 'applied', ...kept };
  }

  private pull(url: URL): Response {
    const [epoch, from] = (url.searchParams.get('after') ?? `${this.epoch}.0`).split('.');
    if (epoch !== this.epoch) return json({ error: { code: 'gone', message: 'Begin again.' } }, 410);
    const start = Number(from);
    const changes = this.feed.slice(start, start + this.pageSize);
    const reached = start + changes.length;
    return json({ changes, next: `${this.epoch}.${reached}`, has_more: reached < this.feed.length, epoch: this.epoch });
  }
}
