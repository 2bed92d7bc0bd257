// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Earlier } from '../../src/data/types';
import { bounded, LENGTH_MAX, remember, united, VERSIONS_MAX, withEarlier } from '../../src/domain/versions';
import { entryDoc } from '../data/phone';

const NOW = '2026-11-22T10:00:00.000Z';
const version = (text: string, until = NOW): Earlier => ({ text, until });

describe('earlier words', () => {
  it('are kept when the words change, with their mood and the moment', () => {
    const doc = remember(entryDoc('one', { mood: 2 }), entryDoc('two', { earlier: [version('zero')] }), NOW);
    expect(doc.earlier).toEqual([version('zero'), { text: 'one', mood: 2, until: NOW }]);
  });

  it('are not kept of a mood alone, nor when only the mood changes', () => {
    expect(remember(entryDoc(''), entryDoc('first words'), NOW).earlier).toBeUndefined();
    expect(remember(entryDoc('same', { mood: 1 }), entryDoc('same', { mood: 5 }), NOW).earlier).toBeUndefined();
  });

  it('are bounded by number and by length, the oldest going first, the newest always staying', () => {
    const many = Array.from({ length: VERSIONS_MAX + 2 }, (_, i) => version(String(i)));
    expect(bounded(many)).toEqual(many.slice(2));
    const half = version('x'.repeat(LENGTH_MAX / 2));
    expect(bounded([version('a'), half, half])).toEqual([half, half]);
    const longer = version('x'.repeat(LENGTH_MAX + 1));
    expect(bounded([version('a'), longer])).toEqual([longer]);
  });

  it('leave the document when there are none', () => {
    expect(withEarlier(entryDoc('a', { earlier: [version('b')] }), [])).toEqual(entryDoc('a'));
  });

  it('of two entries that become one stand once each, by time, without what it says now', () => {
    const [old, new_] = [version('old', '2026-11-20T10:00:00Z'), version('new', '2026-11-21T10:00:00+01:00')];
    expect(united('now', [new_, version('now')], [old, new_])).toEqual([old, new_]);
  });
});
