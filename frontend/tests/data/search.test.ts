import { describe, expect, it } from 'vitest';
import { emptyQuery, filterCount, findEntries, indexEntry, type Facet, type Indexed, type Query } from '../../src/data/search';
import type { EntryView, Mood } from '../../src/data/types';
import { entryDoc } from './phone';

let made = 0;

function item(text: string, more: Partial<EntryView> = {}, facets: Facet[] = []): Indexed {
  made += 1;
  const entry: EntryView = { ...entryDoc(text), id: `e${made}`, version: 1, place: 'read', reading: null, tags: [], lost: [], mark: null, problem: null, ...more };
  return indexEntry(entry, () => facets);
}

const asking: Facet = { pattern: 'reassurance_seeking', family: 'anxious', resisted: false };
const heldBack: Facet = { pattern: 'partner_monitoring', family: 'anxious', resisted: true };
const repair: Facet = { pattern: 'repair', family: 'secure', resisted: false };

const away: Facet = { pattern: 'withdrawal', family: 'avoidant', resisted: true };

const journal = [
  item('Tea with Ben, we made up.', { local_day: '2026-11-20', people: ['ben'], mood: 5 }, [repair, heldBack]),
  item('I asked Ben again.', { local_day: '2026-11-18', people: ['ben', 'mia'], mood: 2 }, [asking, away]),
  item('', { local_day: '2026-11-17', mood: 1 }),
  item('Plain day.', { local_day: '2026-11-01', mood: null }),
];

function found(query: Partial<Query>): number[] {
  return findEntries(journal, { ...emptyQuery(), ...query }).map((entry) => journal.findIndex((one) => one.entry === entry));
}

describe('a search', () => {
  it.each<[string, Partial<Query>, number[]]>([
    ['nothing', {}, [0, 1, 2, 3]],
    ['words', { words: 'ben' }, [0, 1]],
    ['several words', { words: 'ben asked' }, [1]],
    ['a person', { people: ['ben'] }, [0, 1]],
    ['two people, both there', { people: ['ben', 'mia'] }, [1]],
    ['one of two moods', { moods: [1, 5] as Mood[] }, [0, 2]],
    ['a pattern', { pattern: 'reassurance_seeking' }, [1]],
    ['a family', { families: ['anxious'] }, [0, 1]],
    ['two families, both there', { families: ['anxious', 'secure'] }, [0]],
    ['a pull not followed', { resisted: true }, [0, 1]],
    ['a pattern that was done, as a pull not followed', { pattern: 'reassurance_seeking', resisted: true }, []],
    ['a family, as a pull not followed', { families: ['anxious'], resisted: true }, [0]],
    ['a steady moment beside a pull not followed', { families: ['secure'], resisted: true }, [0]],
    ['words in it', { text: 'with' }, [0, 1, 3]],
    ['no words in it', { text: 'without' }, [2]],
    ['days', { from: '2026-11-17', to: '2026-11-18' }, [1, 2]],
    ['everything at once', { words: 'again', people: ['ben'], moods: [2], families: ['anxious'], text: 'with', from: '2026-11-01' }, [1]],
    ['everything at once, one of it false', { words: 'again', people: ['ben'], moods: [3], families: ['anxious'], text: 'with' }, []],
  ])('for %s', (_name, query, expected) => {
    expect(found(query)).toEqual(expected);
  });

  it('counts its filters without the words', () => {
    expect(filterCount({ ...emptyQuery(), words: 'ben' })).toBe(0);
    expect(filterCount({ ...emptyQuery(), moods: [1, 2], families: ['secure'], resisted: true, from: '2026-01-01', text: 'with' })).toBe(5);
  });
});
