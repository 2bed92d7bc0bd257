import { describe, expect, it } from 'vitest';
import type { EntryView, Tag } from '../../src/data/types';
import { facetsOf } from '../../src/ui/facets';
import { entryDoc } from '../data/phone';

function facets(part: Partial<Tag>): [string, string, boolean][] {
  const tag: Tag = {
    id: 't', pattern: 'reassurance_seeking', family: 'anxious', holder: 'self', status: 'enacted', start: 0, end: 1, quote: 'I',
    confidence: 1, why: '', person: null, verdict: null, corrected: null, ...part,
  };
  const reading = { entry: 'e', content_version: 1, engine: 'x', language: 'en', skipped: null, tags: [tag] };
  const entry: EntryView = { ...entryDoc('I'), id: 'e', version: 1, place: 'read', reading, tags: [tag], lost: [], mark: null, problem: null };
  return facetsOf(entry).map((facet) => [facet.pattern, facet.family, facet.resisted]);
}

describe('what an entry can be found by', () => {
  it('is its writer’s own marks', () => {
    expect(facets({})).toEqual([['reassurance_seeking', 'anxious', false]]);
    expect(facets({ holder: 'partner' })).toEqual([]);
    expect(facets({ status: 'past' })).toEqual([]);
  });

  it('is what the writer answered', () => {
    expect(facets({ verdict: 'no' })).toEqual([]);
    expect(facets({ verdict: 'theirs' })).toEqual([]);
    expect(facets({ verdict: 'other_pattern', corrected: 'repair' })).toEqual([['repair', 'secure', false]]);
  });

  it('says which pulls were not followed', () => {
    expect(facets({ status: 'resisted' })).toEqual([['reassurance_seeking', 'anxious', true]]);
    expect(facets({ verdict: 'not_done' })).toEqual([['reassurance_seeking', 'anxious', true]]);
    expect(facets({ status: 'urge' })).toEqual([['reassurance_seeking', 'anxious', false]]);
  });
});
