// Text as a search sees it: small letters without accents, words apart by single spaces. Offsets here are UTF-16.

const LETTERS: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ς: 'σ' };
/** Accents, Hebrew points, Arabic vowels, and signs that are not seen; other combining marks belong to their word. */
const DROPPED = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\ufe00-\ufe0f\p{Cf}\p{Emoji_Modifier}]/u;
const WORD = /[\p{L}\p{N}\p{M}]/u;
/** Written without spaces, or a picture: each sign is a word of its own. */
const ALONE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Extended_Pictographic}]/u;
const APOSTROPHE = /['’ʼ]/;
const PICTURE = /\p{Extended_Pictographic}(?:[\p{Emoji_Modifier}\ufe0f]|\u200d\p{Extended_Pictographic})*/u;
const PLAIN = /^[A-Za-z0-9]/;
const TOKENS = new RegExp(`[A-Za-z0-9]+|${PICTURE.source}|[^]`, 'gu');

const known = new Map<string, string>();

function foldSign(sign: string): string {
  let folded = '';
  for (const part of sign.toLowerCase().normalize('NFKD')) {
    if (DROPPED.test(part)) continue;
    if (ALONE.test(part)) folded += ` ${part} `;
    else folded += LETTERS[part] ?? (WORD.test(part) ? part : ' ');
  }
  return folded;
}

function foldToken(token: string): string {
  if (PLAIN.test(token)) return token.toLowerCase();
  let folded = known.get(token);
  if (folded === undefined) known.set(token, (folded = foldSign(token)));
  return folded;
}

/** "don't" is one word, "dont"; any other apostrophe parts two, so that "Ben's" is found by "Ben". */
function joinsWord(text: string, index: number, folded: string): boolean {
  return folded.endsWith('n') && APOSTROPHE.test(text[index] ?? '') && /^t(?![\p{L}\p{N}])/iu.test(text.slice(index + 1, index + 4));
}

/**
 * The words of `text`, folded, with one space before, between and after them: " ana s cafe dont ".
 *
 * @param at filled with where in `text` each sign of the result comes from
 */
export function fold(text: string, at?: number[]): string {
  let folded = ' ';
  at?.push(0);
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    if (joinsWord(text, index, folded)) continue;
    const signs = foldToken(token);
    const plain = PLAIN.test(token);
    for (let i = 0; i < signs.length; i += 1) {
      if (signs[i] === ' ' && folded.endsWith(' ')) continue;
      folded += signs[i];
      at?.push(plain ? index + i : i > 0 && signs[i] === ' ' ? index + token.length : index);
    }
  }
  if (folded.endsWith(' ')) return folded;
  at?.push(text.length);
  return `${folded} `;
}

/** What somebody typed into the search, as pieces to look for in folded text: whole words, and the last as a beginning. */
export function needlesOf(typed: string): string[] {
  const words = typed.split(/\s+/u).map((word) => fold(word).trim()).filter(Boolean);
  return [...new Set(words.map((word, i) => (i < words.length - 1 ? ` ${word} ` : ` ${word}`)))];
}

/** A run of the text, found or not. */
export interface Piece {
  text: string;
  hit: boolean;
}

function spansOf(text: string, needles: string[]): [number, number][] {
  const at: number[] = [];
  const folded = fold(text, at);
  const spans: [number, number][] = [];
  for (const needle of needles) {
    const length = needle.trimEnd().length;
    for (let i = folded.indexOf(needle); i >= 0; i = folded.indexOf(needle, i + 1)) {
      spans.push([at[i + 1] ?? 0, at[i + length] ?? text.length]);
    }
  }
  return spans.sort((a, b) => a[0] - b[0]);
}

const BEFORE = 40;
const SHOWN = 280;

/** Where a snippet begins: some words before the first hit, at the start of a word. */
function beginningOf(text: string, hit: number): number {
  if (hit <= 2 * BEFORE) return 0;
  const space = text.slice(hit - BEFORE, hit).search(/\s/);
  return space < 0 ? hit : hit - BEFORE + space + 1;
}

/** Where a snippet ends: never inside a sign of two units. */
function endOf(text: string, to: number): number {
  return /[\ud800-\udbff]/.test(text[to - 1] ?? '') ? to - 1 : Math.min(text.length, to);
}

/** The part of `text` around the first thing found, cut where found things begin and end. */
export function piecesOf(text: string, needles: string[]): Piece[] {
  const spans = needles.length ? spansOf(text, needles) : [];
  const from = beginningOf(text, spans[0]?.[0] ?? 0);
  const to = endOf(text, from + SHOWN);
  const pieces: Piece[] = from > 0 ? [{ text: '… ', hit: false }] : [];
  let reached = from;
  for (const [start, end] of spans) {
    const [a, b] = [Math.max(start, reached), Math.min(end, to)];
    if (a >= b) continue;
    if (a > reached) pieces.push({ text: text.slice(reached, a), hit: false });
    pieces.push({ text: text.slice(a, b), hit: true });
    reached = b;
  }
  if (reached < to) pieces.push({ text: text.slice(reached, to), hit: false });
  return pieces;
}
