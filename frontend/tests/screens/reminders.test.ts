import { fireEvent, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Device, Reminders, RemindersDoc } from '../../src/data/types';
import { json } from '../data/server';
import { House, openApp, until } from './phone';

const ANA = 'ana@example.org';
const PASSWORD = 'a long enough password';
const KEY = 'BAAA';
const LAPTOP: Device = { id: 'd1', name: 'Firefox on Linux', created_at: '2026-11-01T10:00:00Z' };
const PHONE: Device = { id: 'd2', name: 'Chrome on Android', created_at: '2026-11-02T10:00:00Z' };
const ONE = { id: 'r1', from: '20:00', to: null, days: [1, 2, 3, 4, 5, 6, 7], unless_written: false, on: true };
const unsubscribe = vi.fn(async () => true);
let house: House;
let app: Awaited<ReturnType<typeof openApp>>;
let kept: Reminders;
let devices: Device[];
let key: string | null;
let subscription: { unsubscribe: () => Promise<boolean>; toJSON: () => unknown } | null;
let answer: NotificationPermission;
let asked: number;
let sent: unknown;

const press = async (name: string | RegExp): Promise<void> => {
  await fireEvent.click(await screen.findByRole('button', { name }));
};

/** A browser that can be reached, once its person allows it. */
function giveBrowser(permission: NotificationPermission): void {
  const made = { unsubscribe, toJSON: () => ({ endpoint: 'https://push.test/1', keys: { p256dh: 'p', auth: 'a' } }) };
  const pushManager = { getSubscription: async () => subscription, subscribe: async () => (subscription = made) };
  const worker = { ready: Promise.resolve({ pushManager }), getRegistration: async () => ({ pushManager }) };
  const notification = { permission, requestPermission: async () => ((asked += 1), (notification.permission = answer)) };
  Object.defineProperty(navigator, 'serviceWorker', { value: worker, configurable: true });
  vi.stubGlobal('PushManager', class {});
  vi.stubGlobal('Notification', notification);
}

async function open(): Promise<void> {
  house.add(ANA, 'client', PASSWORD);
  app = await openApp(house, '/sign-in');
  await fireEvent.input(await screen.findByLabelText('E-mail'), { target: { value: ANA } });
  await fireEvent.input(screen.getByLabelText('Password'), { target: { value: PASSWORD } });
  await fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  await screen.findByRole('heading', { name: 'Today' });
  const { navigate } = await import('../../src/router');
  navigate('/you/reminders');
  // Its files are read and compiled when it is first opened, which takes a busy machine a while.
  await screen.findByRole('heading', { name: 'Reminders' }, { timeout: 10_000 });
}

beforeEach(() => {
  localStorage.clear();
  house = new House();
  kept = { reminders: [{ ...ONE, rings: true }], quiet: null, words: 'minute', zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  [devices, key, subscription, answer, asked, sent] = [[LAPTOP], KEY, null, 'granted', 0, undefined];
  unsubscribe.mockClear();
  house.routes = {
    'GET /api/v1/reminders/': () => json(kept),
    'PUT /api/v1/reminders/': (body) => {
      const doc = body as RemindersDoc;
      kept = { ...kept, ...doc, reminders: doc.reminders.map((one) => ({ ...one, rings: one.on })) };
      return json(kept);
    },
    'GET /api/v1/push-subscriptions/': () => json({ results: devices, key }),
    'POST /api/v1/push-subscriptions/': (body) => ((sent = body), json(PHONE, 201)),
    'DELETE /api/v1/push-subscriptions/d1/': () => new Response(null, { status: 204 }),
    'DELETE /api/v1/push-subscriptions/d2/': () => new Response(null, { status: 204 }),
  };
});

afterEach(async () => {
  await app.close();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, 'serviceWorker');
});

