import { configure, fireEvent, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { thinkQuickly } from '../data/quick';
import { House, openApp, until } from './phone';

configure({ asyncUtilTimeout: 5000 });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ANA = 'ana@example.org';
const PASSWORD = 'a long enough password';
const DAY_MS = 86_400_000;
let house: House;
let app: Awaited<ReturnType<typeof openApp>>;

const press = async (name: string | RegExp): Promise<void> => {
  await fireEvent.click(await screen.findByRole('button', { name }));
};
const type = async (label: string, words: string): Promise<void> => {
  await fireEvent.input(await screen.findByLabelText(label), { target: { value: words } });
};
const write = async (words: string): Promise<void> => {
  await type('What you want to write', words);
  await press('Save');
  await until(() => app.journal.entries.some(({ text }) => text === words), `${words} to be shown`);
};
const strip = (): string => document.querySelector('.strip')?.textContent?.trim() ?? '';
const said = (words: RegExp): Promise<void> => until(() => words.test(strip()), `the strip to say ${words}; it says: ${strip()}`);
const texts = (): string[] => app.journal.entries.map(({ text }) => text).sort();

async function signIn(): Promise<void> {
  await type('E-mail', ANA);
  await type('Password', PASSWORD);
  await press('Sign in');
  await screen.findByRole('heading', { name: 'Today' });
}

/** Ana's phone with one entry that the server has. */
async function start(): Promise<void> {
  house.add(ANA, 'client', PASSWORD);
  app = await openApp(house, '/sign-in');
  await signIn();
  await write('Kept.');
  await until(() => app.journal.entries[0]?.place === 'kept', 'the entry to be kept');
  await until(() => app.sync.phase === 'idle', 'the sync');
}

/** The browser runs out of room: the database goes, with `everything` also the small things; cookies stay. */
async function empty({ everything = false } = {}): Promise<void> {
  await app.close();
  const gone = (name: string): Promise<void> => new Promise((done) => (indexedDB.deleteDatabase(name).onsuccess = () => done()));
  for (const { name } of await indexedDB.databases()) await gone(name!);
  if (everything) localStorage.clear();
  house.asked.length = 0;
}

beforeEach(() => {
  vi.useRealTimers();
  localStorage.clear();
  sessionStorage.clear();
  house = new House();
});

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await app.close();
});

describe('a store that the browser emptied', () => {
  it.each([false, true])('fills again by itself, and it is said what happened and what may be lost (all of it gone: %s)', async (everything) => {
    await start();
    await empty({ everything });
    app = await openApp(house, '/');
    await until(() => texts().join() === 'Kept.', 'the entry to come back');
    await said(/emptied this notebook’s place on this phone\. What your server has comes back now\. Lost are only words that were never sent/);
    await press('All right');
    await until(() => strip() === '', 'the line to go');
  });

  it('with no connection says so on the first screen, and fills when there is one', async () => {
    await start();
    await empty();
    house.online = false;
    app = await openApp(house, '/');
    await screen.findByRole('heading', { name: 'This browser emptied the notebook’s place' });
    await screen.findByText(/Lost are only words that were never sent/);
    house.online = true;
    window.dispatchEvent(new Event('online'));
    await until(() => texts().join() === 'Kept.', 'the entry to come back');
    await said(/comes back now/);
  });

  it('with no session asks to sign in, and fills then', async () => {
    await start();
    await empty({ everything: true });
    house.signedIn = null;
    app = await openApp(house, '/');
    await screen.findByRole('heading', { name: 'This browser emptied the notebook’s place' });
    await fireEvent.click(screen.getByRole('link', { name: 'Sign in' }));
    await signIn();
    await until(() => texts().join() === 'Kept.', 'the entry to come back');
    await said(/comes back now/);
  });

  it.each([false, true])('took the lock with it: only the password opens it again (all of it gone: %s)', async (everything) => {
    thinkQuickly();
    await start();
    const { turnLockOn } = await import('../../src/actions/turnLockOn');
    await turnLockOn('2580', 1);
    await empty({ everything });
    // Twice: having looked once is no way in.
    for (let time = 0; time < 2; time += 1) {
      app = await openApp(house, '/');
      await screen.findByRole('heading', { name: 'This browser emptied the notebook’s place' });
      expect([app.session.state, texts()]).toEqual(['signed_out', []]);
      expect(house.asked).toEqual([]);
      if (time === 0) await app.close();
    }
    await fireEvent.click(screen.getByRole('link', { name: 'Sign in' }));
    await signIn();
    await until(() => texts().join() === 'Kept.', 'the entry to come back');
  });

  it('while it was open fills again, and says so', async () => {
    await start();
    const { openedLocal } = await import('../../src/state/opened');
    const account = openedLocal()!.account;
    const { eraseLocal } = await import('../../src/data/db');
    await eraseLocal(account);
    await said(/comes back now/);
    await until(() => texts().join() === 'Kept.', 'the entry to come back');
  });

  it('is not suspected where nobody ever was, nor after signing out', async () => {
    app = await openApp(house, '/');
    expect(house.asked).toEqual([]);
    await app.close();
    await start();
    const { signOut } = await import('../../src/actions/signOut');
    await signOut({ forget: true });
    await app.close();
    house.asked.length = 0;
    app = await openApp(house, '/');
    expect([house.asked, app.session.state, screen.queryByText(/emptied/)]).toEqual([[], 'signed_out', null]);
  });
});

