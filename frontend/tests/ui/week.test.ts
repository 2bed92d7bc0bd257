import { describe, expect, it } from 'vitest';
import { daysOf } from '../../src/domain/days';
import { waterPath } from '../../src/ui/tides';
import { marksOn, moodGeometry, sayRow } from '../../src/ui/week';

const week = daysOf('2026-W47');

describe('moods as points', () => {
  it('leaves a gap where a day has no mood', () => {
    const drawn = moodGeometry(week, [
      { day: '2026-11-16', mood: 5 },
      { day: '2026-11-18', mood: 3 },
      { day: '2026-11-19', mood: 1 },
    ]);
    expect(drawn.points.map(({ x, y }) => [x, y])).toEqual([[20, 12], [100, 60], [140, 108]]);
    expect(drawn.lines).toEqual(['M100 60L140 108']);
  });

  it('draws every mood of a day and joins days at their middle', () => {
    const drawn = moodGeometry(week, [
      { day: '2026-11-16', mood: 2 },
      { day: '2026-11-16', mood: 4 },
      { day: '2026-11-17', mood: 3 },
    ]);
    expect(drawn.points).toHaveLength(3);
    expect(drawn.lines).toEqual(['M20 60L60 60']);
  });

  it('leaves out what is not of this week', () => {
    expect(moodGeometry(week, [{ day: '2026-11-23', mood: 3 }])).toEqual({ points: [], lines: [] });
  });
});

describe('a row of days', () => {
  it('says in words what the marks show', () => {
    const days = [{ day: '2026-11-16', mark: 'done' }, { day: '2026-11-18', mark: 'resisted' }, { day: '2026-11-18', mark: 'theirs' }] as const;
    const said = sayRow([...days]);
    expect(said).toMatch(/16.* done, .*18.* pull not followed, .*18.* theirs$/);
    expect(sayRow([])).toBe('no day marked');
  });

  it('shows each kind once a day', () => {
    const twice = [{ day: '2026-11-16', mark: 'done' as const }, { day: '2026-11-16', mark: 'done' as const }];
    expect(marksOn(twice, '2026-11-16')).toEqual(['done']);
    expect(marksOn(twice, '2026-11-17')).toEqual([]);
  });
});

describe('the tides', () => {
  it('rise with the mood', () => {
    const heights = [1, 2, 3, 4, 5].map((mood) => Number(waterPath(mood).split(/[ Q]/)[1]));
    expect(heights).toEqual([25, 20.5, 16, 11.5, 7]);
  });
});
