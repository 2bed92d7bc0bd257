import { discardRefused } from '../data/outbox';
import type { Id } from '../data/types';
import { noteSaved } from '../state/device';
import { theLocal } from '../state/opened';

/** Gives up a change of an entry that the server will never take; the server's version comes back. */
export async function discardChange(id: Id): Promise<void> {
  await discardRefused(theLocal(), 'entry', id);
  await noteSaved();
}
