import { describe, expect, it } from 'vitest';
import type { Tag } from '../../src/data/types';
import { segments } from '../../src/domain/segments';

function tag(id: string, start: number, end: number): Tag {
  return {
    id, start, end, pattern: 'reassurance-seeking', family: 'closeness', holder: 'self', status: 'enacted',
    quote: '', confidence: 0.9, why: '', person: null, verdict: null, corrected: null,
  };
}

function shape(text: string, tags: Tag[]): [string, string[]][] {
  return segments(text, tags).map((segment) => [segment.text, segment.tags.map(({ id }) => id)]);
}

describe('segments', () => {
  it('leave untagged text whole', () => {
    expect(shape('Hello there', [])).toEqual([['Hello there', []]]);
    expect(shape('', [])).toEqual([]);
  });

  it('cut at the edges of a tag, counting code points', () => {
    expect(shape('🌊 I asked again.', [tag('t', 2, 15)])).toEqual([
      ['🌊 ', []],
      ['I asked again', ['t']],
      ['.', []],
    ]);
  });

  it('name every tag that covers a run where tags overlap, the longer first', () => {
    expect(shape('abcdef', [tag('inner', 2, 4), tag('outer', 0, 5)])).toEqual([
      ['ab', ['outer']],
      ['cd', ['outer', 'inner']],
      ['e', ['outer']],
      ['f', []],
    ]);
  });

  it('keep touching tags apart', () => {
    expect(shape('abcd', [tag('b', 2, 4), tag('a', 0, 2)])).toEqual([
      ['ab', ['a']],
      ['cd', ['b']],
    ]);
  });

  it('leave out a tag that does not fit this text', () => {
    expect(shape('abc', [tag('long', 1, 9), tag('empty', 1, 1), tag('early', -1, 2)])).toEqual([['abc', []]]);
  });

  it('join to the very text again', () => {
    const text = '👩‍👩‍👧 He said 🌊 nothing.\nI waited.';
    const tags = [tag('a', 0, 9), tag('b', 5, 14), tag('c', 14, 20)];
    expect(segments(text, tags).map((segment) => segment.text).join('')).toBe(text);
  });
});
