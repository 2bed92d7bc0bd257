import { patterns } from '../content/patterns';
import type { Tag } from '../data/types';
import { answerOf, patternOf } from '../domain/tags';

export { answerOf, patternOf };

export function familyIn(tag: Tag): string {
  const pattern = patternOf(tag);
  return pattern === tag.pattern && !tag.own ? tag.family : (patterns.get(pattern)?.family ?? tag.family);
}

/** Marks that are shown: those that were not taken away, by the writer or by what they taught. */
export function shown(tags: Tag[]): Tag[] {
  return tags.filter((tag) => answerOf(tag) !== 'no');
}

/** Marks that are silent only because of what was learned: the way back must stay open. */
export function leftOut(tags: Tag[]): Tag[] {
  return tags.filter((tag) => !tag.verdict && tag.taught?.answer === 'no');
}

/** Whether a mark is about something that the writer did or felt the pull to do this time. The others stand fainter. */
export function counts(tag: Tag): boolean {
  if (answerOf(tag) === 'theirs' || tag.holder !== 'self') return false;
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
  if (answerOf(tag) === 'theirs' || tag.holder !== 'self') return who ?? 'Them';
  if (answerOf(tag) === 'not_done') return short['resisted']!;
  return short[tag.status] ?? 'You';
}
