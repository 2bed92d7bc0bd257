/** Five tides, lowest first: index 0 is mood 1. */
export const moodNames = ['Very low', 'Low', 'Okay', 'Good', 'Very good'] as const;

export function moodName(mood: number): string {
  return moodNames[mood - 1] ?? '';
}
