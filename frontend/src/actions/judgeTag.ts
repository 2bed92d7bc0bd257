import type { Answer, Id, VerdictDoc } from '../data/types';
import { loadAnswers } from '../data/views';
import { uuidv7 } from '../domain/ids';
import { theLocal } from '../state/opened';
import { keep } from './keep';

export type Undo = () => Promise<void>;

/** Keeps what `change` makes of the writer's answer to a tag (null where there is none yet); gives what undoes it. */
export async function answerTag(entry: Id, tag: Id, change: (before: VerdictDoc | null) => VerdictDoc): Promise<Undo> {
  const found = (await loadAnswers(theLocal(), entry)).find(({ doc }) => doc.tag === tag);
  const id = found?.id ?? uuidv7();
  const before = found?.doc ?? null;
  await keep({ kind: 'verdict', id, doc: change(before) });
  return () => keep({ kind: 'verdict', id, doc: before });
}

/**
 * The writer's answer to a tag; a later answer replaces it. `pattern` only with `other_pattern`.
 *
 * @returns undoes it: what they had answered before stands again
 */
export function judgeTag(entry: Id, tag: Id, answer: Answer, pattern?: string): Promise<Undo> {
  return answerTag(entry, tag, (before) => {
    const { pattern: _named, ...rest } = before ?? { entry, tag };
    return { ...rest, answer, ...(answer === 'other_pattern' && pattern ? { pattern } : {}) };
  });
}
