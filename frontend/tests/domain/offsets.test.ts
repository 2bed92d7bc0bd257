import { describe, expect, it } from 'vitest';
import { codePointLength, toCodePoints, toUtf16, utf16Indexes } from '../../src/domain/offsets';

const PIECES = ['a', 'é', 'e\u0301', '🌊', '👩‍👩‍👧', '🇩🇪', '\n', ' ', '漢', '\ud83d', 'ß', '👍🏽'];

function textOf(seed: number): string {
  let state = seed;
  return Array.from({ length: 1 + (seed % 17) }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return PIECES[state % PIECES.length];
  }).join('');
}

describe('offsets', () => {
  it('count an emoji as one code point and two UTF-16 units', () => {
    expect(codePointLength('a🌊b')).toBe(3);
    expect(utf16Indexes('a🌊b')).toEqual([0, 1, 3, 4]);
    expect(toUtf16('a🌊b', 2)).toBe(3);
    expect(toCodePoints('a🌊b', 3)).toBe(2);
  });

  it('cut the same words that the server cut, whatever stands before them', () => {
    const text = '🌊🌊 I asked him again 👍🏽';
    const start = 3;
    expect(text.slice(toUtf16(text, start), toUtf16(text, start + 17))).toBe('I asked him again');
  });

  it('stay inside the text', () => {
    expect(toUtf16('abc', 99)).toBe(3);
    expect(toUtf16('abc', -1)).toBe(0);
    expect(toUtf16('', 0)).toBe(0);
  });

  it('go there and back for every place of 300 odd texts', () => {
    for (let seed = 0; seed < 300; seed += 1) {
      const text = textOf(seed);
      const points = [...text];
      expect(codePointLength(text)).toBe(points.length);
      for (let i = 0; i <= points.length; i += 1) {
        expect(text.slice(0, toUtf16(text, i))).toBe(points.slice(0, i).join(''));
        expect(toCodePoints(text, toUtf16(text, i))).toBe(i);
      }
    }
  });
});
