import { createApi, type Api, type ApiError } from '../../src/data/api';
import type { Local } from '../../src/data/db';
import { storeOf } from '../../src/data/store';
import { pullAll, pushAll, type Clock } from '../../src/data/sync';
import { listEntryViews } from '../../src/data/views';
import type { Fault, Server } from './server';

export const going = (): boolean => false;
const clock: Clock = { now: () => 0, after: () => () => undefined, random: () => 1 };

export function apiOf(server: Server): Api {
  return createApi({ fetch: server.fetch, cookies: () => 'csrftoken=t0ken' });
}

/** Pushes, then pulls, once. */
export async function round(phone: Local, server: Server): Promise<void> {
  await pushAll(storeOf(phone), apiOf(server), clock, going);
  await pullAll(storeOf(phone), apiOf(server), going);
}

/** The code of the error that `work` ends with. */
export async function fails(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'did not fail',
    (error: ApiError) => error.code,
  );
}

export const onPush = (outcome: ReturnType<Fault>): Fault => (path) => (path.includes('/push') ? outcome : undefined);
export const onPull = (outcome: ReturnType<Fault>): Fault => (path) => (path.includes('/pull') ? outcome : undefined);

/** The texts of all entries on the phone, sorted. */
export async function texts(phone: Local): Promise<string[]> {
  const { entries } = await listEntryViews(phone);
  return entries.map(({ text }) => text).sort();
}
