import { seal, unseal } from './crypto';
import type { Local } from './db';
import type { Draft } from './types';

function placeOf(slot: string): string {
  return `drafts/${slot}`;
}

/**
 * Keeps what is being written, sealed, under a name like `today` or `edit/<id>`.
 *
 * @param wanted asked again after the sealing: a draft that became an entry meanwhile must not come back
 */
export async function saveDraft(local: Local, slot: string, draft: Draft, wanted: () => boolean = () => true): Promise<void> {
  const sealed = await seal(local.key, placeOf(slot), draft);
  if (wanted()) await local.db.put('drafts', sealed, slot);
}

export async function loadDraft(local: Local, slot: string): Promise<Draft | null> {
  const sealed = await local.db.get('drafts', slot);
  return sealed ? unseal<Draft>(local.key, placeOf(slot), sealed) : null;
}

export async function clearDraft(local: Local, slot: string): Promise<void> {
  await local.db.delete('drafts', slot);
}
