// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Local } from '../../src/data/db';
import { countOutbox } from '../../src/data/outbox';
import { loadAll, loadRecord, writeChange } from '../../src/data/records';
import { listEntryViews, loadEntryView } from '../../src/data/views';
import { entryDoc, newPhone, write } from './phone';
import { round, texts } from './rounds';
import { Server } from './server';

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

  it('lets each of the two know the other, also after an edit and a pull', async () => {
    const { phone, server, id } = await bothEdit('mine', 'theirs');
    const copy = (await listEntryViews(phone)).entries.find((entry) => entry.id !== id)!;
    expect([(await loadEntryView(phone, id))?.twin, copy.twin]).toEqual([copy.id, id]);
    await writeChange(phone, { kind: 'entry', id: copy.id, doc: entryDoc('mine, changed') });
    server.change('entry', id, entryDoc('theirs, changed'));
    await round(phone, server);
    expect((await loadEntryView(phone, id))).toMatchObject({ text: 'theirs, changed', mark: 'other_device', twin: copy.id });
    expect((await loadEntryView(phone, copy.id))).toMatchObject({ text: 'mine, changed', mark: 'copy', twin: id });
  });

  it('names no other where the words stand alone', async () => {
    const { phone } = await bothEdit('mine', null);
    expect((await listEntryViews(phone)).entries[0]).toMatchObject({ mark: 'deleted_elsewhere', twin: null });
    const other = await bothEdit(null, 'theirs');
    expect(await loadEntryView(other.phone, other.id)).toMatchObject({ mark: 'edit_kept', twin: null });
  });

  it('is none when both say the same now and only came there by other words', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    const id = await write(phone, 'start');
    await round(phone, server);
    const earlier = (text: string) => [{ text, until: '2026-11-16T11:00:00Z' }];
    await writeChange(phone, { kind: 'entry', id, doc: entryDoc('same', { earlier: earlier('a') }) });
    server.change('entry', id, entryDoc('same', { earlier: earlier('b') }));
    await round(phone, server);
    expect(await texts(phone)).toEqual(['same']);
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
