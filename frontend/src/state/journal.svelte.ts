import { loadAll } from '../data/records';
import type { EntryView, PersonView } from '../data/types';
import { listEntryViews, viewPerson } from '../data/views';
import { theLocal } from './opened';

const SLICE = 30;

let entries = $state.raw<EntryView[]>([]);
let people = $state.raw<PersonView[]>([]);
let ready = $state(false);
let complete = $state(false);
let wanted = SLICE;
let run = 0;

/** The entries and people of this phone, kept fresh. */
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
  async more(): Promise<void> {
    wanted = entries.length + SLICE;
    await refreshJournal();
  },
};

async function loadPeople(): Promise<PersonView[]> {
  const found = await loadAll(theLocal(), 'person');
  return found.map(({ row, doc }) => viewPerson(row, doc)).sort((a, b) => a.name.localeCompare(b.name));
}

/** Reads the shown part again; a slower earlier run never overwrites a later one. */
export async function refreshJournal(): Promise<void> {
  run += 1;
  const mine = run;
  const [slice, found] = await Promise.all([listEntryViews(theLocal(), { limit: wanted }), loadPeople()]);
  if (mine !== run) return;
  entries = slice.entries;
  complete = slice.before === null;
  people = found;
  ready = true;
}

export function emptyJournal(): void {
  run += 1;
  entries = [];
  people = [];
  ready = complete = false;
  wanted = SLICE;
}
