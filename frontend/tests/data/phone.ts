import { openLocal, type Local } from '../../src/data/db';
import { writeChange } from '../../src/data/records';
import type { EntryDoc } from '../../src/data/types';
import { uuidv7 } from '../../src/domain/ids';

/** A phone with an empty database of its own. */
export function newPhone(): Promise<Local> {
  return openLocal(uuidv7());
}

export function entryDoc(text: string, more: Partial<EntryDoc> = {}): EntryDoc {
  return {
    text, mood: 3, written_at: '2026-11-16T10:00:00Z', zone: 'Europe/Berlin', local_day: '2026-11-16',
    people: [], context: [], read: true, ...more,
  };
}

/** Writes an entry on the phone and gives its id. */
export async function write(phone: Local, text: string, id: string = uuidv7()): Promise<string> {
  await writeChange(phone, { kind: 'entry', id, doc: entryDoc(text) });
  return id;
}

/** Everything the database holds, as one string of bytes, to search for words in clear. */
export async function everything(phone: Local): Promise<string> {
  const found: unknown[] = [];
  for (const name of phone.db.objectStoreNames) found.push(await phone.db.getAll(name));
  return JSON.stringify(found, (_key, value: unknown) =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value)
      ? Buffer.from(value instanceof ArrayBuffer ? value : value.buffer).toString('latin1')
      : value,
  );
}
