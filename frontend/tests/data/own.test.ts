// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Local } from '../../src/data/db';
import { settleKept, settleRefused, takeBatch } from '../../src/data/outbox';
import { writeChange } from '../../src/data/records';
import type { Added, Tag, VerdictDoc } from '../../src/data/types';
import { loadEntryView } from '../../src/data/views';
import { uuidv7 } from '../../src/domain/ids';
import { everything, newPhone, write } from './phone';
import { round } from './rounds';
import { Server } from './server';

const MANY = { ops: 100, bytes: 900_000 };
const TEXT = '🌊 I asked again if we are okay. It passed.';
const ASKED = 'I asked again';

function added(more: Partial<Added> = {}, text = TEXT): Added {
  const quote = more.quote ?? ASKED;
  const start = [...text.slice(0, text.indexOf(quote))].length;
  return { pattern: 'reassurance_seeking', start, end: start + [...quote].length, quote, holder: 'self', status: 'enacted', ...more };
}

async function mark(phone: Local, entry: string, more: Partial<VerdictDoc> = {}, id: string = uuidv7()): Promise<string> {
  const doc: VerdictDoc = { entry, tag: `t${id}`, answer: 'yes', person: null, added: added(), ...more };
  await writeChange(phone, { kind: 'verdict', id, doc });
  return id;
}

const read = (start: number, end: number, more: Partial<Tag> = {}): Tag => ({
  id: `r${start}`, pattern: 'reassurance_seeking', family: 'anxious', holder: 'partner', status: 'enacted', start, end,
  quote: [...TEXT].slice(start, end).join(''), confidence: 0.9, why: '', person: null, verdict: null, corrected: null, ...more,
});

async function marks(phone: Local, entry: string): Promise<[string, string, string | null, boolean][]> {
  const view = (await loadEntryView(phone, entry))!;
  return view.tags.map((tag) => [tag.pattern, tag.quote, tag.verdict, tag.own ?? false]);
}

const OWN = ['reassurance_seeking', ASKED, 'yes', true];

describe('a mark of the writer’s own', () => {
  it('is there at once, with no network and before anything was read', async () => {
    const phone = await newPhone();
    const entry = await write(phone, TEXT);
    await mark(phone, entry, { person: 'jo' });
    const [tag] = (await loadEntryView(phone, entry))!.tags;
    expect(tag).toMatchObject({ start: 2, end: 15, quote: ASKED, holder: 'self', status: 'enacted', person: 'jo', own: true, verdict: 'yes' });
    expect(await everything(phone)).not.toContain('asked');
  });

  it('stands in for what was read of the same pattern there, and takes what the server says of it only once', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    const entry = await write(phone, TEXT);
    await round(phone, server);
    const tags = [read(2, 32), read(32, 41), read(2, 15, { id: 'old', own: true }), read(2, 15, { id: 'x', pattern: 'trust' })];
    tags.push(read(16, 30, { id: 'undone', own: true, pattern: 'repair' }));
    server.change('reading', entry, { entry, content_version: 1, engine: 'e', language: 'en', skipped: null, tags });
    await mark(phone, entry);
    await round(phone, server);
    expect(await marks(phone, entry)).toEqual([
      ['reassurance_seeking', 'It passed', null, false],
      ['trust', ASKED, null, false],
      OWN,
    ]);
  });

  it('taken away stays away, also from what is read on its words', async () => {
    const [phone, server] = [await newPhone(), new Server()];
    const entry = await write(phone, TEXT);
    await round(phone, server);
    server.change('reading', entry, { entry, content_version: 1, engine: 'e', language: 'en', skipped: null, tags: [read(2, 32)] });
    const id = await mark(phone, entry);
    await mark(phone, entry, { answer: 'no', tag: `t${id}` }, id);
    await round(phone, server);
    expect(await marks(phone, entry)).toEqual([['reassurance_seeking', ASKED, 'no', true]]);
  });

  it('goes when its words go, which the entry says, and comes back with them', async () => {
    const phone = await newPhone();
    const entry = await write(phone, TEXT);
    const id = await mark(phone, entry);
    await write(phone, 'Another day.', entry);
    expect(await loadEntryView(phone, entry)).toMatchObject({ tags: [], lost: [`t${id}`] });
    await write(phone, `More. ${TEXT}`, entry);
    expect(await loadEntryView(phone, entry)).toMatchObject({ tags: [{ start: 8, quote: ASKED }], lost: [] });
    await mark(phone, entry, { answer: 'no', tag: `t${id}` }, id);
    await write(phone, 'Another day.', entry);
    expect(await loadEntryView(phone, entry)).toMatchObject({ tags: [], lost: [] });
  });

  it('made last stays, of two of one pattern on overlapping words', async () => {
    const phone = await newPhone();
    const entry = await write(phone, TEXT);
    await mark(phone, entry, { added: added({ quote: 'asked again if' }) });
    await mark(phone, entry);
    await mark(phone, entry, { added: added({ pattern: 'trust' }) });
    expect(await marks(phone, entry)).toEqual([['trust', ASKED, 'yes', true], OWN]);
  });
});

describe('a mark on its way', () => {
  const kinds = async (phone: Local, now = 0): Promise<string[]> => (await takeBatch(phone, MANY, now)).map(({ kind }) => kind);

  it('goes after the words that it needs, whatever was written first', async () => {
    const phone = await newPhone();
    const entry = await write(phone, TEXT);
    await mark(phone, entry);
    await write(phone, `More. ${TEXT}`, entry); // takes the place of the first op, behind the mark
    const [first, ...others] = await takeBatch(phone, MANY, 0);
    expect([first?.kind, others]).toEqual(['entry', []]);
    await settleKept(phone, [{ op: first!, version: 1 }]);
    expect(await kinds(phone)).toEqual(['verdict']);
  });

  it('goes in the same push as its entry, right after it', async () => {
    const phone = await newPhone();
    await mark(phone, await write(phone, TEXT));
    expect(await kinds(phone)).toEqual(['entry', 'verdict']);
  });

  it('waits while an earlier version of its entry is on its way', async () => {
    const phone = await newPhone();
    const entry = await write(phone, 'Before.');
    const [flying] = await takeBatch(phone, MANY, 0);
    await write(phone, TEXT, entry);
    await mark(phone, entry);
    expect(await kinds(phone)).toEqual(['entry']);
    await settleKept(phone, [{ op: flying!, version: 1 }]);
    expect(await kinds(phone)).toEqual(['entry', 'verdict']);
  });

  it('is let go in silence when its entry went before it', async () => {
    const phone = await newPhone();
    const entry = await write(phone, TEXT);
    const id = await mark(phone, entry);
    const [kept, refused] = await takeBatch(phone, MANY, 0);
    await settleKept(phone, [{ op: kept!, version: 1 }]);
    await writeChange(phone, { kind: 'entry', id: entry, doc: null });
    await settleRefused(phone, refused!, { code: 'unknown_entry', message: 'No.' });
    expect(await phone.db.get('records', ['verdict', id])).toBeUndefined();
    expect(await kinds(phone)).toEqual(['entry']);
  });

  it('stays to be looked at when it is refused while its entry is there', async () => {
    const phone = await newPhone();
    const entry = await write(phone, TEXT);
    const id = await mark(phone, entry);
    const [, refused] = await takeBatch(phone, MANY, 0);
    await settleRefused(phone, refused!, { code: 'words_gone', message: 'No.' });
    expect((await phone.db.get('records', ['verdict', id]))?.problem?.code).toBe('words_gone');
  });
});
