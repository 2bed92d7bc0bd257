import type { Added, Tag } from '../data/types';
import { codePointLength, toCodePoints, toUtf16 } from './offsets';
import { patternOf } from './tags';

// Tags that a writer adds by marking words. They hold to their words, not to offsets or readers, and stand in for what was
// read of the same pattern on overlapping words; the server does the same (journal/marking.py).

/** The most code points that one tag can rest on. */
export const WORDS_MOST = 1000;
/** The most tags of the writer's own in one entry, without those that they took away. */
export const OWN_MOST = 50;

export type Words = Pick<Added, 'start' | 'end' | 'quote'>;

/** Where the words of `added` stand in `text`, in code points, nearest to where they were marked; null when they are gone. */
export function findWords(text: string, { quote, start }: Words): number | null {
  const near = toUtf16(text, start);
  const found = [text.lastIndexOf(quote, near), text.indexOf(quote, near)].filter((at) => at >= 0);
  const places = found.map((at) => toCodePoints(text, at));
  return places.reduce<number | null>((best, at) => (best === null || Math.abs(at - start) < Math.abs(best - start) ? at : best), null);
}

const IN_WORD = /[\p{L}\p{N}\p{M}]/u;

function before(text: string, at: number): string {
  return [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? '';
}

function after(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? '' : String.fromCodePoint(point);
}

function isLow(text: string, at: number): boolean {
  return at > 0 && at < text.length && /[\udc00-\udfff]/.test(text[at]!) && /[\ud800-\udbff]/.test(text[at - 1]!);
}

/**
 * Whole words of a choice that begins or ends inside one, without the spaces around them; null when there are none.
 *
 * @param from UTF-16 index
 * @param to UTF-16 index, exclusive
 */
export function wholeWords(text: string, from: number, to: number): Words | null {
  let [start, end] = [Math.max(0, Math.min(from, to)), Math.min(text.length, Math.max(from, to))];
  if (isLow(text, start)) start -= 1;
  if (isLow(text, end)) end += 1;
  while (start < end && /\s/.test(text[start]!)) start += 1;
  while (end > start && /\s/.test(text[end - 1]!)) end -= 1;
  if (start === end) return null;
  while (IN_WORD.test(after(text, start)) && IN_WORD.test(before(text, start))) start -= before(text, start).length;
  while (IN_WORD.test(before(text, end)) && IN_WORD.test(after(text, end))) end += after(text, end).length;
  const first = toCodePoints(text, start);
  const quote = text.slice(start, end);
  return { start: first, end: first + codePointLength(quote), quote };
}

/**
 * The words of `added` after its text was changed in one place inside them, such as a letter put right; null when they were
 * not kept or less than half of them was.
 */
export function moveWords(old: string, text: string, added: Words): Words | null {
  const at = findWords(old, added);
  if (at === null) return null;
  const [was, is] = [[...old], [...text]];
  const [first, last] = [at, at + codePointLength(added.quote)];
  const most = Math.min(was.length, is.length);
  let head = 0;
  while (head < most && was[head] === is[head]) head += 1;
  let tail = 0;
  while (tail < most - head && was[was.length - 1 - tail] === is[is.length - 1 - tail]) tail += 1;
  const changed = was.length - tail;
  const kept = head - first + (last - changed);
  if (head < first || changed > last || 2 * kept < last - first) return null;
  return wholeWords(text, toUtf16(text, first), toUtf16(text, last + is.length - was.length));
}

function overlap(a: Tag, b: Tag): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Whether a tag of the writer's own stands on some of the words of `tag` for the same pattern. */
export function isCovered(tag: Tag, own: Tag[]): boolean {
  return own.some((other) => patternOf(other) === patternOf(tag) && overlap(other, tag));
}
