import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { House, until } from './house';
import { openWindow } from './window';

const ANA = 'ana@example.org';
const PASSWORD = 'a long enough password';
let house: House;
let close = (): void => undefined;

async function open() {
  const app = await openWindow(house);
  close = app.closeDevice;
  await app.startApp();
  const [{ signIn }, { signOut }, { signUp }, { recordEntry }, { unsentCount }] = await Promise.all([
    import('../../src/actions/signIn'),
    import('../../src/actions/signOut'),
    import('../../src/actions/signUp'),
    import('../../src/actions/recordEntry'),
    import('../../src/actions/unsentCount'),
  ]);
  return { ...app, signIn, signOut, signUp, recordEntry, unsentCount };
}

beforeEach(() => {
  localStorage.clear();
  house = new House();
});

afterEach(() => close());

describe('the session of a phone', () => {
  it('begins signed out and knows the person after signing up', async () => {
    const app = await open();
    expect(app.session.state).toBe('signed_out');
    await app.signUp({ email: ANA, password: PASSWORD, name: 'Ana', role: 'client', zone: 'Europe/Berlin' });
    expect(app.session).toMatchObject({ state: 'signed_in', needsSignIn: false, profile: { email: ANA, role: 'client' } });
  });

  it('opens the journal with no network once someone has signed in', async () => {
    house.add(ANA);
    const first = await open();
    await first.signIn({ email: ANA, password: PASSWORD });
    await first.recordEntry({ text: 'On the train.', mood: 3 });
    close();
    house.online = false;
    const later = await open();
    expect(later.session).toMatchObject({ state: 'signed_in', profile: { email: ANA } });
    expect(later.journal.entries.map(({ text }) => text)).toEqual(['On the train.']);
  });

  it('keeps writing and every word when the server forgot the session, and sends them after signing in', async () => {
    house.add(ANA);
    const app = await open();
    await app.signIn({ email: ANA, password: PASSWORD });
    await until(() => app.sync.phase === 'idle' && house.asked.some((line) => line.includes('pull')), 'the first sync');
    house.signedIn = null;
    await app.recordEntry({ text: 'Still here.', mood: null });
    await until(() => app.session.needsSignIn, 'the 401 to be noticed');
    expect(app.session.state).toBe('signed_in');
    await app.signIn({ email: ANA, password: PASSWORD });
    await until(() => house.server(ANA).feed.length === 1, 'the words to arrive');
    expect(app.session.needsSignIn).toBe(false);
  });

  it('counts what only this phone has, and erases key and words only when told', async () => {
    house.add(ANA);
    const app = await open();
    await app.signIn({ email: ANA, password: PASSWORD });
    house.online = false;
    await app.recordEntry({ text: 'one', mood: null });
    expect(await app.unsentCount()).toBe(1);
    await app.signOut();
    expect((await indexedDB.databases()).some(({ name }) => name === `holdfast-${house.accounts.get(ANA)!.profile.id}`)).toBe(true);
    house.online = true;
    await app.signIn({ email: ANA, password: PASSWORD });
    expect(app.journal.entries.map(({ text }) => text)).toEqual(['one']);
    await app.signOut({ forget: true });
    expect((await indexedDB.databases()).some(({ name }) => name === `holdfast-${house.accounts.get(ANA)!.profile.id}`)).toBe(false);
  });

  it('tells the server of a sign-out that happened with no network', async () => {
    house.add(ANA);
    const app = await open();
    await app.signIn({ email: ANA, password: PASSWORD });
    house.online = false;
    await app.signOut();
    expect(app.session.state).toBe('signed_out');
    expect(house.signedIn).toBe(ANA);
    house.online = true;
    await open();
    expect(house.signedIn).toBeNull();
  });

  it('never mixes two people, and asks before one signs in over unsent words of another', async () => {
    house.add(ANA);
    house.add('ben@example.org');
    const app = await open();
    await app.signIn({ email: ANA, password: PASSWORD });
    house.online = false;
    await app.recordEntry({ text: 'Ana wrote this.', mood: null });
    house.online = true;
    house.signedIn = null;
    await expect(app.signIn({ email: 'ben@example.org', password: PASSWORD })).rejects.toMatchObject({ code: 'other_account' });
    await app.signIn({ email: 'ben@example.org', password: PASSWORD, anyway: true });
    await until(() => app.sync.phase === 'idle', 'the sync of Ben');
    expect(app.journal.entries).toEqual([]);
    expect(house.server('ben@example.org').feed).toEqual([]);
  });

  it('sends nothing when another account is signed in to the browser behind its back', async () => {
    house.add(ANA);
    house.add('ben@example.org');
    const first = await open();
    await first.signIn({ email: ANA, password: PASSWORD });
    house.online = false;
    await first.recordEntry({ text: 'Ana wrote this.', mood: null });
    close();
    house.online = true;
    house.signedIn = 'ben@example.org';
    const app = await open();
    await until(() => app.session.needsSignIn, 'the other account to be noticed');
    expect(app.session.profile?.email).toBe(ANA);
    expect(house.server('ben@example.org').requests).toEqual([]);
    expect(await app.unsentCount()).toBe(1);
  });

  it('does not sync a journal for a therapist', async () => {
    house.add('osei@example.org', 'therapist');
    const app = await open();
    await app.signIn({ email: 'osei@example.org', password: PASSWORD });
    await until(() => house.asked.filter((line) => line === 'GET /api/v1/me/').length >= 2, 'the check of the session');
    expect(house.asked.filter((line) => line.includes('/sync/'))).toEqual([]);
  });
});
