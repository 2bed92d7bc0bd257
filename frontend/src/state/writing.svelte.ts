import type { Local } from '../data/db';
import { loadWriting, PLAIN, saveWriting, type Writing } from '../data/writing';
import type { Id } from '../data/types';
import { theLocal } from './opened';

let held = $state.raw<Writing>(PLAIN);
let reading: { account: Id; done: Promise<void> } | null = null;

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

async function read(local: Local): Promise<void> {
  held = PLAIN;
  held = await loadWriting(local);
}

/** Reads it once for each account; who asks meanwhile waits for the same reading. */
export function readWriting(): Promise<void> {
  const local = theLocal();
  if (reading?.account !== local.account) {
    const done = read(local);
    reading = { account: local.account, done };
    done.catch(() => (reading = null));
  }
  return reading.done;
}

/** Shows the change and keeps it on this phone. */
export async function changeWriting(change: Partial<Writing>): Promise<void> {
  const local = theLocal();
  await readWriting();
  held = { ...held, ...change };
  await saveWriting(local, held);
}
