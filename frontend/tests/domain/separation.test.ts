// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { noteParting, partedLately } from '../../src/domain/separation';

const TODAY = '2026-11-22';

describe('a separation', () => {
  it('is noted with its day when a partner becomes a former one', () => {
    const ex = noteParting({ name: 'Sam', kind: 'partner' }, { name: 'Sam', kind: 'ex' }, TODAY);
    expect(ex).toEqual({ name: 'Sam', kind: 'ex', ended: TODAY });
    expect(noteParting(ex, { ...ex, name: 'Samir' }, '2026-12-01')).toEqual({ name: 'Samir', kind: 'ex', ended: TODAY });
    expect(noteParting(ex, { ...ex, kind: 'partner' }, TODAY)).toEqual({ name: 'Sam', kind: 'partner' });
  });

  it('is not made of a former partner who was named as one from the start', () => {
    expect(noteParting(null, { name: 'Max', kind: 'ex' }, TODAY)).toEqual({ name: 'Max', kind: 'ex' });
  });

  it.each([
    ['2026-11-22', true],
    ['2026-08-24', true],
    ['2026-08-23', false],
    [undefined, false],
  ])('that was on %s asks for gentler questions: %s', (ended, expected) => {
    expect(partedLately([{ name: 'Sam', kind: 'ex', ...(ended ? { ended } : {}) }], TODAY)).toBe(expected);
  });

  it('does not, while there is another partner', () => {
    expect(partedLately([{ name: 'Sam', kind: 'ex', ended: TODAY }, { name: 'Alex', kind: 'partner' }], TODAY)).toBe(false);
  });
});
