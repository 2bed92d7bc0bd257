import { describe, expect, it } from 'vitest';
import { uuidv7 } from '../../src/domain/ids';

const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('uuidv7', () => {
  it('has the form of a version 7 id and begins with its moment', () => {
    const id = uuidv7(Date.UTC(2100, 0, 1));
    expect(id).toMatch(FORM);
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.UTC(2100, 0, 1));
  });

  it('sorts in the order of making, within one millisecond and past its counter', () => {
    const moment = Date.UTC(2101, 0, 1);
    const ids = Array.from({ length: 10_000 }, () => uuidv7(moment));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(10_000);
  });

  it('keeps the order when the clock is set back ten years', () => {
    const before = uuidv7(Date.UTC(2110, 0, 1));
    const after = uuidv7(Date.UTC(2100, 0, 1));
    expect(after > before).toBe(true);
  });
});
