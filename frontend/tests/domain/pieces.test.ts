import { afterEach, describe, expect, it, vi } from 'vitest';
import { pieces } from '../../src/domain/pieces';

const TEXT = '🌊 I asked again, though I had been told, if we are okay.\n\nHe sighed – and left. Bed';
const found = (text: string): string[] => pieces(text).map((piece) => `${piece.part ? '  ' : ''}${piece.text}`);

afterEach(() => vi.unstubAllGlobals());

describe('the sentences of a text', () => {
  const all = [
    '🌊 I asked again, though I had been told, if we are okay.',
    '  🌊 I asked again',
    '  though I had been told',
    '  if we are okay.',
    'He sighed – and left.',
    '  He sighed',
    '  and left.',
    'Bed',
  ];

  it('come in order, each with its parts', () => {
    expect(found(TEXT)).toEqual(all);
  });

  it('come as well where the browser does not cut sentences', () => {
    vi.stubGlobal('Intl', { ...Intl, Segmenter: undefined });
    expect(found(TEXT)).toEqual(all);
  });

  it('stand exactly where they say', () => {
    for (const { from, to, text } of pieces(TEXT)) expect(TEXT.slice(from, to)).toBe(text);
  });

  it('are none where there are no words, and few parts are no parts', () => {
    expect(found(' \n ')).toEqual([]);
    expect(found('Well, no.')).toEqual(['Well, no.']);
    expect(found('Yes, yes, yes')).toEqual(['Yes, yes, yes']);
  });
});
