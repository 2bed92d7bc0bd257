import { describe, expect, it } from 'vitest';
import { firstPassable, passage, type Gatekeeper } from '../../src/ui/gates';

const calm: Gatekeeper = { safe: null, helped: false, blank: false };
const talk = { exercise: 'talk', gates: ['P'] };
const deep = { exercise: 'deep', gates: ['S'] };
const breathe = { exercise: 'breathe', gates: [] };

describe('the gates of an exercise', () => {
  it.each([
    [[], calm, 'open'],
    [['P'], calm, 'ask'],
    [['P'], { ...calm, safe: 'yes' }, 'open'],
    [['P'], { ...calm, safe: 'no' }, 'shut'],
    [['S'], calm, 'open'],
    [['S'], { ...calm, helped: true }, 'shut'],
    [['D'], { ...calm, blank: true }, 'shut'],
    [['D', 'P'], { ...calm, blank: true, safe: 'yes' }, 'shut'],
    [['A'], calm, 'open'],
  ] as const)('%j with %j is %s', (gates, keeper, expected) => {
    expect(passage(gates, keeper)).toBe(expected);
  });

  it('asks before an exercise that leads to the other person', () => {
    expect(firstPassable([talk, breathe], calm)).toEqual({ suggestion: talk, ask: true });
  });

  it('goes on to the next one after "not safe"', () => {
    expect(firstPassable([talk, breathe], { ...calm, safe: 'no' })).toEqual({ suggestion: breathe, ask: false });
  });

  it('suggests nothing when every gate is shut', () => {
    expect(firstPassable([talk, deep], { safe: 'no', helped: true, blank: false })).toBeNull();
  });
});
