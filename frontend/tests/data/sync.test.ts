// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { ApiError, createApi, type Api } from '../../src/data/api';
import type { Local } from '../../src/data/db';
import { countOutbox } from '../../src/data/outbox';
import { loadAll, loadRecord, writeChange } from '../../src/data/records';
import { storeOf } from '../../src/data/store';
import { backoff, createSync, pullAll, pushAll, type Clock, type Locks, type Phase, type SyncState } from '../../src/data/sync';
import { listEntryViews, loadEntryView } from '../../src/data/views';
import { entryDoc, newPhone, write } from './phone';
import { json, Server, type Fault } from './server';

const going = (): boolean => false;
const clock: Clock = { now: () => 0, after: () => () => undefined, random: () => 1 };

function apiOf(server: Server): Api {
  return createApi({ fetch: server.fetch, cookies: () => 'csrftoken=t0ken' });
}

async function round(phone: Local, server: Server): Promise<void> {
  await pushAll(storeOf(phone), apiOf(server), clock, going);
  await pullAll(storeOf(phone), apiOf(server), going);
}

async function fails(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'did not fail',
    (error: ApiError) => error.code,
  );
}

const onPush = (outcome: ReturnType<Fault>): Fault => (path) => (path.includes('/push') ? outcome : undefined);
const onPull = (outcome: ReturnType<Fault>): Fault => (path) => (path.includes('/pull') ? outcome : undefined);

async function texts(phone: Local): Promise<string[]> {
  const { entries } = await listEntryViews(phone);
  return entries.map(({ text }) => text).sort();
}

describe('a push', () => {
  it('brings every change to the server once and empties the outbox', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    const id = await write(phone, 'We talked.');
    await round(phone, server);
    expect(server.doc('entry', id)).toEqual(entryDoc('We talked.'));
    expect((await loadEntryView(phone, id))?.place).toBe('kept');
    expect(await countOutbox(phone, 0)).toEqual({ unsent: 0, refused: 0, held: Infinity });
  });

  it('is repeated with the same op ids when its answer was lost, and nothing doubles', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    server.faults.push(onPush('lose the answer'));
    const id = await write(phone, 'We talked.');
    expect(await fails(round(phone, server))).toBe('offline');
    expect((await loadEntryView(phone, id))?.place).toBe('phone');
    await round(phone, server);
    const pushes = server.requests.filter(({ path }) => path.includes('/push'));
    expect(pushes).toHaveLength(2);
    expect(pushes[1]!.body).toBe(pushes[0]!.body);
    expect(server.feed).toHaveLength(1);
    expect((await loadEntryView(phone, id))).toMatchObject({ place: 'kept', version: 1 });
  });

  it('keeps words written between a lost answer and the next try, as a second version', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    server.faults.push(onPush('lose the answer'));
    const id = await write(phone, 'first');
    await fails(round(phone, server));
    await write(phone, 'second', id);
    await round(phone, server);
    expect(server.records.get(`entry/${id}`)).toEqual({ version: 2, doc: entryDoc('second') });
    expect(await texts(phone)).toEqual(['second']);
  });

  it('sends a deletion without words and then forgets the entry', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    const id = await write(phone, 'words');
    await round(phone, server);
    await writeChange(phone, { kind: 'entry', id, doc: null });
    await round(phone, server);
    expect(JSON.parse(server.requests.at(-2)!.body!).ops[0]).toEqual({
      op_id: expect.any(String), kind: 'entry', id, base_version: 1, deleted: true,
    });
    expect(await phone.db.get('records', ['entry', id])).toBeUndefined();
  });

  it('goes on past a refused op, which stays visible with its words', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    server.reject = (op) => JSON.stringify(op.doc).includes('bad');
    const bad = await write(phone, 'bad');
    const good = await write(phone, 'good');
    await round(phone, server);
    expect(server.doc('entry', good)).toEqual(entryDoc('good'));
    expect(await loadEntryView(phone, bad)).toMatchObject({
      text: 'bad', place: 'phone', problem: { code: 'invalid', message: 'Too long.', field: 'text' },
    });
    expect(await countOutbox(phone, 0)).toMatchObject({ unsent: 1, refused: 1 });
  });

  it('halves a batch that is too large, and sets aside the one op that is too large alone', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    const ids: string[] = [];
    for (const text of ['a', 'b', 'huge', 'd', 'e']) ids.push(await write(phone, text));
    const tooLarge = json({ error: { code: 'too_large', message: 'Too large.' } }, 413);
    const limit: Fault = (path, body) => {
      if (!path.includes('/push') || !body?.includes('"huge"')) return undefined;
      server.faults.push(limit);
      return tooLarge.clone() as Response;
    };
    server.faults.push(limit);
    await round(phone, server);
    expect([...server.records.keys()]).toEqual([0, 1, 3, 4].map((i) => `entry/${ids[i]}`));
    expect((await loadEntryView(phone, ids[2]!))?.problem).toEqual({ code: 'too_large', message: 'Too large.' });
  });

  it('does not ask for ever when an answer settles nothing', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    server.faults.push(onPush(json({ results: [] })));
    await write(phone, 'words');
    expect(await fails(round(phone, server))).toBe('not_ours');
    expect(await countOutbox(phone, 0)).toMatchObject({ unsent: 1, refused: 0 });
  });
});

