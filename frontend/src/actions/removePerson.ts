import type { Id } from '../data/types';
import { keep } from './keep';

/** Takes a person out of the list; entries keep their words. */
export async function removePerson(id: Id): Promise<void> {
  await keep({ kind: 'person', id, doc: null });
}
