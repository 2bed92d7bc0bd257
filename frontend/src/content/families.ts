import type { FamilySlug } from './patterns';

/** How a family is shown: a class for its hue and line, a shape, and a name that says movement, not kind of person. */
export type Family = { className: 'reach' | 'pull' | 'both' | 'steady'; name: string; line: string };

export const families: Record<FamilySlug, Family> = {
  secure: { className: 'steady', name: 'Steady', line: 'a plain line and a circle' },
  anxious: { className: 'reach', name: 'Reaching hard', line: 'a wavy line and a triangle' },
  avoidant: { className: 'pull', name: 'Stepping back', line: 'a dashed line and a square' },
  disorganized: { className: 'both', name: 'Both at once', line: 'a double line and a diamond' },
};

/** The family of a slug that the server sent; an unknown one is shown without judgement, as "both". */
export function familyOf(slug: string): Family {
  return families[slug as FamilySlug] ?? families.disorganized;
}
