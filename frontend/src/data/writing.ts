import { seal, unseal, type Sealed } from './crypto';
import type { Local } from './db';

/** How a person likes to write on this phone. Sealed: it tells of a separation. */
export interface Writing {
  /** Whether a question stands over the empty page. */
  questions: boolean;
  /** Whether the scales stand open. */
  scales: boolean;
  /** Gentler questions after a separation: what the person said, or null for what they said about people. */
  parted: boolean | null;
}

export const PLAIN: Writing = { questions: true, scales: false, parted: null };
const KEY = 'writing';
const PLACE = 'meta/writing';

export async function loadWriting(local: Local): Promise<Writing> {
  const sealed = (await local.db.get('meta', KEY)) as Sealed | undefined;
  return sealed ? { ...PLAIN, ...(await unseal<Partial<Writing>>(local.key, PLACE, sealed)) } : PLAIN;
}

export async function saveWriting(local: Local, writing: Writing): Promise<void> {
  await local.db.put('meta', await seal(local.key, PLACE, writing), KEY);
}
