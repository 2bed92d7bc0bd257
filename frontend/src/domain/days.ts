import type { Day, Instant, Week } from '../data/types';
import { hourCycle } from './reader';

const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs far more than using it, and a journal names thousands of days. */
function formatOf(locale: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale ?? ''} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(locale, options)));
  return format;
}

function noon(day: Day): Date {
  return new Date(`${day}T12:00:00Z`);
}

function dayOf(date: Date): Day {
  return date.toISOString().slice(0, 10);
}

/** The IANA name of this device's time zone. */
export function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** The date that a wall calendar in `zone` shows at `moment` (milliseconds since 1970). */
export function localDay(moment: number, zone: string): Day {
  const format = formatOf('en-GB', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}`;
}

export function today(zone: string = deviceZone()): Day {
  return localDay(Date.now(), zone);
}

/** `moment` as RFC 3339 in UTC. */
export function instant(moment: number = Date.now()): Instant {
  return new Date(moment).toISOString();
}

export function shiftDay(day: Day, by: number): Day {
  return dayOf(new Date(noon(day).getTime() + by * DAY_MS));
}

function mondayOf(day: Day): Day {
  return shiftDay(day, -((noon(day).getUTCDay() + 6) % 7));
}

/** The ISO 8601 week of a day: it belongs to the year that holds its Thursday. */
export function weekOf(day: Day): Week {
  const thursday = shiftDay(mondayOf(day), 3);
  const year = thursday.slice(0, 4);
  const number = 1 + Math.floor((noon(thursday).getTime() - noon(`${year}-01-01`).getTime()) / (7 * DAY_MS));
  return `${year}-W${String(number).padStart(2, '0')}`;
}

export function thisWeek(): Week {
  return weekOf(today());
}

/** The Monday of an ISO week. */
export function firstDayOf(week: Week): Day {
  const [year = '1970', number = '1'] = week.split('-W');
  // 4 January is always in week 1.
  return shiftDay(mondayOf(`${year}-01-04`), 7 * (Number(number) - 1));
}

/** Monday to Sunday. */
export function daysOf(week: Week): Day[] {
  const monday = firstDayOf(week);
  return [0, 1, 2, 3, 4, 5, 6].map((by) => shiftDay(monday, by));
}

export function shiftWeek(week: Week, by: number): Week {
  return weekOf(shiftDay(firstDayOf(week), 7 * by));
}

/** "Mon 16 Nov" in the reader's own order of words. */
export function nameDay(day: Day, locale?: string): string {
  const names = formatOf(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
  return names.format(noon(day));
}

/** "Mon 16 Nov", with the year where it is not this one. */
export function nameDate(day: Day, now: Day = today(), locale?: string): string {
  if (day.slice(0, 4) === now.slice(0, 4)) return nameDay(day, locale);
  const names = formatOf(locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return names.format(noon(day));
}

/** "Monday 16 November 2026", for names that are heard. */
export function nameFullDay(day: Day, locale?: string): string {
  return formatOf(locale, { dateStyle: 'full', timeZone: 'UTC' }).format(noon(day));
}

/** The time of day where it was written: "08:05". */
export function nameTime(moment: Instant, zone: string, locale?: string): string {
  return formatOf(locale, { hour: '2-digit', minute: '2-digit', timeZone: zone, ...hourCycle() }).format(new Date(moment));
}

/** "16 – 22 Nov". */
export function nameWeek(week: Week, locale?: string): string {
  const names = formatOf(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const monday = firstDayOf(week);
  return names.formatRange(noon(monday), noon(shiftDay(monday, 6)));
}

/** Whether `value` has the form of a week that exists. */
export function isWeek(value: string): boolean {
  return /^\d{4}-W\d{2}$/.test(value) && shiftWeek(value, 0) === value;
}
