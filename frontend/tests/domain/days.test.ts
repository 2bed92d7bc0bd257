import { describe, expect, it } from 'vitest';
import { daysOf, firstDayOf, isWeek, localDay, nameDay, nameWeek, shiftDay, shiftWeek, weekOf } from '../../src/domain/days';

describe('days', () => {
  it('are those of the wall calendar in the zone', () => {
    const moment = Date.UTC(2026, 10, 21, 23, 30);
    expect(localDay(moment, 'UTC')).toBe('2026-11-21');
    expect(localDay(moment, 'Europe/Berlin')).toBe('2026-11-22');
    expect(localDay(moment, 'America/Los_Angeles')).toBe('2026-11-21');
  });

  it('shift over months, leap days and clock changes', () => {
    expect(shiftDay('2028-02-28', 1)).toBe('2028-02-29');
    expect(shiftDay('2026-10-25', 1)).toBe('2026-10-26');
    expect(shiftDay('2026-01-01', -1)).toBe('2025-12-31');
  });
});

describe('weeks', () => {
  it.each([
    ['2026-11-16', '2026-W47'],
    ['2026-11-22', '2026-W47'],
    ['2027-01-01', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2024-12-30', '2025-W01'],
  ])('%s is in %s', (day, week) => {
    expect(weekOf(day)).toBe(week);
  });

  it('begin on Monday and end on Sunday', () => {
    expect(firstDayOf('2026-W53')).toBe('2026-12-28');
    expect(daysOf('2026-W47')).toEqual([
      '2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22',
    ]);
  });

  it('shift over the end of a year', () => {
    expect(shiftWeek('2026-W53', 1)).toBe('2027-W01');
    expect(shiftWeek('2026-W01', -1)).toBe('2025-W52');
  });

  it('are known when they exist', () => {
    expect(isWeek('2026-W53')).toBe(true);
    expect(isWeek('2025-W53')).toBe(false);
    expect(isWeek('2026-47')).toBe(false);
  });

  it('have names that people use', () => {
    expect(nameDay('2026-11-16', 'en-GB')).toBe('Mon 16 Nov');
    expect(nameWeek('2026-W47', 'en-GB').replace(/\s/g, '')).toBe('16–22Nov');
  });
});
