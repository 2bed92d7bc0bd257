import type { Local, RecordRow } from './db';
import { loadRecord, openRecord, type Docs } from './records';
import { findWords, isCovered } from '../domain/marking';
import { codePointLength } from '../domain/offsets';
import type { Added, Day, EntryView, Id, PersonView, Place, PracticeView, Reading, Tag, VerdictDoc } from './types';

type Row<K extends RecordRow['kind']> = RecordRow & { kind: K };

function place(row: RecordRow): Place {
  return row.version > 0 && !row.pending && !row.problem ? 'kept' : 'phone';
}

/** What the writer said to the tags of an entry, in the order of making. */
export async function loadAnswers(local: Local, entry: Id): Promise<{ id: Id; doc: VerdictDoc }[]> {
  const rows = await local.db.getAllFromIndex('records', 'by_ref', ['verdict', entry]);
  return Promise.all(rows.map(async (row) => ({ id: row.id, doc: await openRecord(local, row as Row<'verdict'>) })));
}

async function readingOf(local: Local, row: RecordRow): Promise<Reading | null> {
  if (row.pending) return null;
  const found = await local.db.get('records', ['reading', row.id]);
  return found?.content_version === row.version ? openRecord(local, found as Row<'reading'>) : null;
}

function withAnswer(tag: Tag, said: VerdictDoc | undefined): Tag {
  if (!said) return tag;
  const person = said.person === undefined ? tag.person : said.person;
  return { ...tag, verdict: said.answer, corrected: said.pattern ?? null, person };
}

function ownTag(said: VerdictDoc, { pattern, quote, holder, status }: Added, start: number): Tag {
  const words = { start, end: start + codePointLength(quote), quote };
  const bare: Tag = {
    id: said.tag, pattern, family: '', holder, status, ...words, confidence: 1, why: '', person: null, verdict: null, corrected: null, own: true,
  };
  return withAnswer(bare, said);
}

/**
 * What stands in `text`: the tags that were read in it, and the writer's own in place of those of one pattern on the same
 * words. What stands on the phone goes before what the server said.
 */
function markedIn(text: string, read: Tag[], answers: VerdictDoc[]): Pick<EntryView, 'tags' | 'lost'> {
  const own: Tag[] = [];
  const lost: Id[] = [];
  // Of two of one pattern on overlapping words the one that was made last stays.
  for (const said of [...answers].reverse()) {
    if (!said.added) continue;
    const at = findWords(text, said.added);
    if (at === null) {
      if (said.answer !== 'no') lost.push(said.tag);
      continue;
    }
    const tag = ownTag(said, said.added, at);
    if (!isCovered(tag, own)) own.push(tag);
  }
  const said = new Map(answers.map((doc) => [doc.tag, doc]));
  const others = read.filter((tag) => !tag.own).map((tag) => withAnswer(tag, said.get(tag.id)));
  return { tags: [...others.filter((tag) => !isCovered(tag, own)), ...own.sort((a, b) => a.start - b.start)], lost };
}

export async function viewEntry(local: Local, row: RecordRow, doc: Docs['entry']): Promise<EntryView> {
  const [reading, answers] = await Promise.all([readingOf(local, row), loadAnswers(local, row.id)]);
  return {
    ...doc,
    id: row.id,
    version: row.version,
    place: reading && place(row) === 'kept' ? 'read' : place(row),
    reading,
    ...markedIn(doc.text, reading?.tags ?? [], answers.map((one) => one.doc)),
    mark: row.mark ?? null,
    twin: row.twin ?? null,
    problem: row.problem ?? null,
  };
}

export function viewPerson(row: RecordRow, doc: Docs['person']): PersonView {
  return { ...doc, id: row.id, place: place(row), problem: row.problem ?? null };
}

export function viewPractice(row: RecordRow, doc: Docs['practice']): PracticeView {
  return { ...doc, id: row.id, place: place(row) };
}

/** One entry as it is shown, or null. */
export async function loadEntryView(local: Local, id: Id): Promise<EntryView | null> {
  const found = await loadRecord(local, 'entry', id);
  return found && viewEntry(local, found.row, found.doc);
}

export interface Slice {
  /** Where the slice before this one ended. */
  before?: string;
  limit?: number;
  from?: Day;
  to?: Day;
}

function rangeOf({ before, from = '', to = '\uffff' }: Slice): IDBKeyRange {
  const lower = ['entry', from];
  if (before === undefined) return IDBKeyRange.bound(lower, ['entry', to, '\uffff']);
  const [day = '', id = ''] = before.split('/');
  return IDBKeyRange.bound(lower, ['entry', day, id], false, true);
}

/** Entries from the newest day back; within a day, the latest made first. `before` asks for the next slice. */
export async function listEntryViews(
  local: Local,
  slice: Slice = {},
): Promise<{ entries: EntryView[]; before: string | null }> {
  const { limit = 30 } = slice;
  const rows: RecordRow[] = [];
  const tx = local.db.transaction('records');
  let cursor = await tx.store.index('by_day').openCursor(rangeOf(slice), 'prev');
  while (cursor && rows.length <= limit) {
    rows.push(cursor.value);
    cursor = await cursor.continue();
  }
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const entries = await Promise.all(
    shown.map(async (row) => viewEntry(local, row, await openRecord(local, row as Row<'entry'>))),
  );
  return { entries, before: rows.length > limit && last ? `${last.local_day}/${last.id}` : null };
}
