import type { Day } from '../data/types';
import { shiftDay } from './days';
import { chosenFirstDay } from './reader';

/** `YYYY-MM`. */
export type Month = string;

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

export function shiftMonth(month: Month, by: number): Month {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

/** The twelve months of a year. */
export function monthsOf(year: string): Month[] {
  return Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`);
}

export function daysIn(month: Month): Day[] {
  const days: Day[] = [];
  for (let day = `${month}-01`; monthOf(day) === month; day = shiftDay(day, 1)) days.push(day);
  return days;
}

/** The same day of the month `by` months away, or its last day where that month is shorter. */
export function shiftDayByMonths(day: Day, by: number): Day {
  const month = shiftMonth(monthOf(day), by);
  const last = daysIn(month).at(-1) ?? day;
  const same = `${month}-${day.slice(8)}`;
  return same < last ? same : last;
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
}

interface WeekInfo {
  getWeekInfo?: () => { firstDay: number };
  weekInfo?: { firstDay: number };
}

/** The day on which a week begins in the reader's calendar, 1 Monday … 7 Sunday: as chosen, else as usual where they live.
 *  Counted weeks stay ISO weeks. */
export function firstWeekday(locale: string = navigator.language, chosen: number | null = chosenFirstDay()): number {
  if (chosen !== null) return chosen;
  const known = new Intl.Locale(locale) as Intl.Locale & WeekInfo;
  return (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1;
}

/** The first day of the calendar week that holds `day`. */
export function startOfWeek(day: Day, first: number): Day {
  return shiftDay(day, -((weekdayOf(day) - first + 7) % 7));
}

/** A month as rows of seven; places of other months are null. */
export function monthRows(month: Month, first: number): (Day | null)[][] {
  const rows: (Day | null)[][] = [];
  for (let start = startOfWeek(`${month}-01`, first); start <= (daysIn(month).at(-1) ?? ''); start = shiftDay(start, 7)) {
    rows.push([0, 1, 2, 3, 4, 5, 6].map((by) => shiftDay(start, by)).map((day) => (monthOf(day) === month ? day : null)));
  }
  return rows;
}

/** Seven names of days, from the first of the week on. */
export function weekdayNames(first: number, style: 'long' | 'short' | 'narrow', locale?: string): string[] {
  const names = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' });
  // 1 January 2024 was a Monday.
  return [0, 1, 2, 3, 4, 5, 6].map((by) => names.format(new Date(Date.UTC(2024, 0, first + by, 12))));
}

export function nameMonth(month: Month, style: 'long' | 'short' | 'alone' = 'long', locale?: string): string {
  const year = style === 'long' ? ({ year: 'numeric' } as const) : {};
  const names = new Intl.DateTimeFormat(locale, { month: style === 'short' ? 'short' : 'long', ...year, timeZone: 'UTC' });
  return names.format(new Date(`${month}-01T12:00:00Z`));
}

export interface Earlier {
  day: Day;
  years: number;
  months: number;
}

const MONTHS_BACK = [1, 3, 6];

/** The days that an "on this day" looks at: this date in each earlier year, then some months ago, down to `first`. */
export function earlierDays(day: Day, first: Day): Earlier[] {
  const found: Earlier[] = [];
  for (let years = 1; Number(day.slice(0, 4)) - years >= Number(first.slice(0, 4)); years += 1) {
    found.push({ day: shiftDayByMonths(day, -12 * years), years, months: 0 });
  }
  for (const months of MONTHS_BACK) found.push({ day: shiftDayByMonths(day, -months), years: 0, months });
  // A shorter month has no such day: its last one is another date.
  return found.filter((one) => one.day >= first && one.day.slice(8) === day.slice(8));
}
