// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { countOutbox } from '../../src/data/outbox';
import { writeChange } from '../../src/data/records';
import { storeOf } from '../../src/data/store';
import { pullAll } from '../../src/data/sync';
import { loadEntryView } from '../../src/data/views';
import { entryDoc, newPhone, write } from './phone';
import { apiOf, fails, going, onPull, round, texts } from './rounds';
import { json, Server } from './server';

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
    expect((await loadEntryView(phone, id))?.tags[0]?.verdict).toBe('theirs');
  });
});
