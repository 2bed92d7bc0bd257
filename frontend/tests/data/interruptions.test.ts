// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { openLocal } from '../../src/data/db';
import { countOutbox } from '../../src/data/outbox';
import { entryDoc, newPhone, write } from './phone';
import { fails, onPull, onPush, round, texts } from './rounds';
import { json, Server, type Fault } from './server';

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

describe('two windows that sync at the same moment, in a browser without locks', () => {
  it('send nothing twice and lose nothing', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    const other = await openLocal(phone.account);
    await write(phone, 'one');
    await write(other, 'two');
    await Promise.all([round(phone, server), round(other, server), round(phone, server)]);
    expect(server.feed).toHaveLength(2);
    expect(await countOutbox(other, 0)).toMatchObject({ unsent: 0, refused: 0 });
    expect([await texts(phone), await texts(other)]).toEqual([['one', 'two'], ['one', 'two']]);
  });
});

describe('a phone that is full', () => {
  it('stays where it is in the feed, and takes the rest in when there is room', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    for (const id of ['e1', 'e2', 'e3', 'e4']) server.change('entry', id, entryDoc(id));
    const put = IDBObjectStore.prototype.put;
    let left = 3;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given) {
      if (this.name === 'records' && (left -= 1) < 0) throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, given);
    };
    try {
      await expect(round(phone, server)).rejects.toThrow();
      expect(await texts(phone)).toEqual(['e1', 'e2', 'e3']);
    } finally {
      IDBObjectStore.prototype.put = put;
    }
    await round(phone, server);
    expect(await texts(phone)).toEqual(['e1', 'e2', 'e3', 'e4']);
  });
});
