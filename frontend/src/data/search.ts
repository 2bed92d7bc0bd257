import { fold, needlesOf } from '../domain/folding';
import type { Day, EntryView, Id, Mood } from './types';

// Search happens in memory alone: nothing about anybody's words is written for it, and it goes with the memory.

export interface Query {
  words: string;
  /** All of them. */
  people: Id[];
  /** Any of them. */
  moods: Mood[];
  pattern: string;
  /** All of them. */
  families: string[];
  /** A pull that was not followed: of that pattern and of those families, where any are asked for. */
  resisted: boolean;
  text: 'any' | 'with' | 'without';
  from: Day;
  to: Day;
}

export function emptyQuery(): Query {
  return { words: '', people: [], moods: [], pattern: '', families: [], resisted: false, text: 'any', from: '', to: '' };
}

/** What a query asks for, words left out. */
export function filterCount(query: Query): number {
  const single = [query.pattern, query.resisted, query.text !== 'any', query.from, query.to].filter(Boolean).length;
  return single + query.people.length + query.families.length + (query.moods.length ? 1 : 0);
}

/** One mark of an entry that counts as its writer's. */
export interface Facet {
  pattern: string;
  family: string;
  resisted: boolean;
}

/** An entry, opened, as the search looks at it. */
export interface Indexed {
  entry: EntryView;
  folded: string;
  facets: Facet[];
}

export function indexEntry(entry: EntryView, facetsOf: (entry: EntryView) => Facet[]): Indexed {
  return { entry, folded: fold(entry.text), facets: facetsOf(entry) };
}

function fitsMarks(facets: Facet[], { pattern, families, resisted }: Query): boolean {
  if (resisted && !facets.some((facet) => facet.resisted)) return false;
  // Steady moments are done, never resisted: only the others are asked to be so.
  const fits = (facet: Facet): boolean => !resisted || facet.resisted || facet.family === 'secure';
  if (pattern && !facets.some((facet) => facet.pattern === pattern && fits(facet))) return false;
  return families.every((family) => facets.some((facet) => facet.family === family && fits(facet)));
}

function fitsEntry({ entry, facets }: Indexed, query: Query): boolean {
  if (query.from && entry.local_day < query.from) return false;
  if (query.to && entry.local_day > query.to) return false;
  if (query.text !== 'any' && (query.text === 'with') !== (entry.text.trim() !== '')) return false;
  if (query.moods.length && (entry.mood === null || !query.moods.includes(entry.mood))) return false;
  if (!query.people.every((id) => entry.people.includes(id))) return false;
  return fitsMarks(facets, query);
}

/** The entries that fit all that is asked, in the order they were given. */
export function findEntries(items: readonly Indexed[], query: Query): EntryView[] {
  const needles = needlesOf(query.words).sort((a, b) => b.length - a.length);
  return items
    .filter((item) => fitsEntry(item, query) && needles.every((needle) => item.folded.includes(needle)))
    .map((item) => item.entry);
}
