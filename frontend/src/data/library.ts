import type { Local, RecordRow } from './db';
import { openRecord } from './records';
import type { EntryView, Id } from './types';
import { viewEntry } from './views';

// Opens entries from the newest day back, a slice at a time, and opens again only what changed.

/** An opened entry, and what it was opened from. */
export interface Opened {
  entry: EntryView;
  state: string;
}

const SLICE = 40;

type Answers = Map<Id, string>;

/** A string that differs whenever the record, its reading or an answer to one of its marks does. */
function stateOf(row: RecordRow, reading: RecordRow | undefined, answers: Answers): string {
  const own = [row.rev, row.version, row.pending, row.mark ?? '', row.problem?.code ?? ''];
  return [...own, reading?.rev ?? '', reading?.version ?? '', answers.get(row.id) ?? ''].join('/');
}

async function loadAnswers(local: Local): Promise<Answers> {
  const rows = await local.db.getAll('records', IDBKeyRange.bound(['verdict', ''], ['verdict', '\uffff']));
  const answers: Answers = new Map();
  for (const { ref = '', id, rev } of rows) answers.set(ref, `${answers.get(ref) ?? ''} ${id}:${rev}`);
  return answers;
}

/** The ids of all entries, newest day first; within a day, the latest made first. */
async function listIds(local: Local): Promise<Id[]> {
  const keys = await local.db.getAllKeysFromIndex('records', 'by_day', IDBKeyRange.bound(['entry', ''], ['entry', '\uffff', '\uffff']));
  return keys.map(([, id]) => id).reverse();
}

async function openSlice(local: Local, ids: Id[], before: ReadonlyMap<Id, Opened>, answers: Answers): Promise<Opened[]> {
  const store = local.db.transaction('records').store;
  const rows = await Promise.all(ids.map(async (id) => [await store.get(['entry', id]), await store.get(['reading', id])] as const));
  const opened = rows.map(async ([row, reading]) => {
    // Deleted since its id was listed.
    if (!row || row.gone) return null;
    const state = stateOf(row, reading, answers);
    const known = before.get(row.id);
    if (known?.state === state) return known;
    return { entry: await viewEntry(local, row, await openRecord(local, row as RecordRow & { kind: 'entry' })), state };
  });
  return (await Promise.all(opened)).filter((one) => one !== null);
}

/** `a` stands before `b` in a journal. */
function isNewer(a: EntryView, b: EntryView): boolean {
  return a.local_day === b.local_day ? a.id > b.id : a.local_day > b.local_day;
}

/** `newer` as it is now, then what `older` has beyond the end of it. */
export function joinEntries<T>(newer: readonly T[], older: readonly T[], entryOf: (item: T) => EntryView): T[] {
  const last = newer.at(-1);
  if (last === undefined) return [...older];
  const end = entryOf(last);
  const there = new Set(newer.map((item) => entryOf(item).id));
  return [...newer, ...older.filter((item) => isNewer(end, entryOf(item)) && !there.has(entryOf(item).id))];
}

/** How far a journal is open, from its newest entry back. */
export interface Position {
  ids: Id[];
  answers: Answers;
  opened: Opened[];
  /** Where in `ids` to go on. */
  next: number;
}

export interface Walk {
  /** What was open before, so that only changes are opened again. */
  before: ReadonlyMap<Id, Opened>;
  /** How many are wanted; asked again before each slice. */
  wanted: () => number;
  /** Lets the page draw and listen between two slices. */
  pause: () => Promise<void>;
  /** Told after each slice; saying false ends the walk. */
  tell: () => boolean;
}

export async function beginWalk(local: Local): Promise<Position> {
  const [ids, answers] = await Promise.all([listIds(local), loadAnswers(local)]);
  return { ids, answers, opened: [], next: 0 };
}

export function isAtEnd(position: Position): boolean {
  return position.next >= position.ids.length;
}

/** Opens further entries from `position` on, which it moves, until enough are open. */
export async function walkOn(local: Local, position: Position, { before, wanted, pause, tell }: Walk): Promise<void> {
  while (!isAtEnd(position) && position.opened.length < wanted()) {
    const ids = position.ids.slice(position.next, position.next + SLICE);
    position.opened.push(...(await openSlice(local, ids, before, position.answers)));
    position.next += ids.length;
    if (!tell()) return;
    await pause();
  }
}