const INTERRUPTIONS: [string, ReturnType<Fault>, string][] = [
  ['no network', 'no network', 'offline'],
  ['a captive portal with 200', new Response('<html>Welcome</html>', { headers: { 'Content-Type': 'text/html' } }), 'not_ours'],
  ['a captive portal that redirects', new Response(null, { status: 302, headers: { Location: 'http://portal.test' } }), 'not_ours'],
  ['HTML that calls itself JSON', new Response('<html>', { headers: { 'Content-Type': 'application/json' } }), 'not_ours'],
  ['JSON of another shape', json({ hello: 'world' }), 'not_ours'],
  ['401', json({ error: { code: 'not_authenticated', message: 'Sign in.' } }, 401), 'not_signed_in'],
  ['429', json({ error: { code: 'throttled', message: 'Wait.' } }, 429), 'throttled'],
  ['503', json({ error: { code: 'unavailable', message: 'Later.' } }, 503), 'unavailable'],
  ['502 from a proxy', new Response('<html>Bad gateway</html>', { status: 502 }), 'unavailable'],
];

describe.each(INTERRUPTIONS)('%s', (_name, outcome, code) => {
  const once = (): ReturnType<Fault> => (outcome instanceof Response ? (outcome.clone() as Response) : outcome);

  it('in a push loses nothing, and the next round goes on', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    const id = await write(phone, 'words');
    server.faults.push(onPush(once()));
    expect(await fails(round(phone, server))).toBe(code);
    expect(await countOutbox(phone, 0)).toMatchObject({ unsent: 1, refused: 0 });
    await round(phone, server);
    expect(server.records.get(`entry/${id}`)).toEqual({ version: 1, doc: entryDoc('words') });
  });

  it('in a pull loses nothing, and the next round goes on', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    server.change('entry', 'e1', entryDoc('from the tablet'));
    server.faults.push(onPull(once()));
    expect(await fails(round(phone, server))).toBe(code);
    await round(phone, server);
    expect(await texts(phone)).toEqual(['from the tablet']);
  });
});

