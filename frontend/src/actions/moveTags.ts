import type { Change } from '../data/records';
import type { Id } from '../data/types';
import { loadAnswers } from '../data/views';
import { findWords, moveWords } from '../domain/marking';
import { theLocal } from '../state/opened';

/** The writer's own tags whose words an edit changes only a little, such as a letter put right: they go along. */
export async function moveTags(entry: Id, old: string, text: string): Promise<Change<'verdict'>[]> {
  if (old === text) return [];
  return (await loadAnswers(theLocal(), entry)).flatMap(({ id, doc }) => {
    const { added } = doc;
    if (!added || doc.answer === 'no' || findWords(text, added) !== null) return [];
    const words = moveWords(old, text, added);
    return words ? [{ kind: 'verdict', id, doc: { ...doc, added: { ...added, ...words } } }] : [];
  });
}
