import type { Id, Summary } from '../data/types';
import { api } from '../state/device';

/** One shared page. Reading it is written down, and the client sees that. Throws ApiError. */
export function loadSummary(client: Id, summary: Id): Promise<Summary> {
  return api.ask('GET', `/api/v1/clients/${client}/summaries/${summary}/`);
}
