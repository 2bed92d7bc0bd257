// Today as Ana opens it, signed in; each test of a file that imports this begins there.
import { configure, fireEvent, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, vi } from 'vitest';
import type { theLocal } from '../../src/state/opened';
import { House, openApp } from './phone';

// Two cores, many at work: a screen that is fetched may take its time.
configure({ asyncUtilTimeout: 5000 });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

export const ANA = 'ana@example.org';
export let house: House;
export let app: Awaited<ReturnType<typeof openApp>>;

export const press = async (name: string | RegExp): Promise<void> => {
  await fireEvent.click(await screen.findByRole('button', { name }));
};
export const field = (): Promise<HTMLTextAreaElement> => screen.findByLabelText<HTMLTextAreaElement>('What you want to write');
export const type = async (words: string): Promise<void> => {
  await fireEvent.input(await field(), { target: { value: words } });
};
export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
export const texts = (): [string, number | null][] => app.journal.entries.map(({ text, mood }) => [text, mood]);
export let local: typeof theLocal;
export const one = () => app.journal.entries[0]!;

export async function open(): Promise<void> {
  app = await openApp(house, '/');
  local = (await import('../../src/state/opened')).theLocal;
  await screen.findByRole('heading', { name: 'Today' });
}

beforeEach(async () => {
  vi.useRealTimers();
  localStorage.clear();
  house = new House();
  localStorage.setItem('holdfast.account', house.add(ANA).id);
  house.signedIn = ANA;
  await open();
});

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await app.close();
});
