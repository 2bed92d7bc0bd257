import type { Local } from '../data/db';
import { loadAll } from '../data/records';
import type { EntryView, PersonView } from '../data/types';
import { listEntryViews, viewPerson } from '../data/views';
import { openedLocal, theLocal } from './opened';

const SLICE = 30;

let entries = $state.raw<EntryView[]>([]);
let people = $state.raw<PersonView[]>([]);
let ready = $state(false);
let complete = $state(false);
let run = 0;
let newest: Promise<void> = Promise.resolve();

/** The newest entries and the people of this phone, kept fresh. */
export const journal = {
  get ready(): boolean {
    return ready;
  },
  get entries(): EntryView[] {
    return entries;
  },
  get complete(): boolean {
    return complete;
  },
  get people(): PersonView[] {
    return people;
  },
};

async function loadPeople(local: Local): Promise<PersonView[]> {
  const found = await loadAll(local, 'person');
  return found.map(({ row, doc }) => viewPerson(row, doc)).sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * Reads the shown part again; a slower earlier run never overwrites a later one, nor another account's journal. Whoever
 * waits for a run that was overtaken waits for the one that overtook it, and so sees at least what was there when they asked.
 */
export function refreshJournal(): Promise<void> {
  run += 1;
  newest = readAgain(run);
  return newest;
}

async function readAgain(mine: number): Promise<void> {
  const local = theLocal();
  try {
    const [slice, found] = await Promise.all([listEntryViews(local, { limit: SLICE }), loadPeople(local)]);
    if (mine !== run) return await newest;
    entries = slice.entries;
    complete = slice.before === null;
    people = found;
    ready = true;
  } catch (error) {
    // Signing out closes the database under a reading that nobody waits for any more.
    if (openedLocal() === local) throw error;
  }
}

export function emptyJournal(): void {
  run += 1;
  newest = Promise.resolve();
  entries = [];
  people = [];
  ready = complete = false;
}
