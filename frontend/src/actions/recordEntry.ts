import { askToKeepOnce } from '../data/storage';
import type { Day, EntryDoc, EntryView, Id, Mood, States } from '../data/types';
import { loadEntryView } from '../data/views';
import { deviceZone, instant, localDay } from '../domain/days';
import { uuidv7 } from '../domain/ids';
import { forgetDraft } from '../state/draft.svelte';
import { theLocal } from '../state/opened';
import { keep } from './keep';

export interface NewEntry {
  text: string;
  mood: Mood | null;
  people?: Id[];
  context?: string[];
  /** The day it is about; today when absent. */
  day?: Day;
  prompt?: string;
  states?: States;
  /** Whether it may be read; true when absent. */
  read?: boolean;
  /** The draft slot to empty in the same transaction. */
  draft?: string;
  /** Not sent before this moment (milliseconds), so that undoing it leaves no trace. */
  hold?: number;
}

function documentOf(asked: NewEntry, now: number): EntryDoc {
  const zone = deviceZone();
  const doc: EntryDoc = {
    text: asked.text,
    mood: asked.mood,
    written_at: instant(now),
    zone,
    local_day: asked.day ?? localDay(now, zone),
    people: [...(asked.people ?? [])],
    context: [...(asked.context ?? [])],
    read: asked.read ?? true,
  };
  if (asked.states && Object.keys(asked.states).length > 0) doc.states = { ...asked.states };
  if (asked.prompt) doc.prompt = asked.prompt;
  return doc;
}

/** Keeps a new entry on this phone and sends it when it can. Throws ApiError `storage` when the phone could not. */
export async function recordEntry(asked: NewEntry): Promise<EntryView> {
  const now = Date.now();
  const id = uuidv7(now);
  if (asked.draft !== undefined) forgetDraft(asked.draft);
  const { draft, hold } = asked;
  const more = { ...(draft === undefined ? {} : { draft }), ...(hold === undefined ? {} : { hold }) };
  await keep({ kind: 'entry', id, doc: documentOf(asked, now), ...more });
  // Now there is something to keep. Some browsers ask the person, so it is not done before.
  void askToKeepOnce();
  return (await loadEntryView(theLocal(), id)) as EntryView;
}
