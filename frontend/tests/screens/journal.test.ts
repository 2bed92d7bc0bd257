import { configure, fireEvent, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { shiftDayByMonths } from '../../src/domain/calendar';
import { shiftDay, today } from '../../src/domain/days';
import type { EntryDoc, Tag } from '../../src/data/types';
import { everything } from '../data/phone';
import { House, openApp, until } from './phone';

// A busy machine draws a hundred entries slowly; nothing here is about time.
vi.setConfig({ testTimeout: 30_000 });
configure({ asyncUtilTimeout: 10_000 });

const ANA = 'ana@example.org';
const PASSWORD = 'a long enough password';
let house: House;
let app: Awaited<ReturnType<typeof openApp>>;
let made = 0;

function put(text: string, more: Partial<EntryDoc> = {}, tag?: Partial<Tag>): string {
  made += 1;
  const id = `01900000-0000-7000-8000-${String(made).padStart(12, '0')}`;
  const server = house.server(ANA);
  server.change('entry', id, {
    text, mood: 3, written_at: '2026-11-17T21:05:00+01:00', zone: 'Europe/Berlin', local_day: today(), people: [], context: [], read: true, ...more,
  });
  if (!tag) return id;
  const whole = { id: `t${made}`, pattern: 'reassurance_seeking', family: 'anxious', holder: 'self', status: 'enacted', start: 0, end: 1, quote: '', confidence: 1, why: '', person: null, verdict: null, corrected: null, ...tag };
  server.change('reading', id, { entry: id, content_version: 1, engine: 'e', language: 'en', skipped: null, tags: [whole] });
  return id;
}

async function signIn(): Promise<void> {
  app = await openApp(house, '/sign-in');
  await fireEvent.input(await screen.findByLabelText('E-mail'), { target: { value: ANA } });
  await fireEvent.input(screen.getByLabelText('Password'), { target: { value: PASSWORD } });
  await fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  await screen.findByRole('heading', { name: 'Today' });
}

async function open(path: string): Promise<void> {
  await signIn();
  await until(() => app.sync.phase === 'idle' && app.journal.entries.length > 0, 'the journal to come');
  const { navigate } = await import('../../src/router');
  navigate(path);
  await screen.findByRole('heading', { level: 1, name: /Journal|Search/ });
}

const lines = (): string[] => [...document.querySelectorAll('main .day a.entry .name')].map((one) => one.textContent!.trim());
const look = async (words: string): Promise<void> => {
  await fireEvent.input(screen.getByLabelText('Words'), { target: { value: words } });
};
const older = async (): Promise<void> => {
  await fireEvent.click(await screen.findByText('Show older entries'));
};
const lineOf = (words: string): HTMLElement => [...document.querySelectorAll<HTMLElement>('main a.entry')].find((one) => one.textContent!.includes(words))!;
const press = async (name: string | RegExp): Promise<void> => {
  await fireEvent.click(await screen.findByRole('button', { name }));
};

beforeEach(() => {
  localStorage.clear();
  house = new House();
  house.add(ANA, 'client', PASSWORD);
  house.server(ANA).pageSize = 300;
});

afterEach(() => app.close());

describe('the journal', () => {
  it('is not called empty while it is still on its way to a new phone', async () => {
    put('Tea with Jo.');
    let arrive = (): void => undefined;
    const held = new Promise<void>((done) => (arrive = done));
    const { fetch } = house;
    Object.assign(house, { fetch: async (...asked: Parameters<typeof fetch>) => (String(asked[0]).includes('/pull') && (await held), fetch(...asked)) });
    await signIn();
    await until(() => app.sync.phase === 'working', 'the journal to be on its way');
    const { navigate } = await import('../../src/router');
    navigate('/journal');
    await screen.findByText('Opening your journal');
    arrive();
    await until(() => lines().join() === 'Tea with Jo.', 'the entry');
  });

  it('grows from its end and stands under days; the keyboard goes on with what came', async () => {
    for (let i = 0; i < 70; i += 1) put(`Day ${i}.`, { local_day: shiftDay(today(), -i) });
    await open('/journal');
    await until(() => lines().length === 30, 'the first thirty');
    expect(screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent).slice(0, 2)).toEqual(['Today', 'Yesterday']);
    await older();
    await until(() => lines().length === 60, 'thirty more');
    await until(() => document.activeElement?.textContent?.includes('Day 30.') ?? false, 'the focus on the first new one');
    await older();
    await screen.findByText('This is where your journal starts.');
    expect(lines()).toHaveLength(70);
    expect(screen.queryByText('Show older entries')).toBeNull();
  });

  it('opens where it was left', async () => {
    for (let i = 0; i < 50; i += 1) put(`Day ${i}.`, { local_day: shiftDay(today(), -i) });
    await open('/journal');
    await older();
    await until(() => lineOf('Day 45.') !== undefined, 'the entry to be there');
    await fireEvent.click(lineOf('Day 45.'));
    await fireEvent.click(await screen.findByRole('link', { name: 'Journal', current: false }));
    await until(() => document.activeElement?.textContent?.includes('Day 45.') ?? false, 'the focus on the entry that was read');
  });

  it('keeps this day of earlier times closed until it is wanted', async () => {
    put('Now.');
    put('Then.', { local_day: shiftDayByMonths(today(), -24) });
    put('Other day.', { local_day: shiftDay(shiftDayByMonths(today(), -24), -1) });
    await open('/journal');
    const box = (await screen.findByText('On this day')).closest('details')!;
    expect(box.open).toBe(false);
    expect(within(box).getByRole('heading', { level: 3 }).textContent).toMatch(/^2 years ago/);
    expect(within(box).getAllByRole('link', { hidden: true }).map((one) => one.querySelector('.name')?.textContent)).toEqual(['Then.']);
  });
});

