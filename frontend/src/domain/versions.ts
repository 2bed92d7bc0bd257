import type { Earlier, EntryDoc, Instant } from '../data/types';
import { codePointLength } from './offsets';

/** How much is kept of what an entry said before: the newest ten, and no more than 40,000 characters of them (two full texts). */
export const VERSIONS_MAX = 10;
export const LENGTH_MAX = 40_000;

/** The newest of `versions` (oldest first) inside the bounds; the very newest always stays. */
export function bounded(versions: Earlier[]): Earlier[] {
  let total = 0;
  const kept: Earlier[] = [];
  for (const version of [...versions].reverse()) {
    total += codePointLength(version.text);
    if (kept.length > 0 && (kept.length >= VERSIONS_MAX || total > LENGTH_MAX)) break;
    kept.unshift(version);
  }
  return kept;
}

/** `doc` with these earlier words; without the field when there are none. */
export function withEarlier(doc: EntryDoc, versions: Earlier[]): EntryDoc {
  const { earlier: _before, ...rest } = doc;
  return versions.length > 0 ? { ...rest, earlier: bounded(versions) } : rest;
}

/** `after` with the words that it takes away from `before` among its earlier ones. Nothing is kept of an entry without words. */
export function remember(before: EntryDoc, after: EntryDoc, now: Instant): EntryDoc {
  const gone = before.text.trim() !== '' && before.text !== after.text;
  if (!gone) return after;
  return withEarlier(after, [...(after.earlier ?? []), { text: before.text, mood: before.mood, until: now }]);
}

/** The earlier words of two entries that become one, oldest first, each once, without those that stand in `text` now. */
export function united(text: string, ...lists: Earlier[][]): Earlier[] {
  const all = lists.flat().sort((a, b) => Date.parse(a.until) - Date.parse(b.until));
  const seen = new Set([text]);
  const newest = all.reverse().filter((one) => !seen.has(one.text) && seen.add(one.text));
  return newest.reverse();
}
