import { ApiError } from '../data/api';
import type { OwnKind } from '../data/db';
import { writeChange, type Change } from '../data/records';
import { noteSaved } from '../state/device';
import { theLocal } from '../state/opened';

/** Keeps changes on the phone in order, shows them and has them sent. Throws ApiError `storage`: the words are not kept. */
export async function keep<K extends OwnKind>(...changes: Change<K>[]): Promise<void> {
  const local = theLocal();
  try {
    for (const change of changes) await writeChange(local, change);
  } catch {
    throw new ApiError('storage', 'This phone could not keep it. Is its storage full? Please do not close this page yet.');
  }
  await noteSaved();
}
