import { describe, expect, it } from 'vitest';
import type { Added, Tag } from '../../src/data/types';
import { findWords, isCovered, moveWords, wholeWords } from '../../src/domain/marking';

const TEXT = 'I asked again. He sighed. I asked again. We went to bed.';
const ASKED = 'I asked again';

const added = (start = 0, quote = ASKED): Added => ({
  pattern: 'reassurance_seeking', start, end: start + [...quote].length, quote, holder: 'self', status: 'enacted',
});

describe('where marked words stand', () => {
  // The same table as in tests/journal/test_marking.py: phone and server must agree.
  it.each([
    [TEXT, 0, 0],
    [TEXT, 26, 26],
    [TEXT, 12, 0],
    [TEXT, 14, 26],
    [`🌊🌊${TEXT}`, 26, 28],
    [TEXT, 900, 26],
    ['I ASKED AGAIN', 0, null],
    ['I asked  again', 0, null],
    ['', 0, null],
  ])('%s from %d', (text, start, found) => {
    expect(findWords(text, added(start))).toBe(found);
  });
});

describe('a choice of words', () => {
  const choose = (text: string, part: string): string | undefined => {
    const from = text.indexOf(part);
    return wholeWords(text, from, from + part.length)?.quote;
  };

  it('takes whole words and leaves the spaces around them', () => {
    expect(choose(TEXT, 'sked ag')).toBe('asked again');
    expect(choose(TEXT, ' He sighed. ')).toBe('He sighed.');
    expect(choose('Ich hätte gefragt', 'ätte gef')).toBe('hätte gefragt');
    expect(choose('שאלתי שוב אם', 'אלתי שו')).toBe('שאלתי שוב');
  });

  it('counts code points and cuts no sign in two', () => {
    expect(wholeWords('🌊 I asked', 3, 10)).toEqual({ start: 2, end: 9, quote: 'I asked' });
    expect(wholeWords('a 🌊 b', 3, 6)).toEqual({ start: 2, end: 5, quote: '🌊 b' });
    expect(wholeWords('a 🌊', 2, 3)).toEqual({ start: 2, end: 3, quote: '🌊' });
  });

  it('is nothing where there are no words, and may be made backwards', () => {
    expect(wholeWords('a   b', 1, 4)).toBeNull();
    expect(wholeWords(TEXT, 3, 3)).toBeNull();
    expect(wholeWords('', 0, 9)).toBeNull();
    expect(wholeWords(TEXT, 13, 0)?.quote).toBe(ASKED);
    expect(wholeWords(TEXT, -4, 900)?.quote).toBe(TEXT);
  });
});

describe('marked words after an edit', () => {
  const move = (old: string, text: string, quote = ASKED): string | undefined =>
    moveWords(old, text, added([...old.slice(0, old.indexOf(quote))].length, quote))?.quote;

  it('stay on words that hardly changed', () => {
    expect(move('🌊 Well. I askd again. Bed.', '🌊 Well. I asked again. Bed.', 'I askd again')).toBe('I asked again');
    expect(move(TEXT, TEXT.replace('asked again', 'asked him again'))).toBe('I asked him again');
    expect(move('I asked again', 'I asked agai')).toBe('I asked agai');
  });

  it('go when most of them changed, or when the change reaches beyond them', () => {
    expect(move('I asked again. Bed.', 'It was a fine day. Bed.')).toBeUndefined();
    expect(move('Well. I asked again. Bed.', 'Well. I ask.')).toBeUndefined();
    expect(move('Well. I asked again. Bed.', 'We asked again. Bed.')).toBeUndefined();
    expect(move('I asked again', '')).toBeUndefined();
  });
});

describe('a mark of one’s own', () => {
  const tag = (start: number, end: number, pattern = 'trust', more: Partial<Tag> = {}): Tag => ({
    id: `${start}`, pattern, family: 'secure', holder: 'self', status: 'enacted', start, end, quote: '', confidence: 1, why: '',
    person: null, verdict: null, corrected: null, ...more,
  });

  it('stands in for what was read of the same pattern on overlapping words', () => {
    const own = [tag(5, 10, 'trust', { own: true, verdict: 'yes' })];
    expect([tag(0, 6), tag(9, 20), tag(6, 7), tag(0, 5), tag(10, 12)].map((one) => isCovered(one, own))).toEqual([true, true, true, false, false]);
    expect(isCovered(tag(5, 10, 'repair'), own)).toBe(false);
    expect(isCovered(tag(5, 10, 'repair', { verdict: 'other_pattern', corrected: 'trust' }), own)).toBe(true);
    expect(isCovered(tag(5, 10, 'trust', { verdict: 'other_pattern', corrected: 'repair' }), own)).toBe(false);
  });
});
