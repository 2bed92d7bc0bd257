// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { countOutbox } from '../../src/data/outbox';
import { loadRecord, writeChange } from '../../src/data/records';
import { storeOf } from '../../src/data/store';
import { pushAll } from '../../src/data/sync';
import { loadEntryView } from '../../src/data/views';
import { entryDoc, newPhone, write } from './phone';
import { apiOf, fails, onPush, round, texts } from './rounds';
import { json, Server, type Fault } from './server';

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

  it('is not sent any more when its account was left while it was being made ready', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    await write(phone, 'of the account that was left');
    const store = storeOf(phone);
    let left = false;
    const takeBatch: typeof store.takeBatch = async (...asked) => {
      const ops = await store.takeBatch(...asked);
      left = true;
      return ops;
    };
    const clock = { now: () => 0, after: () => () => undefined, random: () => 0 };
    await pushAll({ ...store, takeBatch }, apiOf(server), clock, () => left);
    expect(server.requests).toEqual([]);
    expect(await countOutbox(phone, 0)).toMatchObject({ unsent: 1 });
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
    for (let i = 0; i < 10; i += 1) server.faults.push(onPush(json({ results: [] })));
    await write(phone, 'words');
    expect(await fails(round(phone, server))).toBe('not_ours');
    expect(server.requests).toHaveLength(6);
    expect(await countOutbox(phone, 0)).toMatchObject({ unsent: 1, refused: 0 });
  });

  it('does not quarrel for ever with a server that only knows conflicts', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    await writeChange(phone, { kind: 'person', id: 'p1', doc: { name: 'Sam', kind: 'friend' } });
    const quarrel: Fault = (path, body) => {
      if (!path.includes('/push')) return undefined;
      server.faults.push(quarrel);
      const { op_id } = JSON.parse(body!).ops[0];
      return json({ results: [{ op_id, status: 'conflict', version: 9, seq: 9, server: { name: 'Samir', kind: 'friend' } }] });
    };
    server.faults.push(quarrel);
    expect(await fails(round(phone, server))).toBe('not_ours');
    expect((await loadRecord(phone, 'person', 'p1'))?.doc).toEqual({ name: 'Sam', kind: 'friend' });
    expect(await countOutbox(phone, 0)).toMatchObject({ unsent: 1, refused: 0 });
  });
});