describe('a pull', () => {
  it('reads the feed page by page to its end, and next time only what is new', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    for (const text of ['1', '2', '3', '4', '5', '6', '7']) server.change('entry', `id-${text}`, entryDoc(text));
    await round(phone, server);
    expect(await texts(phone)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    server.change('entry', 'id-8', entryDoc('8'));
    await round(phone, server);
    expect(server.requests.at(-1)!.path).toBe('/api/v1/sync/pull?limit=200&after=e1.7');
  });

  it('takes deletions of other devices in', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    server.change('entry', 'e1', entryDoc('words'));
    await round(phone, server);
    server.change('entry', 'e1', null);
    await round(phone, server);
    expect(await texts(phone)).toEqual([]);
  });

  it('never overwrites or removes words that wait on the phone', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    const [edited, other] = [await write(phone, 'a'), await write(phone, 'b')];
    await round(phone, server);
    await write(phone, 'a, changed here', edited);
    await write(phone, 'b, changed here', other);
    server.change('entry', edited, entryDoc('a, changed there'));
    server.change('entry', other, null);
    await pullAll(storeOf(phone), apiOf(server), going);
    expect(await texts(phone)).toEqual(['a, changed here', 'b, changed here']);
  });

  it('ignores kinds that a newer server may send', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    server.change('weather' as 'entry', 'w1', { sun: true });
    server.change('entry', 'e1', entryDoc('words'));
    await round(phone, server);
    expect(await texts(phone)).toEqual(['words']);
  });

  it('begins again after 410 and keeps what waits', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    server.change('entry', 'e1', entryDoc('kept'));
    await round(phone, server);
    server.epoch = 'e2';
    await write(phone, 'waiting');
    await pullAll(storeOf(phone), apiOf(server), going);
    expect(await texts(phone)).toEqual(['kept', 'waiting']);
    expect(await countOutbox(phone, 0)).toMatchObject({ unsent: 1 });
    expect(await storeOf(phone).loadCursor()).toEqual({ next: 'e2.1', epoch: 'e2' });
  });

  it('stops when the server says 410 without end', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    const gone = (): Response => json({ error: { code: 'gone', message: 'Again.' } }, 410);
    server.faults.push(onPull(gone()), onPull(gone()), onPull(gone()));
    expect(await fails(pullAll(storeOf(phone), apiOf(server), going))).toBe('not_ours');
  });
});

function reading(entry: string, content_version: number): unknown {
  return { entry, content_version, engine: 'x', language: 'en', skipped: null, tags: [] };
}

describe('a reading', () => {
  it('shows only for exactly the version that was read', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    const id = await write(phone, 'words');
    await round(phone, server);
    expect((await storeOf(phone).count(0)).awaiting).toBe(1);
    server.change('reading', id, reading(id, 1));
    await round(phone, server);
    expect(await loadEntryView(phone, id)).toMatchObject({ place: 'read', reading: { content_version: 1 } });
    expect((await storeOf(phone).count(0)).awaiting).toBe(0);
    await write(phone, 'other words', id);
    expect(await loadEntryView(phone, id)).toMatchObject({ place: 'phone', reading: null });
    await round(phone, server);
    expect(await loadEntryView(phone, id)).toMatchObject({ place: 'kept', reading: null });
    expect((await storeOf(phone).count(0)).awaiting).toBe(1);
  });

  it('is not waited for when the writer wants no reading or wrote no words', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    await writeChange(phone, { kind: 'entry', id: 'e1', doc: entryDoc('words', { read: false }) });
    await writeChange(phone, { kind: 'entry', id: 'e2', doc: entryDoc('  ') });
    await round(phone, server);
    expect((await storeOf(phone).count(0)).awaiting).toBe(0);
  });

  it('carries the answer that the writer gave on this phone', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    const id = await write(phone, 'words');
    await round(phone, server);
    const tag = { id: 't1', start: 0, end: 5, quote: 'words', verdict: null };
    server.change('reading', id, { ...(reading(id, 1) as object), tags: [tag] });
    await round(phone, server);
    await writeChange(phone, { kind: 'verdict', id: 'v1', doc: { entry: id, tag: 't1', answer: 'theirs' } });
    expect((await loadEntryView(phone, id))?.reading?.tags[0]?.verdict).toBe('theirs');
  });
});