describe('the times', () => {
  it('are none by default, and no browser is asked anything', async () => {
    giveBrowser('default');
    kept.reminders = [];
    await open();
    await screen.findByText('No reminders.');
    expect(screen.queryByRole('heading', { name: 'Quiet hours' })).toBeNull();
    expect(asked).toBe(0);
  });

  it('are added in a sheet', async () => {
    giveBrowser('default');
    kept.reminders = [];
    await open();
    await press('Add a reminder');
    const sheet = within(await screen.findByRole('dialog', { name: 'A new reminder' }));
    await fireEvent.click(sheet.getByRole('radio', { name: /^Some time between/ }));
    await fireEvent.input(sheet.getByLabelText('Until'), { target: { value: '19:00' } });
    await sheet.findByText('Until has to be later than from, on the same day.');
    expect(sheet.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
    await fireEvent.input(sheet.getByLabelText('Until'), { target: { value: '21:30' } });
    await fireEvent.click(sheet.getByRole('button', { name: 'Mon' }));
    await fireEvent.click(sheet.getByRole('button', { name: 'Save' }));
    await screen.findByText(/Only if you wrote nothing that day/);
    const [one] = kept.reminders;
    expect(one).toMatchObject({ from: '20:00', to: '21:30', days: [2, 3, 4, 5, 6, 7], unless_written: true, on: true });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('are removed, and brought back with the same id', async () => {
    giveBrowser('default');
    await open();
    await press(/^Remove: .*:00/);
    await screen.findByText('No reminders.');
    await press('Undo');
    await until(() => kept.reminders.length === 1, 'the reminder to come back');
    expect(kept.reminders[0]).toMatchObject(ONE);
  });

  it('say when quiet hours cover them', async () => {
    giveBrowser('default');
    kept.reminders = [{ ...ONE, rings: false }];
    await open();
    await screen.findByText('Your quiet hours cover this, so it stays silent.');
  });

  it('stay as they were when the server cannot be reached', async () => {
    giveBrowser('default');
    await open();
    const box = await screen.findByRole<HTMLInputElement>('checkbox', { name: /Keep some hours free/ });
    house.online = false;
    await fireEvent.click(box);
    await screen.findByText(/There is no connection right now/);
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /Keep some hours free/ }).checked).toBe(false);
  });

  it('go by this phone’s clock when that is asked for', async () => {
    giveBrowser('default');
    kept.zone = 'Pacific/Kiritimati';
    await open();
    await screen.findByText(/By the clock of Pacific\/Kiritimati/);
    await press('Go by this phone’s clock');
    await until(() => screen.queryByText(/Kiritimati/) === null, 'the clock to change');
    expect(house.accounts.get(ANA)?.profile.zone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
  });
});

describe('this phone', () => {
  it('asks only in a tap, and tells the server how it is reached', async () => {
    giveBrowser('default');
    await open();
    await screen.findByRole('button', { name: 'Show reminders here' });
    expect([asked, sent]).toEqual([0, undefined]);
    await press('Show reminders here');
    await screen.findByText('Reminders show here.');
    expect(asked).toBe(1);
    expect(sent).toMatchObject({ endpoint: 'https://push.test/1', keys: { p256dh: 'p', auth: 'a' }, language: 'en' });
  });

  it('goes on without them when the person says no', async () => {
    giveBrowser('default');
    answer = 'denied';
    await open();
    await press('Show reminders here');
    await screen.findByText(/Notifications are blocked for Holdfast here/);
    expect(sent).toBeUndefined();
  });

  it('is told from other devices, and each can be removed', async () => {
    giveBrowser('granted');
    subscription = { unsubscribe, toJSON: () => ({}) };
    devices = [LAPTOP, PHONE];
    localStorage.setItem('holdfast.reminded', 'd2');
    await open();
    await press('Remove: Firefox on Linux');
    await until(() => house.asked.includes('DELETE /api/v1/push-subscriptions/d1/'), 'the laptop to go');
    expect(unsubscribe).not.toHaveBeenCalled();
    await press('Stop showing them here');
    await screen.findByRole('button', { name: 'Show reminders here' });
    expect(house.asked).toContain('DELETE /api/v1/push-subscriptions/d2/');
    expect(unsubscribe).toHaveBeenCalledOnce();
  });

  it('shows none any more once it was removed from elsewhere', async () => {
    giveBrowser('granted');
    subscription = { unsubscribe, toJSON: () => ({}) };
    localStorage.setItem('holdfast.reminded', 'd2');
    await open();
    await screen.findByRole('button', { name: 'Show reminders here' });
  });

  it.each([
    ['denied', undefined, /Notifications are blocked for Holdfast here/],
    [null, 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)', /Add to Home Screen/],
    [null, 'Mozilla/5.0 (X11; Linux x86_64)', /This browser cannot show reminders/],
  ])('says plainly what stands in the way: %s', async (permission, agent, said) => {
    if (permission) giveBrowser(permission as NotificationPermission);
    if (agent) vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(agent);
    await open();
    await screen.findByText(said);
    expect(screen.queryByRole('button', { name: 'Show reminders here' })).toBeNull();
    vi.restoreAllMocks();
  });

  it('says so when the server sends none, and when there is no connection', async () => {
    giveBrowser('default');
    key = null;
    await open();
    await screen.findByText(/Your server does not send reminders/);
    house.online = false;
    const { navigate } = await import('../../src/router');
    navigate('/you');
    await screen.findByRole('heading', { name: 'You' });
    navigate('/you/reminders');
    await screen.findByText(/There is no connection right now/);
    house.online = true;
    await press('Try again');
    await screen.findByText(/Your server does not send reminders/);
  });

  it('is not reminded for somebody who signed out', async () => {
    giveBrowser('granted');
    subscription = { unsubscribe, toJSON: () => ({}) };
    await open();
    const { signOut } = await import('../../src/actions/signOut');
    await signOut();
    expect(unsubscribe).toHaveBeenCalledOnce();
  });
});
