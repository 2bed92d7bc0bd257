import type { Id, Tag } from '../data/types';
import { answerTag, type Undo } from './judgeTag';

/** Whom a tag is about. An answer that stands, or that was taught, stays; else saying this says that the tag fits. */
export function nameTagPerson(entry: Id, tag: Tag, person: Id | null): Promise<Undo> {
  return answerTag(entry, tag.id, (before) => {
    if (before) return { ...before, person };
    const { answer = 'yes', pattern = null } = tag.taught ?? {};
    return { entry, tag: tag.id, answer, person, ...(answer === 'other_pattern' && pattern ? { pattern } : {}) };
  });
}
