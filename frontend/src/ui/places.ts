import type { EntryView } from '../data/types';

export type Place = 'phone' | 'kept' | 'read' | 'unread';

/** Where the words of an entry are; an entry that is never read stops at "kept" and says why. */
export function placeOf(entry: Pick<EntryView, 'place' | 'read'>): Place {
  return entry.place === 'kept' && !entry.read ? 'unread' : entry.place;
}
