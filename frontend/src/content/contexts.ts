/** What an entry may say about its moment: slugs as the server knows them (journal/vocabulary.py; a test compares). */
export const contexts = [
  ['contact', 'Contact'],
  ['conflict', 'Conflict'],
  ['distance', 'Distance'],
  ['intimacy', 'Intimacy'],
  ['alone_time', 'Alone time'],
  ['sleep', 'Sleep'],
] as const;

export const contextLegend = 'What was it about?';

/** The name of a context; one that this app does not know (from an import, or a newer app) is shown as its own words. */
export function contextName(slug: string): string {
  return contexts.find(([known]) => known === slug)?.[1] ?? slug.replaceAll(/[_-]+/g, ' ');
}
