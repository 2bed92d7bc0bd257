import { openRecord } from '../data/records';
import type { Local, RecordRow } from '../data/db';
import type { Answer, Id, VerdictDoc } from '../data/types';
import { uuidv7 } from '../domain/ids';
import { theLocal } from '../state/opened';
import { keep } from './keep';

async function earlierAnswer(local: Local, entry: Id, tag: Id): Promise<Id | null> {
  const rows = await local.db.getAllFromIndex('records', 'by_ref', ['verdict', entry]);
  for (const row of rows) {
    const doc = await openRecord(local, row as RecordRow & { kind: 'verdict' });
    if (doc.tag === tag) return row.id;
  }
  return null;
}

/** The writer's answer to a tag; a later answer replaces it. `pattern` only with `other_pattern`. */
export async function judgeTag(entry: Id, tag: Id, answer: Answer, pattern?: string): Promise<void> {
  const local = theLocal();
  const id = (await earlierAnswer(local, entry, tag)) ?? uuidv7();
  const doc: VerdictDoc = { entry, tag, answer };
  if (answer === 'other_pattern' && pattern) doc.pattern = pattern;
  await keep({ kind: 'verdict', id, doc });
}
