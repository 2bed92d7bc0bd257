import { hourCycle } from '../domain/reader';

/** A moment as people say it on this device: "21 Nov 2026". */
export function nameMoment(instant: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(new Date(instant));
}

/** The same with the time of day. */
export function nameMomentAndTime(instant: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short', ...hourCycle() }).format(new Date(instant));
}
