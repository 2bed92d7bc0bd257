import type { Reminder } from '../data/types';
import { firstWeekday, weekdayNames } from './calendar';
import { uuidv7 } from './ids';
import { hourCycle } from './reader';

/** "09:00" as the reader's own clock shows it. */
export function nameTime(clock: string, locale?: string, hours = hourCycle()): string {
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC', ...hours });
  return time.format(new Date(`2000-01-01T${clock}:00Z`));
}

/** Monday (1) to Sunday (7) with their names, in the order of the reader's own calendar. */
export function weekdays(style: 'long' | 'short', locale?: string): { day: number; name: string }[] {
  const first = firstWeekday();
  return weekdayNames(first, style, locale).map((name, at) => ({ day: ((first - 1 + at) % 7) + 1, name }));
}

/** The chosen days as a list, or `everyDay` for all seven. */
export function nameDays(days: readonly number[], everyDay: string, locale?: string): string {
  if (days.length === 7) return everyDay;
  const names = weekdays('short', locale).filter(({ day }) => days.includes(day));
  return new Intl.ListFormat(locale, { type: 'unit' }).format(names.map(({ name }) => name));
}

export function newReminder(): Reminder {
  return { id: uuidv7(), from: '20:00', to: null, days: [1, 2, 3, 4, 5, 6, 7], unless_written: true, on: true };
}

/** Reminders in the order of the day. */
export function inOrder<T extends Reminder>(reminders: readonly T[]): T[] {
  return [...reminders].sort((a, b) => a.from.localeCompare(b.from) || (a.to ?? '').localeCompare(b.to ?? ''));
}

const BROWSERS: [RegExp, string][] = [[/Edg(e|A|iOS)?\//, 'Edge'], [/OPR\//, 'Opera'], [/SamsungBrowser\//, 'Samsung Internet'], [/Firefox\/|FxiOS\//, 'Firefox'], [/Chrome\/|CriOS\//, 'Chrome'], [/Safari\//, 'Safari']];
const SYSTEMS: [RegExp, string][] = [[/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X/, 'Mac'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux']];

/** Browser and system of a user agent, as far as they are known. */
export function partsOfAgent(agent: string): { browser: string; system: string } | null {
  const find = (known: [RegExp, string][]): string | undefined => known.find(([sign]) => sign.test(agent))?.[1];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  return browser && system ? { browser, system } : null;
}
