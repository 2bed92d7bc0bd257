import type { OwnKind } from '../data/db';
import { discardRefused } from '../data/outbox';
import type { Id } from '../data/types';
import { noteSaved } from '../state/device';
import { theLocal } from '../state/opened';

/** Gives up a change that the server will never take; the server's version comes back. */
export async function discardChange(id: Id, kind: OwnKind = 'entry'): Promise<void> {
  await discardRefused(theLocal(), kind, id);
  await noteSaved();
}