describe('a conflict', () => {
  async function bothEdit(mine: string | null, theirs: string | null): Promise<{ phone: Local; server: Server; id: string }> {
    const [phone, server] = [await newPhone(), new Server()];
    const id = await write(phone, 'start');
    await round(phone, server);
    await writeChange(phone, { kind: 'entry', id, doc: mine === null ? null : entryDoc(mine) });
    server.change('entry', id, theirs === null ? null : entryDoc(theirs));
    await round(phone, server);
    return { phone, server, id };
  }

  it('keeps both texts, marked, on the phone and on the server', async () => {
    const { phone, server, id } = await bothEdit('mine', 'theirs');
    expect(await loadEntryView(phone, id)).toMatchObject({ text: 'theirs', version: 2, mark: 'other_device', place: 'kept' });
    const { entries } = await listEntryViews(phone);
    const copy = entries.find((entry) => entry.id !== id);
    expect(copy).toMatchObject({ text: 'mine', mark: 'copy', place: 'kept' });
    expect(server.doc('entry', copy!.id)).toEqual(entryDoc('mine'));
    expect(entries).toHaveLength(2);
  });

  it('makes no copy when both wrote the same', async () => {
    const { phone, id } = await bothEdit('same', 'same');
    expect(await texts(phone)).toEqual(['same']);
    expect((await loadEntryView(phone, id))?.mark).toBeNull();
  });

  it('keeps words that were deleted elsewhere while they were changed here', async () => {
    const { phone, id } = await bothEdit('mine', null);
    const { entries } = await listEntryViews(phone);
    expect(entries).toMatchObject([{ text: 'mine', mark: 'deleted_elsewhere', place: 'kept' }]);
    expect(entries[0]!.id).not.toBe(id);
  });

  it('keeps an edit of another device although it was deleted here', async () => {
    const { phone, id } = await bothEdit(null, 'theirs');
    expect(await loadEntryView(phone, id)).toMatchObject({ text: 'theirs', mark: 'edit_kept', place: 'kept' });
  });

  it('is over when both deleted', async () => {
    const { phone } = await bothEdit(null, null);
    expect(await texts(phone)).toEqual([]);
    expect(await countOutbox(phone, 0)).toMatchObject({ unsent: 0 });
  });

  it('merges a person: what was said here wins, what a newer app added stays', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    server.change('person', 'p1', { name: 'Sam', kind: 'friend' });
    await round(phone, server);
    await writeChange(phone, { kind: 'person', id: 'p1', doc: { name: 'Sam', kind: 'partner' } });
    server.change('person', 'p1', { name: 'Samir', kind: 'friend', colour: 'blue' });
    await round(phone, server);
    expect(server.records.get('person/p1')).toEqual({ version: 3, doc: { name: 'Sam', kind: 'partner', colour: 'blue' } });
    expect(await loadAll(phone, 'person')).toHaveLength(1);
  });

  it('lets the answer given here stand, on the version of the server', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    server.change('verdict', 'v1', { entry: 'e1', tag: 't1', answer: 'yes' });
    await round(phone, server);
    await writeChange(phone, { kind: 'verdict', id: 'v1', doc: { entry: 'e1', tag: 't1', answer: 'no' } });
    server.change('verdict', 'v1', { entry: 'e1', tag: 't1', answer: 'theirs' });
    await round(phone, server);
    expect(server.records.get('verdict/v1')).toEqual({ version: 3, doc: { entry: 'e1', tag: 't1', answer: 'no' } });
    expect((await loadRecord(phone, 'verdict', 'v1'))?.row).toMatchObject({ version: 3, pending: false });
  });
});

describe('the wait after a failure', () => {
  it('doubles, is spread, has an end, and respects the server', () => {
    expect([1, 2, 3, 20].map((failures) => backoff(failures, 1, null))).toEqual([1000, 2000, 4000, 300_000]);
    expect(backoff(3, 0, null)).toBe(2000);
    expect(backoff(1, 1, 60_000)).toBe(60_000);
    expect(backoff(1, 1, 9_999_999)).toBe(300_000);
  });
});

