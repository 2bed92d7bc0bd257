import { configure, fireEvent, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { House, openApp, until } from './phone';

// A busy machine draws slowly; nothing here is about time.
vi.setConfig({ testTimeout: 30_000 });
configure({ asyncUtilTimeout: 10_000 });

const ANA = 'ana@example.org';
const PASSWORD = 'a long enough password';
const NOW = '2026-11-18T12:00:00Z';
let house: House;
let app: Awaited<ReturnType<typeof openApp>>;
let made = 0;

function put(text: string, local_day: string, mood: number | null): void {
  made += 1;
  const doc = { text, mood, written_at: `${local_day}T10:00:00Z`, zone: 'Europe/Berlin', local_day, people: [], context: [], read: true };
  house.server(ANA).change('entry', `01900000-0000-7000-8000-${String(made).padStart(12, '0')}`, doc);
}

async function open(path: string): Promise<void> {
  app = await openApp(house, '/sign-in');
  await fireEvent.input(await screen.findByLabelText('E-mail'), { target: { value: ANA } });
  await fireEvent.input(screen.getByLabelText('Password'), { target: { value: PASSWORD } });
  await fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  await screen.findByRole('heading', { name: 'Today' });
  await until(() => app.sync.phase === 'idle' && app.journal.entries.length > 0, 'the journal to come');
  const { navigate } = await import('../../src/router');
  navigate(path);
}

const day = (name: RegExp): HTMLButtonElement => screen.getByRole('button', { name });
/** Presses a key and waits until the day that is said then is this one. */
async function walk(name: string, to: RegExp, more: KeyboardEventInit = {}): Promise<void> {
  await fireEvent.keyDown(document.activeElement!, { key: name, ...more });
  await until(() => to.test(document.activeElement?.getAttribute('aria-label') ?? ''), `${name} to lead to ${to.source}`);
}

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(NOW) });
  house = new House();
  house.add(ANA, 'client', PASSWORD);
  house.server(ANA).pageSize = 100;
  put('Low one.', '2026-11-16', 2);
  put('Good one.', '2026-11-16', 4);
  put('No mood.', '2026-11-03', null);
  put('Last month.', '2026-10-31', 5);
  put('Last year.', '2025-06-01', 5);
});

afterEach(async () => {
  vi.useRealTimers();
  await app.close();
});

describe('a month', () => {
  it('says each day in words, and how much was written', async () => {
    await open('/journal/calendar');
    await screen.findByRole('grid', { name: 'November 2026' });
    expect(day(/16.*2 entries, mood Low, Good/)).toBeTruthy();
    expect(day(/November 3.*1 entry$/)).toBeTruthy();
    expect(day(/November 4.*no entry/)).toBeTruthy();
    expect(day(/November 18/).getAttribute('aria-current')).toBe('date');
    expect(day(/November 19/).disabled).toBe(true);
    screen.getByText('You wrote on 2 of 18 days so far. Mood noted most often: Low and Good.');
  });

  it('shows the entries of a day that is tapped', async () => {
    await open('/journal/calendar');
    await screen.findByRole('grid');
    screen.getByText('Choose a day to see what you wrote.');
    await fireEvent.click(day(/November 16/));
    await screen.findByRole('link', { name: /Good one/ });
    screen.getByRole('link', { name: /Low one/ });
    expect(day(/November 16/).closest('td')?.getAttribute('aria-selected')).toBe('true');
    await fireEvent.click(day(/November 4/));
    await screen.findByText('Nothing written on this day.');
    expect(screen.queryByRole('link', { name: /Good one/ })).toBeNull();
  });

  it('is walked with the keyboard, no further than today and the first entry', async () => {
    await open('/journal/calendar');
    await screen.findByRole('grid');
    expect(screen.getAllByRole('button').filter((one) => one.closest('td') && one.tabIndex === 0)).toEqual([day(/November 18/)]);
    day(/November 18/).focus();
    await walk('ArrowRight', /November 18/);
    await walk('ArrowLeft', /November 17/);
    await walk('ArrowUp', /November 10/);
    await walk('Home', /Sunday, November 8/);
    await walk('End', /Saturday, November 14/);
    await walk('PageUp', /October 14/);
    await screen.findByRole('grid', { name: 'October 2026' });
    await walk('PageDown', /November 14/);
    await walk('PageUp', /November 14, 2025/, { shiftKey: true });
    await walk('PageUp', /June 1, 2025, 1 entry/, { shiftKey: true });
  });

  it('is left and come back to with its day', async () => {
    await open('/journal/calendar');
    await screen.findByRole('grid');
    await fireEvent.click(screen.getByRole('button', { name: 'Earlier month' }));
    await screen.findByRole('grid', { name: 'October 2026' });
    await fireEvent.click(await screen.findByRole('button', { name: /October 31/ }));
    await fireEvent.click(await screen.findByRole('link', { name: /Last month/ }));
    await screen.findByRole('link', { name: 'Edit' });
    history.back();
    await screen.findByRole('grid', { name: 'October 2026' });
    await until(() => document.activeElement?.textContent?.includes('Last month.') ?? false, 'the focus on the entry');
  });
});

describe('a year', () => {
  it('says its message, each month, and the same as a table', async () => {
    await open('/journal/year');
    await screen.findByRole('heading', { name: '2026' });
    screen.getByText('You wrote on 3 of 322 days so far.');
    screen.getByRole('link', { name: 'November 2026. You wrote on 2 of 18 days so far. Mood noted most often: Low and Good.' });
    expect(screen.queryByRole('link', { name: /December/ })).toBeNull();
    const row = within(screen.getByRole('row', { name: /^October/, hidden: true }));
    expect(row.getAllByRole('cell', { hidden: true }).map((one) => one.textContent)).toEqual(['1', '0', '0', '0', '0', '1']);
  });

  it('goes back as far as the journal, and opens a month', async () => {
    await open('/journal/year');
    const earlier = await screen.findByRole('button', { name: 'Earlier year' });
    await fireEvent.click(earlier);
    await screen.findByRole('heading', { name: '2025' });
    expect(earlier.getAttribute('aria-disabled')).toBe('true');
    await fireEvent.click(await screen.findByRole('link', { name: /^June 2025/ }));
    await screen.findByRole('grid', { name: 'June 2025' });
    expect(location.pathname).toBe('/journal/calendar');
  });
});
