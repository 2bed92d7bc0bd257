import type { Local } from '../data/db';
import { beginWalk, isAtEnd, joinEntries, walkOn, type Opened, type Position } from '../data/library';
import { findEntries, indexEntry, type Indexed, type Query } from '../data/search';
import type { EntryView, Id } from '../data/types';
import { facetsOf } from '../ui/facets';
import { changes } from './changes.svelte';
import { openedLocal, whenClosed } from './opened';

const TELL_MS = 150;

let items = $state.raw<Indexed[]>([]);
let complete = $state(false);
let position: Position | null = null;
/** The number of changes that `position` has seen. */
let seen = -1;
let before: ReadonlyMap<Id, Opened> = new Map();
let wanted = 0;
let round = 0;
let running: Promise<void> | null = null;

/** The journal of this phone, opened in memory as far back as somebody asked, and searched there. */
export const library = {
  get entries(): EntryView[] {
    return items.map((item) => item.entry);
  },
  /** Whether everything is here. */
  get complete(): boolean {
    return complete;
  },
  /** Entries that fit, newest first, among what is open so far. */
  find(query: Query): EntryView[] {
    return findEntries(items, query);
  },
  /** Opens at least `count` entries, and what changed among those that are open. */
  reach(count: number): Promise<void> {
    wanted = Math.max(wanted, count);
    running ??= work().finally(() => (running = null));
    return running;
  },
};

/** The next task of the page, so that a key that was pressed is heard first. */
function pause(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}

function isBehind(): boolean {
  return !position || seen !== changes.count || (!isAtEnd(position) && position.opened.length < wanted);
}

async function work(): Promise<void> {
  for (let local = openedLocal(); local && isBehind(); local = openedLocal()) {
    try {
      await goOn(local, round);
    } catch (error) {
      // Signing out closes the database under a reading that nobody waits for any more.
      if (openedLocal() === local) throw error;
    }
  }
}

async function goOn(local: Local, mine: number): Promise<void> {
  const count = changes.count;
  const here = position && seen === count ? position : await beginWalk(local);
  let ready = here === position ? items : [];
  let told = performance.now();
  const index = (): void => {
    ready = [...ready, ...here.opened.slice(ready.length).map(({ entry }) => known.get(entry) ?? indexNew(entry))];
  };
  await walkOn(local, here, {
    before,
    wanted: () => wanted,
    pause,
    tell() {
      if (mine !== round) return false;
      index();
      if (performance.now() - told < TELL_MS) return true;
      items = joinEntries(ready, items, (item) => item.entry);
      told = performance.now();
      return true;
    },
  });
  if (mine !== round) return;
  position = here;
  seen = count;
  before = new Map(here.opened.map((one) => [one.entry.id, one]));
  items = ready;
  complete = isAtEnd(here);
}

let known = new WeakMap<EntryView, Indexed>();

function indexNew(entry: EntryView): Indexed {
  const item = indexEntry(entry, facetsOf);
  known.set(entry, item);
  return item;
}

whenClosed(() => {
  round += 1;
  items = [];
  position = null;
  before = new Map();
  known = new WeakMap();
  complete = false;
  wanted = 0;
});
