import type { Id, Page, SummaryLine } from '../data/types';
import { api } from '../state/device';

/** The pages that one client shares. Throws ApiError; `not_found` when nothing is shared (any more). */
export async function listSummaries(client: Id): Promise<SummaryLine[]> {
  return (await api.ask<Page<SummaryLine>>('GET', `/api/v1/clients/${client}/summaries/`)).results;
}
