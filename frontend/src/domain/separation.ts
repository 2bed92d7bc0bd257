import type { Day, PersonDoc } from '../data/types';
import { shiftDay } from './days';

/** How long gentler questions follow a separation: as long as exercises with the gate R rest. */
export const GENTLE_DAYS = 90;

/**
 * Whether the only partner became a former one in the last three months, from what the writer said about people.
 * Never guessed from what they wrote.
 */
export function partedLately(people: readonly PersonDoc[], today: Day): boolean {
  if (people.some((one) => one.kind === 'partner')) return false;
  const since = shiftDay(today, -GENTLE_DAYS);
  return people.some((one) => one.kind === 'ex' && one.ended !== undefined && one.ended >= since);
}

/** `after` with the day of a change from partner to former partner; without it when they are no former partner. */
export function noteParting(before: PersonDoc | null, after: PersonDoc, today: Day): PersonDoc {
  const { ended, ...rest } = after;
  if (after.kind !== 'ex') return rest;
  if (before?.kind === 'partner') return { ...rest, ended: today };
  return ended === undefined ? rest : { ...rest, ended };
}
