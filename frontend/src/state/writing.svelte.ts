import { loadWriting, PLAIN, saveWriting, type Writing } from '../data/writing';
import type { Id } from '../data/types';
import { theLocal } from './opened';

let held = $state.raw<Writing>(PLAIN);
let of: Id | null = null;

/** How this person likes to write here; `PLAIN` until it was read. */
export const writing = {
  get questions(): boolean {
    return held.questions;
  },
  get scales(): boolean {
    return held.scales;
  },
  get parted(): boolean | null {
    return held.parted;
  },
};

/** Reads it once for each account. */
export async function readWriting(): Promise<void> {
  const local = theLocal();
  if (of === local.account) return;
  held = PLAIN;
  held = await loadWriting(local);
  of = local.account;
}

/** Shows the change at once and keeps it on this phone. */
export async function changeWriting(change: Partial<Writing>): Promise<void> {
  await readWriting();
  held = { ...held, ...change };
  await saveWriting(theLocal(), held);
}
