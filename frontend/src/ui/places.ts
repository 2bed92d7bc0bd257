import type { EntryView } from '../data/types';

export type Place = 'phone' | 'kept' | 'read' | 'unread';

/** How far an entry has come. "Read" is only said of words that were looked at: not of a mood alone, not where reading was refused. */
export function placeOf(entry: Pick<EntryView, 'place' | 'read' | 'reading'>): Place {
  const skipped = entry.reading?.skipped ?? null;
  if (entry.place === 'phone') return 'phone';
  if (skipped === 'no_words') return 'kept';
  if (skipped || (entry.place === 'kept' && !entry.read)) return 'unread';
  return entry.place;
}
