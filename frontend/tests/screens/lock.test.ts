import { configure, fireEvent, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { thinkQuickly } from '../data/quick';
import { House, openApp, until } from './phone';

// Many windows are opened here, one after the other, and each seals and opens for real: a busy machine may take its time.
configure({ asyncUtilTimeout: 8000 });
vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 });

const ANA = 'ana@example.org';
const PASSWORD = 'a long enough password';
const PIN = '2580';
let house: House;
let app: Awaited<ReturnType<typeof openWhole>>;
let close = async (): Promise<void> => undefined;
let hidden = false;

const press = async (name: string | RegExp): Promise<void> => {
  await fireEvent.click(await screen.findByRole('button', { name }));
};
const type = async (label: string, words: string): Promise<void> => {
  await fireEvent.input(await screen.findByLabelText(label), { target: { value: words } });
};

/** The app, with the verbs of the window that was just opened. */
async function openWhole(path: string) {
  const opened = await openApp(house, path);
  const [{ lock }, { lockNow }, { openedLocal }, { leaveNow }, { unlock }, { recordEntry }] = await Promise.all([
    import('../../src/state/lock.svelte'),
    import('../../src/state/locking'),
    import('../../src/state/opened'),
    import('../../src/ui/leaving'),
    import('../../src/actions/unlock'),
    import('../../src/actions/recordEntry'),
  ]);
  return { ...opened, lock, lockNow, openedLocal, leaveNow, unlock, recordEntry };
}

async function start(path = '/'): Promise<void> {
  await close();
  app = await openWhole(path);
  close = app.close;
}

async function signIn(): Promise<void> {
  await start('/sign-in');
  await type('E-mail', ANA);
  await type('Password', PASSWORD);
  await press('Sign in');
}

async function setPin(): Promise<void> {
  await start('/you/settings');
  await press('Set a PIN');
  await type('New PIN or passphrase', PIN);
  await type('The same again', PIN);
  await press('Lock with this');
  await screen.findByText(/locked with a PIN/);
}

async function enter(pin: string): Promise<void> {
  await type('PIN', pin);
  await press('Open');
}

function hide(is: boolean): void {
  hidden = is;
  document.dispatchEvent(new Event('visibilitychange'));
}

const veiled = (): boolean => document.documentElement.classList.contains('veiled');
const databases = async (): Promise<string[]> => (await indexedDB.databases()).map(({ name }) => name ?? '');

beforeEach(async () => {
  thinkQuickly();
  localStorage.clear();
  sessionStorage.clear();
  hidden = false;
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => (hidden ? 'hidden' : 'visible'));
  house = new House();
  house.add(ANA, 'client', PASSWORD);
  await signIn();
  await screen.findByRole('heading', { name: 'Today' });
  await app.recordEntry({ text: 'The gulls were loud.', mood: 3 });
  await until(() => app.journal.entries[0]?.place === 'kept', 'the entry to be kept');
  await setPin();
});

afterEach(async () => {
  await close();
  close = async () => undefined;
  document.documentElement.className = '';
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a locked notebook', () => {
  it('asks for the PIN at the start, shows nothing of itself, and opens with it', async () => {
    await start('/journal');
    await screen.findByRole('heading', { name: 'Locked' });
    expect(document.title).toBe('Locked · Holdfast');
    expect(document.body.textContent).not.toMatch(/gulls|ana@/i);
    expect([app.session.profile, app.journal.entries]).toEqual([null, []]);
    await enter('2581');
    await screen.findByText('That is not the PIN.');
    await enter(PIN);
    await screen.findByText(/The gulls were loud/);
    expect(app.session).toMatchObject({ state: 'signed_in', profile: { email: ANA } });
  });

  it('does not sync, and leaves Help open', async () => {
    await start();
    await screen.findByRole('heading', { name: 'Locked' });
    const asked = house.asked.length;
    app.pokeSync();
    window.dispatchEvent(new Event('online'));
    expect(house.asked.length).toBe(asked);
    await fireEvent.click(await screen.findByRole('link', { name: 'Help is open without a PIN.' }));
    await screen.findByRole('heading', { name: 'Help' });
  });

  it('keeps no words in memory, and what was just typed is there again', async () => {
    await start();
    await enter(PIN);
    await type('What you want to write', 'Half');
    await until(async () => (await app.openedLocal()!.db.count('drafts')) === 1, 'the first save');
    await type('What you want to write', 'Half a sent');
    await app.lockNow();
    await screen.findByRole('heading', { name: 'Locked' });
    expect([app.session.profile, app.journal.entries, app.openedLocal()]).toEqual([null, [], null]);
    await enter(PIN);
    const field = await screen.findByLabelText<HTMLTextAreaElement>('What you want to write');
    await until(() => field.value === 'Half a sent', 'the draft to come back');
  });

  it('asks for the PIN after signing in over a locked copy, too', async () => {
    await start();
    await press('I don’t know it');
    await press('Sign out and keep the locked copy');
    await signIn();
    await screen.findByRole('heading', { name: 'Locked' });
    await enter(PIN);
    await screen.findByRole('heading', { name: 'Today' });
  });

  it('can be taken off with the PIN alone', async () => {
    await start('/you/settings');
    await enter(PIN);
    await press('Take the lock off');
    await type('The one you use now', '2581');
    await press('Take the lock off');
    await screen.findByText(/That is not the PIN\. 9 more wrong tries/);
    await type('The one you use now', PIN);
    await press('Take the lock off');
    await screen.findByRole('button', { name: 'Set a PIN' });
    await start();
    await screen.findByRole('heading', { name: 'Today' });
  });
});