class Desk {
  readonly states: SyncState[] = [];
  readonly planned: { ms: number; work: () => void }[] = [];
  readonly clock: Clock = {
    now: () => 0,
    after: (ms, work) => {
      const plan = { ms, work };
      this.planned.push(plan);
      return () => this.planned.splice(this.planned.indexOf(plan), 1);
    },
    random: () => 1,
  };
  readonly locks: Locks = {
    request: (async (_name: string, work: () => unknown) => work()) as unknown as Locks['request'],
  };

  async settled(): Promise<Phase> {
    for (let i = 0; i < 400; i += 1) {
      await new Promise((done) => setTimeout(done, 2));
      const last = this.states.at(-1);
      if (last && last.phase !== 'working') return last.phase;
    }
    throw new Error('sync did not settle');
  }
}

async function start(verify: () => Promise<void> = async () => undefined) {
  const [phone, server, desk] = [await newPhone(), new Server(), new Desk()];
  const sync = createSync({
    account: phone.account, store: storeOf(phone), api: apiOf(server), clock: desk.clock, locks: desk.locks, verify,
    tell: (state) => desk.states.push(state),
  });
  const poke = async (): Promise<Phase> => {
    desk.states.length = 0;
    sync.poke();
    return desk.settled();
  };
  return { phone, server, desk, sync, poke };
}

describe('the sync of a window', () => {
  it('looks for the reading soon, then less and less often', async () => {
    const { phone, desk, poke } = await start();
    await write(phone, 'words');
    expect(await poke()).toBe('idle');
    const waits = [];
    for (let i = 0; i < 11; i += 1) {
      const plan = desk.planned.shift()!;
      waits.push(plan.ms);
      desk.states.length = 0;
      plan.work();
      await desk.settled();
    }
    expect(waits).toEqual([400, 800, 1200, 2000, 3000, 5000, 8000, 12_000, 15_000, 15_000, 15_000]);
  });

  it('rests when nothing waits', async () => {
    const { desk, poke } = await start();
    expect(await poke()).toBe('idle');
    expect(desk.planned).toEqual([]);
  });

  it('keeps everything after 401, asks for no retry, and goes on once signed in', async () => {
    const { phone, server, desk, poke } = await start();
    const id = await write(phone, 'words');
    server.faults.push(onPush(json({ error: { code: 'not_authenticated', message: 'Sign in.' } }, 401)));
    expect(await poke()).toBe('signed_out');
    expect(desk.states.at(-1)).toMatchObject({ unsent: 1 });
    expect(desk.planned).toEqual([]);
    expect(await poke()).toBe('idle');
    expect(server.doc('entry', id)).toEqual(entryDoc('words'));
  });

  it('sends nothing when the server means another account', async () => {
    const { phone, server, poke } = await start(async () => {
      throw new ApiError('other_account', 'Someone else.', 401);
    });
    await write(phone, 'words');
    expect(await poke()).toBe('signed_out');
    expect(server.requests).toEqual([]);
  });

  it('tries again later by itself, at once when poked', async () => {
    const { phone, server, desk, poke } = await start();
    await write(phone, 'words');
    server.faults.push(onPush('no network'), onPush('no network'));
    expect(await poke()).toBe('offline');
    expect(desk.planned.map(({ ms }) => ms)).toEqual([1000]);
    expect(await poke()).toBe('offline');
    expect(desk.planned.map(({ ms }) => ms)).toEqual([2000]);
    expect(await poke()).toBe('idle');
  });

  it('works once at a time and once more for what came meanwhile', async () => {
    const { phone, server, desk, sync } = await start();
    await write(phone, 'one');
    sync.poke();
    sync.poke();
    sync.poke();
    await desk.settled();
    await new Promise((done) => setTimeout(done, 50));
    expect(server.requests.filter(({ path }) => path.includes('/pull'))).toHaveLength(2);
  });

  it('does nothing more once stopped', async () => {
    const { phone, server, sync } = await start();
    await write(phone, 'one');
    sync.stop();
    sync.poke();
    await new Promise((done) => setTimeout(done, 30));
    expect(server.requests).toEqual([]);
  });
});
