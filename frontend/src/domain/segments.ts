import type { Tag } from '../data/types';
import { utf16Indexes } from './offsets';

/** A run of words and every tag that covers the whole of it, the longest tag first. */
export interface Segment {
  text: string;
  tags: Tag[];
}

interface Placed {
  tag: Tag;
  start: number;
  end: number;
}

function place(text: string, tags: Tag[]): Placed[] {
  const indexes = utf16Indexes(text);
  const last = indexes.length - 1;
  return tags
    .filter((tag) => tag.start >= 0 && tag.start < tag.end && tag.end <= last)
    .map((tag) => ({ tag, start: indexes[tag.start] ?? 0, end: indexes[tag.end] ?? 0 }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

/**
 * Cuts `text` at the edges of its tags: ordered, without overlap, and joined again they are exactly the text.
 * A tag whose offsets do not fit this text is left out.
 */
export function segments(text: string, tags: Tag[]): Segment[] {
  const placed = place(text, tags);
  const edges = new Set([0, text.length, ...placed.flatMap(({ start, end }) => [start, end])]);
  const cuts = [...edges].sort((a, b) => a - b);
  const found: Segment[] = [];
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const from = cuts[i] ?? 0;
    const to = cuts[i + 1] ?? 0;
    const covering = placed.filter(({ start, end }) => start <= from && to <= end).map(({ tag }) => tag);
    found.push({ text: text.slice(from, to), tags: covering });
  }
  return found;
}
