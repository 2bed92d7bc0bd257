import { describe, expect, it } from 'vitest';
import { sayDay, sayDays } from '../../src/content/journal';
import { middleMood, moodCounts, oftenest } from '../../src/ui/moods';

describe('the moods of some days', () => {
  it('have a middle', () => {
    expect([middleMood([]), middleMood([4]), middleMood([1, 5, 4]), middleMood([2, 4]), middleMood([4, 5])]).toEqual([null, 4, 4, 3, 5]);
  });

  it('are counted, and the one noted most often is named, unless none stands out', () => {
    expect(moodCounts([1, 4, 4])).toEqual([1, 0, 0, 2, 0]);
    expect([oftenest([1, 4, 4]), oftenest([2, 4]), oftenest([1, 2, 3]), oftenest([])]).toEqual([[4], [2, 4], [], []]);
  });

  it('are said in words', () => {
    expect(sayDay('Monday', 0, [])).toBe('Monday, no entry');
    expect(sayDay('Monday', 1, [])).toBe('Monday, 1 entry');
    expect(sayDay('Monday', 2, [2, 4])).toBe('Monday, 2 entries, mood Low, Good');
    expect(sayDays(3, 16, true, [4])).toBe('You wrote on 3 of 16 days so far. Mood noted most often: Good.');
    expect(sayDays(1, 1, false, [])).toBe('You wrote on 1 of 1 day.');
  });
});
