import { seal, unseal } from './crypto';
import type { Local } from './db';
import type { Draft } from './types';

function placeOf(slot: string): string {
  return `drafts/${slot}`;
}

/** Keeps what is being written, sealed, under a name like `today` or `edit/<id>`. */
export async function saveDraft(local: Local, slot: string, draft: Draft): Promise<void> {
  await local.db.put('drafts', await seal(local.key, placeOf(slot), draft), slot);
}

export async function loadDraft(local: Local, slot: string): Promise<Draft | null> {
  const sealed = await local.db.get('drafts', slot);
  return sealed ? unseal<Draft>(local.key, placeOf(slot), sealed) : null;
}

export async function clearDraft(local: Local, slot: string): Promise<void> {
  await local.db.delete('drafts', slot);
}