describe('locking by itself', () => {
  const later = (ms: number): void => {
    vi.setSystemTime(Date.now() + ms);
  };

  it('blanks the page the moment the window is hidden, and not a moment longer', async () => {
    hide(true);
    expect(veiled()).toBe(true);
    hide(false);
    await until(() => !veiled(), 'the page to show');
    expect(app.session.state).toBe('signed_in');
  });

  it('happens after the chosen minutes out of sight', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    hide(true);
    later(59_000);
    hide(false);
    await until(() => !veiled(), 'the page to show');
    expect(app.session.state).toBe('signed_in');
    hide(true);
    later(61_000);
    hide(false);
    expect(veiled()).toBe(true);
    await until(() => app.session.state === 'locked', 'the lock');
  });

  it('happens after the chosen minutes without a touch, and a touch alone does not call it off', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await fireEvent.click(screen.getByRole('radio', { name: 'After 5 minutes' }));
    await until(() => app.lock.face?.minutes === 5, 'the choice');
    later(240_000);
    window.dispatchEvent(new Event('keydown'));
    later(240_000);
    hide(false);
    expect(app.session.state).toBe('signed_in');
    later(61_000);
    window.dispatchEvent(new Event('pointerdown'));
    await until(() => app.session.state === 'locked', 'the lock');
  });

  it('does not happen without a lock', async () => {
    await press('Take the lock off');
    await type('The one you use now', PIN);
    await press('Take the lock off');
    await screen.findByRole('button', { name: 'Set a PIN' });
    vi.useFakeTimers({ toFake: ['Date'] });
    hide(true);
    later(3_600_000);
    hide(false);
    await until(() => !veiled(), 'the page to show');
    expect(app.session.state).toBe('signed_in');
  });
});

describe('ten wrong tries', () => {
  async function failNine(): Promise<void> {
    vi.useFakeTimers({ toFake: ['Date'] });
    for (let i = 1; i < 10; i += 1) {
      await expect(app.unlock('2581')).rejects.toMatchObject({ code: 'wrong' });
      vi.setSystemTime(Date.now() + 400_000);
    }
  }

  it('erase this phone’s copy; the server keeps its own, and the next sign-in brings it back', async () => {
    await start();
    await screen.findByLabelText('PIN');
    await failNine();
    await start();
    await screen.findByText(/1 more wrong try and the copy on this phone is erased/);
    await enter('2581');
    await screen.findByText(/so the copy on this phone was erased/);
    expect(await databases()).not.toContain(`holdfast-${house.accounts.get(ANA)!.profile.id}`);
    expect(house.signedIn).toBeNull();
    vi.useRealTimers();
    await signIn();
    await until(() => app.journal.entries[0]?.text === 'The gulls were loud.', 'the entry to come back');
  });

  it('name what would be lost before they do it', async () => {
    house.online = false;
    await app.recordEntry({ text: 'Only here.', mood: null });
    await start();
    await screen.findByLabelText('PIN');
    await failNine();
    await start();
    await screen.findByText(/Only on this phone, and lost for good if it is erased: 1 entry\./);
    await press('I don’t know it');
    const sheet = within(await screen.findByRole('dialog', { name: 'Without the PIN' }));
    sheet.getByText(/lost for good if it is erased: 1 entry\./);
  });
});

describe('the quick exit', () => {
  it('empties the page and the memory at once; the same tab opens nothing by itself', async () => {
    await start('/journal');
    await enter(PIN);
    await screen.findByText(/The gulls were loud/);
    const replace = vi.fn(() => expect(document.body.textContent).toBe(''));
    app.leaveNow({ replace });
    expect(replace).toHaveBeenCalledWith('about:blank');
    await until(() => app.openedLocal() === null, 'the notebook to shut');
    expect(app.journal.entries).toEqual([]);
    await start();
    await screen.findByRole('heading', { name: 'Locked' });
  });

  it('leads back to a closed page where there is no PIN', async () => {
    await press('Take the lock off');
    await type('The one you use now', PIN);
    await press('Take the lock off');
    await screen.findByRole('button', { name: 'Set a PIN' });
    app.leaveNow({ replace: vi.fn() });
    await start('/journal');
    await screen.findByRole('heading', { name: 'Closed' });
    expect(document.body.textContent).not.toMatch(/gulls|ana@/i);
    await press('Open');
    await screen.findByText(/The gulls were loud/);
  });
});
