import { ApiError } from '../data/api';
import { loadRecord } from '../data/records';
import type { Day, EntryDoc, EntryView, Id, Mood, States } from '../data/types';
import { loadEntryView } from '../data/views';
import { instant } from '../domain/days';
import { remember } from '../domain/versions';
import { forgetDraft } from '../state/draft.svelte';
import { theLocal } from '../state/opened';
import { keep } from './keep';
import { moveTags } from './moveTags';

export interface EntryEdit {
  text?: string;
  mood?: Mood | null;
  people?: Id[];
  context?: string[];
  day?: Day;
  states?: States;
  read?: boolean;
  /** The draft slot to empty in the same transaction. */
  draft?: string;
  /** Not sent before this moment (milliseconds). */
  hold?: number;
  prompt?: string;
}

function withStates(doc: EntryDoc): EntryDoc {
  const { states, ...rest } = doc;
  return states && Object.keys(states).length > 0 ? doc : rest;
}

/**
 * Changes an entry; what is not named stays, also what a newer app wrote there. A refused one is sent anew. Words that
 * this takes away stay with the entry as an earlier version; marks of the writer's own stay on words that hardly changed.
 */
export async function editEntry(id: Id, edit: EntryEdit): Promise<EntryView> {
  const found = await loadRecord(theLocal(), 'entry', id);
  if (!found) throw new ApiError('not_found', 'This entry is no longer here.', 404);
  const { day, draft, hold, ...fields } = edit;
  const doc = withStates({ ...found.doc, ...fields, local_day: day ?? found.doc.local_day });
  if (draft !== undefined) forgetDraft(draft);
  const more = { ...(draft === undefined ? {} : { draft }), ...(hold === undefined ? {} : { hold }) };
  const moved = await moveTags(id, found.doc.text, doc.text);
  await keep<'entry' | 'verdict'>({ kind: 'entry', id, doc: remember(found.doc, doc, instant()), ...more }, ...moved);
  return (await loadEntryView(theLocal(), id)) as EntryView;
}