describe('searching', () => {
  it('finds words anywhere in the journal, marks them, and writes nothing down', async () => {
    const wrote = vi.spyOn(Storage.prototype, 'setItem');
    for (let i = 0; i < 60; i += 1) put(`Day ${i}.`, { local_day: shiftDay(today(), -i) });
    put('Kaffee im Café mit Mia.', { local_day: shiftDay(today(), -400) });
    await open('/journal/search');
    wrote.mockClear();
    await look('cafe mia');
    await until(() => lines().length === 1, 'the one');
    expect([...document.querySelectorAll('mark')].map((one) => one.textContent)).toEqual(['Café', 'Mia']);
    await until(() => document.querySelector('p[role=status]')?.textContent === '1 entry', 'the count, once everything was looked at');
    const { theLocal } = await import('../../src/state/opened');
    expect(await everything(theLocal())).not.toMatch(/cafe mia|Café/);
    expect(`${location.href}${document.title}${JSON.stringify(history.state)}`).not.toContain('caf');
    expect(wrote).not.toHaveBeenCalled();
    expect(house.asked.join()).not.toContain('caf');
  });

  it('joins words and filters, says when nothing fits, and starts again', async () => {
    put('I asked again.', {}, {});
    put('I wanted to ask again.', {}, { status: 'resisted' });
    put('We made up again.', {}, { pattern: 'repair', family: 'secure' });
    await open('/journal/search');
    screen.getByText('What are you looking for?');
    await look('again');
    await until(() => lines().length === 3, 'all three');
    await press('Pulls not followed');
    await until(() => lines().join() === 'I wanted to ask again.', 'the pull');
    await press('Steady moments');
    await screen.findByText('No entry on this phone fits all of this.');
    await press('Start again');
    await screen.findByText('What are you looking for?');
    await press('Steady moments');
    await until(() => lines().join() === 'We made up again.', 'the steady one');
  });

  it('is there again after "back", and forgotten when it is entered anew', async () => {
    put('Tea with Jo.');
    await open('/journal/search');
    await look('tea');
    await fireEvent.click(await screen.findByRole('link', { name: /Tea/ }));
    await screen.findByRole('link', { name: 'Edit' });
    history.back();
    await until(() => screen.queryByLabelText<HTMLInputElement>('Words')?.value === 'tea', 'the words to stand there');
    const { navigate } = await import('../../src/router');
    navigate('/journal');
    await screen.findByRole('heading', { level: 1, name: 'Journal' });
    navigate('/journal/search');
    expect((await screen.findByLabelText<HTMLInputElement>('Words')).value).toBe('');
  });

  it('follows what is written and deleted meanwhile', async () => {
    put('Tea with Jo.');
    await open('/journal/search');
    await look('tea');
    await until(() => lines().length === 1, 'the first');
    const id = put('More tea.');
    app.pokeSync();
    await until(() => lines().length === 2, 'the second');
    house.server(ANA).feed.push({ seq: house.server(ANA).feed.length + 1, kind: 'entry', id, version: 2, deleted: true, doc: null });
    app.pokeSync();
    await until(() => lines().length === 1, 'the second to go');
  });

  it('is forgotten with everything that was opened when the journal closes', async () => {
    put('Tea with Jo.');
    await open('/journal/search');
    await look('tea');
    await until(() => lines().length === 1, 'the one');
    const [{ library }, { looking }] = await Promise.all([import('../../src/state/library.svelte'), import('../../src/state/looking')]);
    expect([library.entries.length, looking.query.words]).toEqual([1, 'tea']);
    app.closeDevice();
    expect([library.entries.length, library.complete, looking.query.words]).toEqual([0, false, '']);
  });
});
