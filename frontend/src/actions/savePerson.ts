import { loadRecord } from '../data/records';
import type { Id, PersonKind, PersonView } from '../data/types';
import { viewPerson } from '../data/views';
import { today } from '../domain/days';
import { uuidv7 } from '../domain/ids';
import { noteParting } from '../domain/separation';
import { theLocal } from '../state/opened';
import { keep } from './keep';

/** Adds a person, or changes the one with this id. */
export async function savePerson(asked: { id?: Id; name: string; kind: PersonKind }): Promise<PersonView> {
  const local = theLocal();
  const id = asked.id ?? uuidv7();
  const before = asked.id ? await loadRecord(local, 'person', asked.id) : null;
  const doc = noteParting(before?.doc ?? null, { ...before?.doc, name: asked.name, kind: asked.kind }, today());
  await keep({ kind: 'person', id, doc });
  const row = await local.db.get('records', ['person', id]);
  return row ? viewPerson(row, doc) : { ...doc, id, place: 'phone', problem: null };
}
