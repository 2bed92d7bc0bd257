import { ApiError } from '../data/api';
import { loadRecord, type Docs } from '../data/records';
import type { Earlier, EntryDoc, Id, Instant } from '../data/types';
import { instant } from '../domain/days';
import { remember, united, withEarlier } from '../domain/versions';
import { forgetDraft } from '../state/draft.svelte';
import { theLocal } from '../state/opened';
import { clearMark, markTwins } from './clearMark';
import { deleteEntry } from './deleteEntry';
import { keep } from './keep';

async function entryDoc(id: Id): Promise<Docs['entry']> {
  const found = await loadRecord(theLocal(), 'entry', id);
  if (!found) throw new ApiError('not_found', 'This entry is no longer here.', 404);
  return found.doc;
}

function begunVersion(begun: string | null, until: Instant): Earlier[] {
  return begun?.trim() ? [{ text: begun, until }] : [];
}

/**
 * After a conflict: `doc` is what the entry `id` shall say, and the entry `other` goes. The texts of both that do not
 * stand in it stay as earlier versions; they are kept before the other entry goes, so a phone that dies between the two
 * has both. The draft slot is emptied with the keeping; a joined text that was `begun` there stays as an earlier version.
 *
 * @returns undoes it: both entries stand there again as they were
 */
export async function settleVersions(id: Id, other: Id, doc: EntryDoc, draft: string, begun: string | null = null): Promise<() => Promise<void>> {
  const [one, two] = await Promise.all([entryDoc(id), entryDoc(other)]);
  const now = instant();
  const texts = [...begunVersion(begun, now), ...[one, two].flatMap(({ text, mood }) => (text.trim() ? [{ text, mood, until: now }] : []))];
  forgetDraft(draft);
  const earlier = united(doc.text, one.earlier ?? [], two.earlier ?? [], texts);
  await keep({ kind: 'entry', id, doc: withEarlier(doc, earlier), draft });
  const bringBack = await deleteEntry(other);
  await clearMark(id);
  return async () => {
    const known = [one.text, two.text].includes(doc.text);
    await keep({ kind: 'entry', id, doc: known ? one : remember(doc, one, instant()) });
    await markTwins(id, await bringBack());
  };
}

/** Both stay as entries of their own, and nothing asks to be looked at any more. What was begun stays as an earlier version. */
export async function keepBoth(id: Id, other: Id, draft: string, begun: string | null = null): Promise<void> {
  if (begun?.trim()) {
    const doc = await entryDoc(id);
    forgetDraft(draft);
    await keep({ kind: 'entry', id, doc: withEarlier(doc, [...(doc.earlier ?? []), ...begunVersion(begun, instant())]), draft });
  }
  await clearMark(id);
  await clearMark(other);
}
