import type { Answer, Tag } from '../data/types';

/** The answer that a tag is read by: its writer's to these very words, or else what their earlier ones taught. */
export function answerOf(tag: Tag): Answer | null {
  return tag.verdict ?? tag.taught?.answer ?? null;
}

/** The pattern that a tag is read as. */
export function patternOf(tag: Tag): string {
  const named = tag.verdict ? tag.corrected : tag.taught?.pattern;
  return answerOf(tag) === 'other_pattern' && named ? named : tag.pattern;
}
