import type { Reminders, RemindersDoc } from '../data/types';
import { api } from '../state/device';

/** Replaces all reminders. Throws ApiError. */
export async function saveReminders(doc: RemindersDoc): Promise<Reminders> {
  const { reminders, quiet, words } = doc;
  const bare = reminders.map(({ id, from, to, days, unless_written, on }) => ({ id, from, to, days, unless_written, on }));
  return api.ask<Reminders>('PUT', '/api/v1/reminders/', { reminders: bare, quiet, words });
}
