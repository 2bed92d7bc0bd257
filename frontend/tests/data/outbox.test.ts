// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Local } from '../../src/data/db';
import { countOutbox, discardRefused, listRefusedOps, settleKept, settleRefused, takeBatch } from '../../src/data/outbox';
import { loadRecord, writeChange } from '../../src/data/records';
import { saveDraft } from '../../src/data/drafts';
import { entryDoc, everything, newPhone, write } from './phone';

const MANY = { ops: 100, bytes: 900_000 };

async function texts(phone: Local, limits = MANY, now = 0): Promise<string[]> {
  return (await takeBatch(phone, limits, now)).map(({ doc }) => (doc as { text: string } | null)?.text ?? 'deleted');
}

describe('the outbox', () => {
  it('sends changes in the order they were made', async () => {
    const phone = await newPhone();
    for (const text of ['one', 'two', 'three']) await write(phone, text);
    expect(await texts(phone)).toEqual(['one', 'two', 'three']);
  });

  it('keeps only the last of several changes that were never sent', async () => {
    const phone = await newPhone();
    const id = await write(phone, 'first');
    await write(phone, 'another');
    await write(phone, 'second', id);
    await write(phone, 'third', id);
    expect(await texts(phone)).toEqual(['another', 'third']);
  });

  it('sends an op again exactly as it was, whatever was written meanwhile', async () => {
    const phone = await newPhone();
    const id = await write(phone, 'first');
    const [sent] = await takeBatch(phone, MANY, 0);
    await write(phone, 'second', id);
    const [again, ...others] = await takeBatch(phone, MANY, 0);
    expect(again).toEqual(sent);
    expect(others).toEqual([]);
  });

  it('sends the newer change afterwards, on the version that the server gave', async () => {
    const phone = await newPhone();
    const id = await write(phone, 'first');
    const [sent] = await takeBatch(phone, MANY, 0);
    await write(phone, 'second', id);
    await settleKept(phone, [{ op: sent!, version: 7 }]);
    const [next] = await takeBatch(phone, MANY, 0);
    expect(next).toMatchObject({ id, base_version: 7, doc: { text: 'second' } });
    expect(next!.op_id).not.toBe(sent!.op_id);
  });

  it('forgets an entry that the server never heard of when it is deleted', async () => {
    const phone = await newPhone();
    const id = await write(phone, 'never mind');
    await writeChange(phone, { kind: 'entry', id, doc: null });
    expect(await takeBatch(phone, MANY, 0)).toEqual([]);
    expect(await phone.db.get('records', ['entry', id])).toBeUndefined();
  });

  it('holds a deletion back until its moment, but not for ever when the clock is set back', async () => {
    const phone = await newPhone();
    const id = await write(phone, 'words');
    const [op] = await takeBatch(phone, MANY, 0);
    await settleKept(phone, [{ op: op!, version: 1 }]);
    await writeChange(phone, { kind: 'entry', id, doc: null, hold: 1_000_000 });
    expect(await texts(phone, MANY, 995_000)).toEqual([]);
    expect((await countOutbox(phone, 995_000)).held).toBe(5000);
    expect(await texts(phone, MANY, 10)).toEqual(['deleted']);
  });

  it('keeps a batch inside its count and its bytes, and always sends at least one', async () => {
    const phone = await newPhone();
    for (const text of ['a'.repeat(5000), 'b'.repeat(5000), 'c']) await write(phone, text);
    expect((await texts(phone, { ops: 2, bytes: 900_000 })).length).toBe(2);
    expect((await texts(phone, { ops: 100, bytes: 7000 })).length).toBe(1);
    expect((await texts(phone, { ops: 100, bytes: 10 })).length).toBe(1);
  });

  it('reads past hundreds of waiting changes of other records', async () => {
    const phone = await newPhone();
    for (let i = 0; i < 450; i += 1) await write(phone, `entry ${i}`);
    expect(await texts(phone, { ops: 449, bytes: 9_000_000 })).toHaveLength(449);
  });

  it('sets a refused change aside, goes on with the rest, and takes a corrected one', async () => {
    const phone = await newPhone();
    const id = await write(phone, 'bad');
    await write(phone, 'good');
    const [bad] = await takeBatch(phone, MANY, 0);
    await settleRefused(phone, bad!, { code: 'invalid', message: 'No.' });
    expect(await texts(phone)).toEqual(['good']);
    expect((await loadRecord(phone, 'entry', id))?.row.problem).toEqual({ code: 'invalid', message: 'No.' });
    expect((await loadRecord(phone, 'entry', id))?.doc.text).toBe('bad');
    expect(await listRefusedOps(phone)).toEqual([{ kind: 'entry', id, problem: { code: 'invalid', message: 'No.' } }]);
    await write(phone, 'better', id);
    expect(await texts(phone)).toEqual(['good', 'better']);
    expect((await loadRecord(phone, 'entry', id))?.row.problem).toBeUndefined();
  });

  it('gives a refused change up only when told, and then asks for the record anew', async () => {
    const phone = await newPhone();
    const id = await write(phone, 'bad');
    await phone.db.put('meta', { next: '9', epoch: 'e' }, 'feed');
    await discardRefused(phone, 'entry', id);
    expect(await texts(phone)).toEqual(['bad']);
    const [bad] = await takeBatch(phone, MANY, 0);
    await settleRefused(phone, bad!, { code: 'invalid', message: 'No.' });
    await discardRefused(phone, 'entry', id);
    expect(await countOutbox(phone, 0)).toEqual({ unsent: 0, refused: 0, held: Infinity });
    expect(await phone.db.get('meta', 'feed')).toBeUndefined();
  });

  it('empties the draft together with the keeping of its words', async () => {
    const phone = await newPhone();
    await saveDraft(phone, 'today', { text: 'words', mood: null, people: [], context: [] });
    await writeChange(phone, { kind: 'entry', id: 'e1', doc: entryDoc('words'), draft: 'today' });
    expect(await phone.db.count('drafts')).toBe(0);
    expect(await phone.db.count('outbox')).toBe(1);
  });

  it('holds no word in clear', async () => {
    const phone = await newPhone();
    await write(phone, 'canary-sentence');
    await saveDraft(phone, 'today', { text: 'canary-draft', mood: null, people: [], context: [] });
    const held = await everything(phone);
    expect(held).toContain('2026-11-16');
    expect(held).not.toContain('canary');
  });
});
