import type { States } from '../data/types';

/** The three scales in the order of the screen, with what 0 and 10 mean. */
export const stateNames = [
  ['calm', 'Calm', 'not calm at all', 'as calm as can be'],
  ['connected', 'Connected', 'on my own', 'very close to others'],
  ['steady', 'Steady', 'easily thrown', 'firm on my feet'],
] as const satisfies readonly (readonly [keyof States, string, string, string])[];

export const scaleWords = {
  fold: 'Calm, connected, steady',
  clear: 'leave it out',
};
