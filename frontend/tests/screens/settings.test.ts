import { configure, fireEvent, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { House, openApp, until } from './phone';

configure({ asyncUtilTimeout: 5000 });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ANA = 'ana@example.org';
const EVENING = '2026-11-16T20:05:00Z';
let house: House;
let app: Awaited<ReturnType<typeof openApp>>;

const press = async (name: string | RegExp): Promise<void> => {
  await fireEvent.click(await screen.findByRole('button', { name }));
};
const choose = async (legend: string, name: string): Promise<void> => {
  const group = within(await screen.findByRole('group', { name: legend }));
  await fireEvent.click(group.getByRole('radio', { name }));
};
const kept = (): Record<string, string> => JSON.parse(localStorage.getItem('holdfast.look') ?? '{}') as Record<string, string>;

/** What the browser of this phone says of its room. */
function giveRoom(room: { safe: boolean; promises?: boolean; used?: number }): ReturnType<typeof vi.fn> {
  const persist = vi.fn(async () => (room.safe = room.promises ?? false));
  const storage = { persisted: async () => room.safe, persist, estimate: async () => ({ usage: room.used ?? 1_340_000 }) };
  Object.defineProperty(navigator, 'storage', { configurable: true, value: storage });
  return persist;
}

async function open(path: string): Promise<void> {
  house = new House();
  localStorage.setItem('holdfast.account', house.add(ANA).id);
  house.signedIn = ANA;
  house.routes['GET /api/v1/lessons/'] = () => new Response('{"results":[]}', { headers: { 'Content-Type': 'application/json' } });
  app = await openApp(house, path);
}

async function write(words: string): Promise<void> {
  await fireEvent.input(await screen.findByLabelText('What you want to write'), { target: { value: words } });
  await press('Save');
  await until(() => app.journal.entries.some(({ text, place }) => text === words && place === 'kept'), `${words} to be kept`);
}

beforeEach(() => {
  localStorage.clear();
  giveRoom({ safe: false });
});

afterEach(async () => {
  Reflect.deleteProperty(navigator, 'storage');
  await app.close();
});

describe('the look of the app', () => {
  it('is kept on this device, and every choice is shown as chosen', async () => {
    await open('/you/settings');
    await choose('Colours', 'Dark');
    await choose('Size of text', 'Largest');
    await choose('Movement', 'Always still');
    await choose('Letters of your entries', 'Plain');
    expect(kept()).toMatchObject({ theme: 'dark', size: '4', motion: 'less', words: 'sans' });
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Largest' }).checked).toBe(true);
    expect(house.asked.filter((line) => line.startsWith('PATCH'))).toEqual([]);
  });

  it('tells the script that dresses the page to look again', async () => {
    await open('/you/settings');
    const heard = vi.fn();
    window.addEventListener('holdfast-look', heard);
    await choose('Colours', 'High contrast');
    window.removeEventListener('holdfast-look', heard);
    expect(heard).toHaveBeenCalledOnce();
  });

  it('gives calendar and times of every screen the chosen order', async () => {
    await open('/you/settings');
    const [{ nameTime }, { firstWeekday }, { nameTime: nameClock }] = await Promise.all([
      import('../../src/domain/days'),
      import('../../src/domain/calendar'),
      import('../../src/domain/reminders'),
    ]);
    const said = (): unknown[] => [nameTime(EVENING, 'UTC', 'en-GB'), nameClock('20:05', 'en-GB'), firstWeekday('en-US')];
    expect(said()).toEqual(['20:05', '20:05', 7]);
    await choose('Time of day', '8:05 PM');
    await choose('The calendar begins on', 'Saturday');
    expect(said()).toEqual(['08:05 pm', '08:05 pm', 6]);
    await choose('Time of day', '20:05');
    await choose('The calendar begins on', 'Monday');
    expect([nameTime(EVENING, 'UTC', 'en-US'), firstWeekday('en-US')]).toEqual(['20:05', 1]);
    expect(screen.getByText(/always goes from Monday to Sunday \(weeks by ISO 8601\)/)).toBeTruthy();
  });

  it('is as chosen when the app is opened again', async () => {
    localStorage.setItem('holdfast.look', '{"hours":"24","firstDay":"7","face":"tides"}');
    await open('/');
    const [{ nameTime }, { firstWeekday }] = await Promise.all([import('../../src/domain/days'), import('../../src/domain/calendar')]);
    expect([nameTime(EVENING, 'UTC', 'en-US'), firstWeekday('de')]).toEqual(['20:05', 7]);
    await screen.findByRole('heading', { name: 'Today' });
    expect(document.title).toBe('Today · Tides');
  });

  it('holds until the page is closed where the browser keeps nothing, and says so', async () => {
    await open('/you/settings');
    const set = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await choose('Colours', 'Dark');
    expect((await screen.findByRole('alert')).textContent).toContain('does not keep the choice');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Dark' }).checked).toBe(true);
    set.mockRestore();
  });
});

describe('what stays where', () => {
  const place = async () => within((await screen.findByRole('heading', { name: 'What stays where' })).closest('section')!);

  it('says that the browser may empty the place, how much is in it, and lets it be asked', async () => {
    const persist = giveRoom({ safe: false, promises: true });
    await open('/you/settings');
    await (await place()).findByText(/may empty this place/);
    expect((await place()).getByText(/about 1\.3 MB/)).toBeTruthy();
    await press('Ask the browser to keep it');
    await (await place()).findByText(/has promised not to empty/);
    expect(persist).toHaveBeenCalledOnce();
    expect(screen.queryByRole('button', { name: 'Ask the browser to keep it' })).toBeNull();
  });

  it('says plainly that the browser does not promise it', async () => {
    giveRoom({ safe: false, promises: false });
    await open('/you/settings');
    await press('Ask the browser to keep it');
    await screen.findByText(/does not promise it yet/);
    await (await place()).findByText(/may empty this place/);
  });

  it('does not claim to know where the browser cannot say', async () => {
    Reflect.deleteProperty(navigator, 'storage');
    await open('/you/settings');
    await (await place()).findByText(/does not say whether/);
  });

  it('is asked of the browser once, when the first words are there', async () => {
    const persist = giveRoom({ safe: false });
    await open('/');
    await screen.findByRole('heading', { name: 'Today' });
    expect(persist).not.toHaveBeenCalled();
    await write('one');
    await until(() => persist.mock.calls.length === 1, 'the question');
    await write('two');
    expect(persist).toHaveBeenCalledOnce();
  });
});

describe('the way to the home screen', () => {
  const prompt = vi.fn(async () => ({ outcome: 'accepted' }));
  const hint = (): HTMLElement | null => screen.queryByRole('heading', { name: 'Keep it at hand?' });
  /** Whether the hint is wanted, asked at its source: the screen fetches it a moment later. */
  const wanted = async (): Promise<boolean> => (await import('../../src/state/install.svelte')).install.hint;

  /** Chrome would ask by itself now. Says whether the page holds it back. */
  async function offer(): Promise<boolean> {
    const { watchInstall } = await import('../../src/state/install.svelte');
    watchInstall();
    const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt });
    window.dispatchEvent(event);
    return event.defaultPrevented;
  }

  beforeEach(() => prompt.mockClear());

  it('is offered after the third kept entry, not before, and the browser then asks', async () => {
    await open('/');
    await screen.findByRole('heading', { name: 'Today' });
    expect(await offer()).toBe(true);
    await write('one');
    await write('two');
    expect(await wanted()).toBe(false);
    house.online = false;
    await fireEvent.input(await screen.findByLabelText('What you want to write'), { target: { value: 'three' } });
    await press('Save');
    await until(() => app.journal.entries.length === 3, 'the third entry');
    expect(await wanted()).toBe(false);
    house.online = true;
    app.pokeSync();
    await screen.findByRole('heading', { name: 'Keep it at hand?' });
    await press('Put it there');
    await screen.findByText('On its way to the home screen.');
    expect(prompt).toHaveBeenCalledOnce();
    expect(hint()).toBeNull();
  });

  it('is never offered again once it was declined', async () => {
    await open('/');
    await screen.findByRole('heading', { name: 'Today' });
    await offer();
    for (const words of ['one', 'two', 'three']) await write(words);
    await screen.findByRole('heading', { name: 'Keep it at hand?' });
    await press('No, thank you');
    await until(() => hint() === null, 'the hint to go');
    await app.close();
    app = await openApp(house, '/');
    await offer();
    await until(() => app.journal.entries.length === 3, 'the journal');
    expect(await wanted()).toBe(false);
  });

  it('is shown in words and drawings on an iPhone, which has no question to ask', async () => {
    const agent = vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)');
    await open('/you/settings');
    await screen.findByText(/Choose “Add to Home Screen”/);
    expect(screen.queryByRole('button', { name: 'Put it there' })).toBeNull();
    agent.mockRestore();
  });

  it('lets a plainer name and picture be chosen', async () => {
    await open('/you/settings');
    await choose('Name and picture', 'Notebook');
    expect(kept()).toMatchObject({ face: 'notebook' });
    await until(() => document.title === 'Settings and account · Notebook', 'the title');
  });
});

describe('the page of settings', () => {
  it('leads to each of its sections, and to what lives elsewhere', async () => {
    await open('/you/settings');
    const links = within(await screen.findByRole('navigation', { name: 'On this page' })).getAllByRole('link');
    expect(links.map((link) => link.textContent)).toEqual(['Reading', 'Writing', 'Look', 'Lock', 'Reminders', 'What stays where', 'Account']);
    for (const link of links) expect(document.getElementById(link.getAttribute('href')!.slice(1))).not.toBeNull();
    expect(screen.getByRole('link', { name: 'Set reminders' }).getAttribute('href')).toBe('/you/reminders');
  });
});
