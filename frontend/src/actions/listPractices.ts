import { loadAll } from '../data/records';
import type { PracticeView } from '../data/types';
import { viewPractice } from '../data/views';
import { theLocal } from '../state/opened';

/** What was practised, the latest first. */
export async function listPractices(): Promise<PracticeView[]> {
  const found = await loadAll(theLocal(), 'practice');
  return found.map(({ row, doc }) => viewPractice(row, doc)).sort((a, b) => (a.done_at < b.done_at ? 1 : -1));
}
