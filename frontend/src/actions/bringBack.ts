import type { Earlier, EntryView, Id } from '../data/types';
import { editEntry } from './editEntry';

/** An earlier version stands in the entry again. What stands there now becomes an earlier version in its turn. */
export function bringBack(id: Id, version: Earlier): Promise<EntryView> {
  const { text, mood } = version;
  return editEntry(id, { text, ...(mood === undefined ? {} : { mood }) });
}
