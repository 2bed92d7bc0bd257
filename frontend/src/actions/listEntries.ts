import type { EntryView } from '../data/types';
import { listEntryViews, type Slice } from '../data/views';
import { theLocal } from '../state/opened';

/** Entries of this phone, newest day first, a slice at a time (`before` of one answer asks for the next). */
export function listEntries(slice: Slice = {}): Promise<{ entries: EntryView[]; before: string | null }> {
  return listEntryViews(theLocal(), slice);
}
