import type { EntryView, Id } from '../data/types';
import { loadEntryView } from '../data/views';
import { theLocal } from '../state/opened';

/** One entry of this phone with its reading, or null. */
export async function loadEntry(id: Id): Promise<EntryView | null> {
  return loadEntryView(theLocal(), id);
}
