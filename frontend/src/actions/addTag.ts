import { ApiError } from '../data/api';
import type { Added, Id, VerdictDoc } from '../data/types';
import { loadAnswers } from '../data/views';
import { uuidv7 } from '../domain/ids';
import { OWN_MOST } from '../domain/marking';
import { theLocal } from '../state/opened';
import { tooMany } from '../content/marking';
import { answerTag, type Undo } from './judgeTag';

/**
 * The writer marks words of an entry. Without a person it is about nobody of the entry.
 *
 * @returns takes it back as if it had never been
 */
export async function addTag(entry: Id, added: Added, person: Id | null): Promise<Undo> {
  const answers = await loadAnswers(theLocal(), entry);
  if (answers.filter(({ doc }) => doc.added && doc.answer !== 'no').length >= OWN_MOST) {
    throw new ApiError('too_many', tooMany(OWN_MOST));
  }
  const tag = uuidv7();
  return answerTag(entry, tag, () => ({ entry, tag, answer: 'yes', person, added }));
}

/** The writer says something else of a tag of their own: another pattern, who did it, what became of it, whom it is about. */
export function changeTag(entry: Id, tag: Id, change: Partial<Added>, person: Id | null): Promise<Undo> {
  return answerTag(entry, tag, (before) => {
    const { pattern: _named, ...rest } = before ?? ({ entry, tag } as VerdictDoc);
    if (!rest.added) throw new ApiError('not_found', 'This mark is no longer here.', 404);
    return { ...rest, answer: 'yes', person, added: { ...rest.added, ...change } };
  });
}
