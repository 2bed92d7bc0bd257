import { describe, expect, it } from 'vitest';
import { screenFor } from '../../src/screens/choose';

describe('which screen an address shows', () => {
  it.each([
    ['help', 'starting', null, 'help'],
    ['help', 'signed_out', null, 'help'],
    ['help', 'signed_in', 'therapist', 'help'],
    ['today', 'starting', null, 'starting'],
    ['today', 'signed_out', null, 'welcome'],
    ['entry', 'signed_out', null, 'welcome'],
    ['signUp', 'signed_out', null, 'signUp'],
    ['today', 'signed_in', 'client', 'today'],
    ['clients', 'signed_in', 'client', 'missing'],
    ['summary', 'signed_in', 'client', 'missing'],
    ['today', 'signed_in', 'therapist', 'clients'],
    ['entry', 'signed_in', 'therapist', 'clients'],
    ['summary', 'signed_in', 'therapist', 'summary'],
    ['missing', 'signed_in', 'therapist', 'missing'],
  ] as const)('%s, %s, %s: %s', (name, state, role, expected) => {
    expect(screenFor(name, state, role)).toBe(expected);
  });
});
