import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/data/types';
import { placeOf } from '../../src/ui/places';

const reading = (skipped: Reading['skipped']): Reading => ({ entry: 'e', content_version: 1, engine: 'x', language: 'en', skipped, tags: [] });

describe('where the words are', () => {
  it.each([
    ['phone', true, null, 'phone'],
    ['kept', true, null, 'kept'],
    ['kept', false, null, 'unread'],
    ['read', true, reading(null), 'read'],
    ['read', true, reading('refused'), 'unread'],
    ['read', true, reading('language'), 'unread'],
    ['read', true, reading('failed'), 'unread'],
    ['read', true, reading('no_words'), 'kept'],
    ['phone', true, reading(null), 'phone'],
  ] as const)('%s, may be read %s, %j: %s', (place, read, found, expected) => {
    expect(placeOf({ place, read, reading: found })).toBe(expected);
  });
});
