import { describe, expect, it } from 'vitest';
import { fold, needlesOf, piecesOf } from '../../src/domain/folding';

/** Whether somebody who types `typed` finds `text`. */
function finds(typed: string, text: string): boolean {
  const folded = fold(text);
  return needlesOf(typed).every((needle) => folded.includes(needle));
}

/** What is marked in `text` for somebody who typed `typed`. */
function hits(typed: string, text: string): string[] {
  return piecesOf(text, needlesOf(typed)).filter((piece) => piece.hit).map((piece) => piece.text);
}

describe('words that are looked for', () => {
  it.each([
    ['ASKED', 'I asked him again.'],
    ['cafe', 'Im Café, spät'],
    ['café', 'im cafe'],
    ['cafe\u0301', 'CAFÉ'],
    ['strasse', 'in der Straße'],
    ['Østergård', 'ostergard'],
    ['istanbul', 'İstanbul'],
    ['οδος', 'ΟΔΟΣ'],
    ['שלום', 'שָׁלוֹם'],
    ['dont', 'I don’t know.'],
    ["don't", 'I don’t know.'],
    ['ben went', 'Ben’s brother. He went.'],
    ['well being', 'my well-being'],
    ['well-being', 'my well being'],
    ['你好', '她说你好。'],
    ['好', '她说你好。'],
    ['😊', 'fine😊'],
    ['👍', 'ok 👍🏽'],
    ['नमस्ते', 'नमस्ते दोस्त'],
  ])('%s finds %s', (typed, text) => {
    expect(finds(typed, text)).toBe(true);
  });

  it('are whole words, but the last may be a beginning', () => {
    expect(finds('aga', 'I asked again')).toBe(true);
    expect(finds('ask again', 'I asked again')).toBe(false);
    expect(finds('gain', 'I asked again')).toBe(false);
  });

  it('must all be there, in any order', () => {
    expect(finds('again asked', 'I asked again')).toBe(true);
    expect(finds('asked never', 'I asked again')).toBe(false);
  });

  it('are none where only signs were typed', () => {
    expect(needlesOf(' … !! ')).toEqual([]);
  });
});

describe('what was found', () => {
  it('is marked in the words as they were written', () => {
    expect(hits('cafe', 'Late at the CAFE\u0301, then a café.')).toEqual(['CAFE\u0301', 'café']);
    expect(hits('strasse', 'Die Straße.')).toEqual(['Straße']);
    expect(hits('dont aga', 'I don’t ask again.')).toEqual(['don’t', 'aga']);
    expect(hits('👍', 'ok👍🏽!')).toEqual(['👍🏽']);
  });

  it('stands in the text unchanged', () => {
    const text = 'Ünder the brück’, \ud83d 😊 wir “don’t” — ask.';
    const pieces = piecesOf(text, needlesOf('bruck don’t a'));
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.filter((piece) => piece.hit)).toHaveLength(3);
  });

  it('is shown with a few words before it, also far into a long entry', () => {
    const pieces = piecesOf(`${'lorem ipsum '.repeat(500)}and there was Mia at last. ${'more '.repeat(500)}`, needlesOf('mia'));
    const shown = pieces.map((piece) => piece.text).join('');
    expect(shown).toMatch(/^… \S.* and there was Mia at last\./);
    expect(shown.length).toBeLessThan(320);
  });

  it('never cuts a sign in two', () => {
    const shown = piecesOf(`.${'😊'.repeat(400)}`, []).map((piece) => piece.text).join('');
    expect([...shown.slice(1)].every((sign) => sign === '😊')).toBe(true);
  });
});
