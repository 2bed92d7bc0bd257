// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../src/data/api';
import { storeOf } from '../../src/data/store';
import { backoff, createSync, type Clock, type Locks, type Phase, type SyncState } from '../../src/data/sync';
import { entryDoc, newPhone, write } from './phone';
import { apiOf, onPush } from './rounds';
import { json, Server } from './server';

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
    for (let i = 0; i < 12; i += 1) {
      const plan = desk.planned.shift()!;
      waits.push(plan.ms);
      desk.states.length = 0;
      plan.work();
      await desk.settled();
    }
    expect(waits).toEqual([300, 300, 400, 500, 500, 1000, 2000, 3000, 5000, 10_000, 15_000, 15_000]);
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
