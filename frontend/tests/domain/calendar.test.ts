import { describe, expect, it } from 'vitest';
import { daysIn, earlierDays, firstWeekday, monthRows, nameMonth, shiftDayByMonths, shiftMonth, weekdayNames } from '../../src/domain/calendar';
import { nameDate, nameFullDay } from '../../src/domain/days';

describe('a month', () => {
  it('has its own days', () => {
    expect([daysIn('2026-02').length, daysIn('2028-02').length, daysIn('2026-12').at(-1)]).toEqual([28, 29, '2026-12-31']);
  });

  it('follows another over the edge of a year', () => {
    expect([shiftMonth('2026-12', 1), shiftMonth('2026-01', -1), shiftMonth('2026-05', -24)]).toEqual(['2027-01', '2025-12', '2024-05']);
  });

  it('stands in rows of seven that begin with the week of the reader', () => {
    const monday = monthRows('2026-11', 1);
    expect(monday).toHaveLength(6);
    expect(monday[0]).toEqual([null, null, null, null, null, null, '2026-11-01']);
    expect(monthRows('2026-11', 7)[0]).toEqual(daysIn('2026-11').slice(0, 7));
    expect(monthRows('2026-11', 6).flat().filter(Boolean)).toEqual(daysIn('2026-11'));
  });

  it('keeps the date a month away, or ends with the shorter month', () => {
    expect(shiftDayByMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(shiftDayByMonths('2026-03-15', 12)).toBe('2027-03-15');
  });

  it('is named in the reader’s language, and so are its days', () => {
    expect([nameMonth('2026-11', 'long', 'en'), nameMonth('2026-11', 'short', 'de'), nameMonth('2026-11', 'alone', 'es')]).toEqual(['November 2026', 'Nov', 'noviembre']);
    expect(weekdayNames(7, 'long', 'en')[0]).toBe('Sunday');
    expect(weekdayNames(1, 'long', 'de').at(-1)).toBe('Sonntag');
    expect([firstWeekday('en-US'), firstWeekday('de-DE')]).toEqual([7, 1]);
  });

  it('names a day with its year where that is another one', () => {
    expect(nameDate('2026-11-16', '2026-11-20', 'en-GB')).not.toContain('2026');
    expect(nameDate('2025-11-16', '2026-11-20', 'en-GB')).toContain('2025');
    expect(nameFullDay('2026-11-16', 'en-GB')).toMatch(/^Monday,? 16 November 2026$/);
  });
});

describe('this day in earlier times', () => {
  it('is the same date of each earlier year and of some months, no further back than the journal goes', () => {
    expect(earlierDays('2026-11-16', '2024-12-01').map(({ day, years, months }) => [day, years, months])).toEqual([
      ['2025-11-16', 1, 0], ['2026-10-16', 0, 1], ['2026-08-16', 0, 3], ['2026-05-16', 0, 6],
    ]);
    expect(earlierDays('2026-11-16', '2026-11-10')).toEqual([]);
  });

  it('leaves out months and years that have no such date', () => {
    expect(earlierDays('2026-03-31', '2025-01-01').map((one) => one.day)).toEqual(['2025-03-31', '2025-12-31']);
    expect(earlierDays('2028-02-29', '2024-01-01').map((one) => one.day)).toEqual(['2024-02-29', '2028-01-29', '2027-11-29', '2027-08-29']);
  });
});
