import type { Client, Page } from '../data/types';
import { api } from '../state/device';

/** The clients who share something with this therapist. Throws ApiError. */
export async function listClients(): Promise<Client[]> {
  return (await api.ask<Page<Client>>('GET', '/api/v1/clients/')).results;
}