describe('a browser that keeps nothing', () => {
  it('because it opens no database is said on the first screen, and not taken for an empty notebook', async () => {
    localStorage.setItem('holdfast.account', house.add(ANA).id);
    house.signedIn = ANA;
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('no', 'InvalidStateError');
    });
    app = await openApp(house, '/');
    await screen.findByRole('heading', { name: 'This browser keeps nothing here' });
  });

  it('because site data are blocked is said, not waited for without end, and again when somebody signs in', async () => {
    house.add(ANA, 'client', PASSWORD);
    const refuse = (): never => {
      throw new DOMException('no', 'SecurityError');
    };
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(refuse);
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(refuse);
    app = await openApp(house, '/');
    await screen.findByRole('heading', { name: 'This browser keeps nothing here' });
    await fireEvent.click(screen.getByRole('link', { name: 'Sign in' }));
    await type('E-mail', ANA);
    await type('Password', PASSWORD);
    await press('Sign in');
    expect((await screen.findByRole('alert')).textContent).toContain('does not let Holdfast keep anything here');
  });
});

describe('what keeps words from their way is said in words', () => {
  it('the sign-in page of a public network', async () => {
    await start();
    const portal = (): Response => new Response('<html>Welcome</html>', { headers: { 'Content-Type': 'text/html' } });
    house.server(ANA).faults.push((path) => (path.includes('/push') ? portal() : undefined));
    await write('On the train.');
    await said(/Something else answers in place of your server, perhaps the sign-in page of a public network\. You can go on writing\. 1 change waits here\./);
    await press('Try now');
    await until(() => strip() === '', 'the words to go on their way');
  });

  it('a server that has been gone for a week, with the day', async () => {
    await start();
    const gone = Date.now() - 7 * DAY_MS;
    await app.close();
    localStorage.setItem('holdfast.heard', String(gone));
    house.online = false;
    app = await openApp(house, '/');
    const { nameDate, localDay, deviceZone } = await import('../../src/domain/days');
    const day = nameDate(localDay(gone, deviceZone()));
    await write('Still here.');
    await until(() => strip() === `Your server has not answered since ${day}. You can go on writing; it is all kept on this phone. 1 change waits here.`, `the day; the strip says: ${strip()}`);
    house.online = true;
    app.pokeSync();
    await until(() => strip() === '', 'the line to go');
    expect(house.server(ANA).feed).toHaveLength(2);
  });

  it('an hour with no network is just that', async () => {
    await start();
    localStorage.setItem('holdfast.heard', String(Date.now() - 3_600_000));
    house.online = false;
    await write('On the train.');
    await said(/^No connection\. You can go on writing\. 1 change waits here\.$/);
  });

  it.each([['1990', Date.UTC(1990, 0, 1, 12)], ['2090', Date.UTC(2090, 0, 1, 12)]])('a clock set to %s, with no network to tell the time', async (year, now) => {
    vi.useFakeTimers({ toFake: ['Date'], now });
    localStorage.setItem('holdfast.account', house.add(ANA).id);
    house.signedIn = ANA;
    house.online = true;
    app = await openApp(house, '/');
    await screen.findByRole('heading', { name: 'Today' });
    await said(new RegExp(`^The clock of this phone says .*${year}.* Please set the clock right\\.$`));
    await write('In the wrong year.');
    await until(() => house.server(ANA).feed.length === 1, 'the words to arrive');
    expect(house.server(ANA).feed[0]?.doc).toMatchObject({ text: 'In the wrong year.', local_day: `${year}-01-01` });
    expect(texts()).toEqual(['In the wrong year.']);
  });

  it('a clock that is a week off, as the server’s own answers tell', async () => {
    await start();
    expect(strip()).toBe('');
    const ours = house.fetch;
    let apart = 7 * DAY_MS;
    vi.stubGlobal('fetch', async (...asked: Parameters<typeof ours>) => {
      const answer = await ours(...asked);
      answer.headers.set('Date', new Date(Date.now() + apart).toUTCString());
      return answer;
    });
    app.pokeSync();
    await said(/^The clock of this phone says/);
    apart = 60_000;
    app.pokeSync();
    await until(() => strip() === '', 'the line to go');
  });

  it('a phone that is full for what comes', async () => {
    await start();
    house.server(ANA).change('person', 'p1', { name: 'Ben', kind: 'friend' });
    const { IDBObjectStore } = globalThis;
    const put = IDBObjectStore.prototype.put;
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
      if (this.name === 'records') throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, given);
    });
    app.pokeSync();
    await said(/^This phone has no room left for what comes from your server\. What it has stays\./);
    expect(texts()).toEqual(['Kept.']);
    full.mockRestore();
    await press('Try now');
    await until(() => app.journal.people.length === 1, 'what could not be kept before');
  });

  it('an update that would lose what is being typed', async () => {
    await start();
    const getRegistration = vi.fn(async () => undefined);
    Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: Object.assign(new EventTarget(), { getRegistration }) });
    app.noteNewer();
    await said(/^A newer version is ready\./);
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await type('What you want to write', 'Only in this window.');
    await press('Update');
    await screen.findByText(/could not be kept on this phone yet, so the update waits/);
    expect(getRegistration).not.toHaveBeenCalled();
    full.mockRestore();
    Reflect.deleteProperty(navigator, 'serviceWorker');
  });
});
