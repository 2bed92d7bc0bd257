import { beforeEach, describe, expect, it } from 'vitest';
import type { Local } from '../../src/data/db';
import { beginWalk, isAtEnd, joinEntries, walkOn, type Opened, type Position } from '../../src/data/library';
import { loadRecord, writeChange } from '../../src/data/records';
import { findFirstDay, loadDayMoods } from '../../src/data/days';
import type { EntryView, Mood } from '../../src/data/types';
import { entryDoc, newPhone } from './phone';

let phone: Local;

async function put(id: string, day: string, text = id, mood: Mood | null = 3): Promise<void> {
  await writeChange(phone, { kind: 'entry', id, doc: entryDoc(text, { local_day: day, mood }) });
}

async function walk(
  wanted = Infinity,
  before: Opened[] = [],
  from?: Position,
): Promise<{ opened: Opened[]; done: boolean; slices: number[]; position: Position }> {
  const position = from ?? (await beginWalk(phone));
  const slices: number[] = [];
  await walkOn(phone, position, {
    before: new Map(before.map((one) => [one.entry.id, one])),
    wanted: () => wanted,
    pause: async () => undefined,
    tell: () => slices.push(position.opened.length) > 0,
  });
  return { opened: position.opened, done: isAtEnd(position), slices, position };
}

beforeEach(async () => {
  phone = await newPhone();
});

describe('opening a journal', () => {
  it('goes from the newest day back, within a day from the latest made', async () => {
    await put('a', '2026-11-02');
    await put('b', '2026-11-09');
    await put('c', '2026-11-02');
    const { opened, done } = await walk();
    expect(opened.map(({ entry }) => entry.id)).toEqual(['b', 'c', 'a']);
    expect(done).toBe(true);
  });

  it('stops as soon as enough is open, comes up for air between slices, and goes on where it was', async () => {
    for (let i = 0; i < 90; i += 1) await put(`e${String(i).padStart(2, '0')}`, '2026-11-02');
    const begun = await walk(30);
    expect(begun).toMatchObject({ slices: [40], done: false });
    expect(await walk(Infinity, [], begun.position)).toMatchObject({ slices: [80, 90], done: true });
  });

  it('opens again only what changed', async () => {
    await put('a', '2026-11-02');
    await put('b', '2026-11-03');
    const first = (await walk()).opened;
    await put('a', '2026-11-02', 'changed');
    const second = (await walk(Infinity, first)).opened;
    expect(second[0]!.entry).toBe(first[0]!.entry);
    expect(second[1]!.entry.text).toBe('changed');
  });

  it('sees that an answer to a mark came', async () => {
    await put('a', '2026-11-02');
    const first = (await walk()).opened;
    await writeChange(phone, { kind: 'verdict', id: 'v', doc: { entry: 'a', tag: 't', answer: 'no' } });
    expect((await walk(Infinity, first)).opened[0]!.state).not.toBe(first[0]!.state);
  });

  it('leaves out what was deleted', async () => {
    await put('a', '2026-11-02');
    await put('b', '2026-11-03');
    const first = (await walk()).opened;
    await writeChange(phone, { kind: 'entry', id: 'b', doc: null });
    expect(await loadRecord(phone, 'entry', 'b')).toBeNull();
    expect((await walk(Infinity, first)).opened.map(({ entry }) => entry.id)).toEqual(['a']);
  });

  it('ends when nobody listens any more', async () => {
    for (let i = 0; i < 50; i += 1) await put(`e${i}`, '2026-11-02');
    const position = await beginWalk(phone);
    await walkOn(phone, position, { before: new Map(), wanted: () => 99, pause: async () => undefined, tell: () => false });
    expect(position.opened).toHaveLength(40);
  });
});

describe('the newest beside the older', () => {
  const entry = (id: string, local_day: string): EntryView => ({ ...entryDoc(id), local_day, id } as EntryView);
  const ids = (newer: EntryView[], older: EntryView[]): string[] => joinEntries(newer, older, (one) => one).map((one) => one.id);

  it('goes on where the newest end, and drops what they no longer hold', () => {
    const [a, b, c, d] = [entry('a', '2026-11-05'), entry('b', '2026-11-04'), entry('c', '2026-11-04'), entry('d', '2026-11-03')];
    expect(ids([a!, c!], [a!, c!, b!, d!])).toEqual(['a', 'c', 'b', 'd']);
    expect(ids([c!], [a!, c!, b!, d!])).toEqual(['c', 'b', 'd']);
    expect(ids([], [a!, d!])).toEqual(['a', 'd']);
  });
});

describe('the days of a calendar', () => {
  it('are those with entries, with their moods', async () => {
    await put('a', '2026-10-31', 'x', 1);
    await put('b', '2026-11-02', 'x', 2);
    await put('c', '2026-11-02', 'x', 5);
    await put('d', '2026-11-30', 'x', null);
    expect([...(await loadDayMoods(phone, '2026-11-01', '2026-11-30'))]).toEqual([
      ['2026-11-02', { entries: 2, moods: [2, 5] }],
      ['2026-11-30', { entries: 1, moods: [] }],
    ]);
    expect(await findFirstDay(phone)).toBe('2026-10-31');
    expect(await findFirstDay(await newPhone())).toBeNull();
  });
});
