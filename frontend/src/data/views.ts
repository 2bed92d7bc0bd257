import type { Local, RecordRow } from './db';
import { loadRecord, openRecord, type Docs } from './records';
import type { Day, EntryView, Id, PersonView, Place, PracticeView, Reading, VerdictDoc } from './types';

type Row<K extends RecordRow['kind']> = RecordRow & { kind: K };

function place(row: RecordRow): Place {
  return row.version > 0 && !row.pending && !row.problem ? 'kept' : 'phone';
}

/** The writer's newest answer for each tag of an entry: what stands on the phone goes before what the server said. */
async function answersFor(local: Local, entry: Id): Promise<Map<Id, VerdictDoc>> {
  const rows = await local.db.getAllFromIndex('records', 'by_ref', ['verdict', entry]);
  const docs = await Promise.all(rows.map((row) => openRecord(local, row as Row<'verdict'>)));
  return new Map(docs.map((doc) => [doc.tag, doc]));
}

async function readingOf(local: Local, row: RecordRow): Promise<Reading | null> {
  if (row.pending) return null;
  const found = await local.db.get('records', ['reading', row.id]);
  if (!found || found.content_version !== row.version) return null;
  const [reading, answers] = await Promise.all([openRecord(local, found as Row<'reading'>), answersFor(local, row.id)]);
  const tags = reading.tags.map((tag) => {
    const said = answers.get(tag.id);
    return said ? { ...tag, verdict: said.answer, corrected: said.pattern ?? null } : tag;
  });
  return { ...reading, tags };
}

export async function viewEntry(local: Local, row: RecordRow, doc: Docs['entry']): Promise<EntryView> {
  const reading = await readingOf(local, row);
  return {
    ...doc,
    id: row.id,
    version: row.version,
    place: reading && place(row) === 'kept' ? 'read' : place(row),
    reading,
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
