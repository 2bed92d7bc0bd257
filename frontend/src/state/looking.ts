import { emptyQuery, type Query } from '../data/search';
import type { Day } from '../data/types';
import type { Month } from '../domain/calendar';
import { whenClosed } from './opened';

// Where somebody was in their journal, so that "back" finds it again. In memory only: never in the address.

export interface Looking {
  query: Query;
  month: Month | null;
  day: Day | null;
  /** How many entries a list had grown to, and the link that was followed from it. */
  lists: Map<string, { count: number; link: string }>;
}

function fresh(): Looking {
  return { query: emptyQuery(), month: null, day: null, lists: new Map() };
}

export const looking: Looking = fresh();

/** Everything anew: nobody is shown what somebody searched for. */
export function lookAnew(): void {
  Object.assign(looking, fresh());
}

whenClosed(lookAnew);
