import type { Local } from '../data/db';
import { joinEntries, walkEntries, type Opened } from '../data/library';
import { findEntries, indexEntry, type Indexed, type Query } from '../data/search';
import type { EntryView, Id } from '../data/types';
import { facetsOf } from '../ui/facets';
import { openedLocal, whenClosed } from './opened';

const TELL_MS = 150;

let items = $state.raw<Indexed[]>([]);
let complete = $state(false);
let opened = new Map<Id, Opened>();
let indexed = new WeakMap<EntryView, Indexed>();
let wanted = 0;
let round = 0;
let running: Promise<void> | null = null;
let again = false;

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
    again = true;
    running ??= work().finally(() => (running = null));
    return running;
  },
};

/** The next task of the page, so that a key that was pressed is heard first. */
function pause(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}

function indexOf(entry: EntryView): Indexed {
  let item = indexed.get(entry);
  if (!item) indexed.set(entry, (item = indexEntry(entry, facetsOf)));
  return item;
}

async function work(): Promise<void> {
  while (again) {
    again = false;
    const local = openedLocal();
    if (!local) return;
    try {
      await walk(local, round);
    } catch (error) {
      // Signing out closes the database under a reading that nobody waits for any more.
      if (openedLocal() === local) throw error;
    }
  }
}

async function walk(local: Local, mine: number): Promise<void> {
  let told = -Infinity;
  let fresh: Opened[] = [];
  let ready: Indexed[] = [];
  const show = (done: boolean): void => {
    items = done ? ready : joinEntries(ready, items, (item) => item.entry);
    told = performance.now();
  };
  const reached = await walkEntries(local, {
    before: opened,
    wanted: () => wanted,
    pause,
    tell(now) {
      if (mine !== round) return false;
      fresh = now;
      ready = [...ready, ...now.slice(ready.length).map((one) => indexOf(one.entry))];
      if (performance.now() - told >= TELL_MS) show(false);
      return true;
    },
  });
  if (mine !== round) return;
  opened = new Map(fresh.map((one) => [one.entry.id, one]));
  complete = reached;
  show(true);
}

whenClosed(() => {
  round += 1;
  items = [];
  opened = new Map();
  indexed = new WeakMap();
  complete = false;
  wanted = 0;
});
