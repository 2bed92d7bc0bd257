import type { Tag } from '../data/types';

/** Marks that are shown: those the writer did not take away. */
export function shown(tags: Tag[]): Tag[] {
  return tags.filter((tag) => tag.verdict !== 'no');
}

/** Whether a mark is about something that the writer did or felt the pull to do this time. The others stand fainter. */
export function counts(tag: Tag): boolean {
  if (tag.verdict === 'theirs' || tag.holder !== 'self') return false;
  return ['enacted', 'resisted', 'urge'].includes(tag.status);
}

const short: Record<string, string> = {
  enacted: 'You',
  urge: 'The pull',
  resisted: 'Pull not followed',
  past: 'Earlier',
  hypothetical: 'Imagined',
  negated: 'Not so',
  reported: 'Someone’s word',
};

/** Who and how, in a word or two, for the list of marks. */
export function markWord(tag: Tag, who?: string): string {
  if (tag.verdict === 'theirs' || tag.holder !== 'self') return who ?? 'Them';
  if (tag.verdict === 'not_done') return short['resisted']!;
  return short[tag.status] ?? 'You';
}
