import type { OwnKind } from '../data/db';
import { listRefusedOps } from '../data/outbox';
import type { Id, Problem } from '../data/types';
import { theLocal } from '../state/opened';

/** Every change that the server will never take, of whatever kind, with the reason; `discardChange` gives one up. */
export function listRefused(): Promise<{ kind: OwnKind; id: Id; problem: Problem }[]> {
  return listRefusedOps(theLocal());
}
