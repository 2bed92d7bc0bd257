// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { differences, joined, type Run } from '../../src/domain/differences';

const marked = (runs: Run[]): string => runs.map(({ text, only }) => (only ? `[${text}]` : text)).join('');
const plain = (runs: Run[]): string => runs.map(({ text }) => text).join('');

describe('two versions of a text', () => {
  it.each([
    ['We had tea with Jo.', 'We had two cups of tea with Jo.', 'We had tea with Jo.', 'We had [two cups of ]tea with Jo.'],
    ['He left early.', 'He left late.', 'He left [early.]', 'He left [late.]'],
    ['one two', 'one two three', 'one two', 'one two [three]'],
    ['', 'All new.', '', '[All new.]'],
    ['Same.', 'Same.', 'Same.', 'Same.'],
    ['أحبك كثيرا 🌊', 'أحبك 🌊', 'أحبك [كثيرا ]🌊', 'أحبك 🌊'],
  ])('%j and %j', (a, b, left, right) => {
    const { mine, theirs } = differences(a, b);
    expect([marked(mine), marked(theirs)]).toEqual([left, right]);
  });

  it('lose no character, however long and different', () => {
    const words = (seed: number): string => Array.from({ length: 3500 }, (_, i) => `w${(i * seed) % 997}${i % 50 ? ' ' : '\n\n'}`).join('');
    const [a, b] = [words(7), words(11)];
    const { mine, theirs } = differences(a, b);
    expect([plain(mine), plain(theirs)]).toEqual([a, b]);
  });

  it('find one changed word in a long text', () => {
    const text = 'We walked and talked. '.repeat(900);
    const { theirs } = differences(text, text.replace('talked', 'laughed'));
    expect(theirs.filter(({ only }) => only)).toEqual([{ text: 'laughed. ', only: true }]);
  });
});

describe('a joined text', () => {
  it.each([
    ['Morning.\nTea.\nNight.', 'Morning.\nWalk.\nNight.', 'Morning.\nTea.\nWalk.\nNight.'],
    ['Only here.', 'Only there.', 'Only here.\nOnly there.'],
    ['Same.', 'Same.', 'Same.'],
    ['A\n\nB', 'A\n\nB\nC', 'A\n\nB\nC'],
    ['', 'B', 'B'],
  ])('of %j and %j has every line once', (a, b, both) => {
    expect(joined(a, b)).toBe(both);
  });
});
