import type { Facet } from '../data/search';
import type { EntryView } from '../data/types';
import { answerOf, counts, familyIn, patternOf, shown } from './marks';

/** What an entry can be found by besides its words: the marks that count as its writer's, read as they answered them. */
export function facetsOf(entry: EntryView): Facet[] {
  return shown(entry.tags)
    .filter(counts)
    .map((tag) => ({
      pattern: patternOf(tag),
      family: familyIn(tag),
      resisted: tag.status === 'resisted' || answerOf(tag) === 'not_done',
    }));
}
