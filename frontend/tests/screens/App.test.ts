import { configure, fireEvent, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { House, openApp, until } from './phone';

// Two cores, many at work: a screen that is fetched may take its time.
configure({ asyncUtilTimeout: 5000 });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ANA = 'ana@example.org';
const PASSWORD = 'a long enough password';
let house: House;
let app: Awaited<ReturnType<typeof openApp>>;

const press = async (name: string | RegExp): Promise<void> => {
  await fireEvent.click(await screen.findByRole('button', { name }));
};
const type = async (label: string, words: string): Promise<void> => {
  await fireEvent.input(await screen.findByLabelText(label), { target: { value: words } });
};

async function signIn(): Promise<void> {
  house.add(ANA, 'client', PASSWORD);
  app = await openApp(house, '/sign-in');
  await type('E-mail', ANA);
  await type('Password', PASSWORD);
  await press('Sign in');
  await screen.findByRole('heading', { name: 'Today' });
}

async function write(words: string): Promise<void> {
  await type('What you want to write', words);
  await press('Save');
  await screen.findByRole('link', { name: new RegExp(words) });
}

beforeEach(() => {
  localStorage.clear();
  house = new House();
});

afterEach(() => app.close());

describe('starting a notebook', () => {
  it('asks whether entries may be read, and keeps the No before anything is written', async () => {
    app = await openApp(house, '/sign-up');
    await type('E-mail', ANA);
    await type('Password', PASSWORD);
    expect((await screen.findByRole<HTMLButtonElement>('button', { name: 'Create my notebook' })).disabled).toBe(true);
    await fireEvent.click(screen.getByRole('radio', { name: /^No/ }));
    await press('Create my notebook');
    await screen.findByRole('heading', { name: 'Today' });
    expect(house.accounts.get(ANA)?.profile.reading).toBe(false);
  });

  it('keeps the question open when the second step fails, and does not make the account twice', async () => {
    app = await openApp(house, '/sign-up');
    await type('E-mail', ANA);
    await type('Password', PASSWORD);
    await fireEvent.click(await screen.findByRole('radio', { name: /^No/ }));
    house.routes['PATCH /api/v1/me/'] = () => new Response(null, { status: 503 });
    await press('Create my notebook');
    await screen.findByRole('alert');
    house.routes = {};
    await press('Create my notebook');
    await screen.findByRole('heading', { name: 'Today' });
    expect(house.accounts.get(ANA)?.profile.reading).toBe(false);
    expect(house.asked.filter((line) => line.endsWith('/signup'))).toHaveLength(1);
  });

  it('says in words that a password does not fit', async () => {
    house.add(ANA, 'client', PASSWORD);
    app = await openApp(house, '/sign-in');
    await type('E-mail', ANA);
    await type('Password', 'another one entirely');
    await press('Sign in');
    expect((await screen.findByRole('alert')).textContent).toContain('do not fit together');
  });
});

describe('writing', () => {
  it('keeps a mood alone as an entry', async () => {
    await signIn();
    await press('Low');
    await press('Save');
    await screen.findByRole('link', { name: /Low/ });
    expect(app.journal.entries.map(({ text, mood }) => [text, mood])).toEqual([['', 2]]);
  });

  it('saves nothing when there is nothing', async () => {
    await signIn();
    await press('Save');
    expect(app.journal.entries).toEqual([]);
  });

  it('works without a connection and says where the words are', async () => {
    await signIn();
    house.online = false;
    window.dispatchEvent(new Event('offline'));
    await write('On the train.');
    const where = screen.getByRole('group', { name: 'Where your words are' });
    expect(within(where).getByText('On this phone', { selector: '[aria-current]' })).toBeTruthy();
    expect(screen.getByText(/No connection\. You can go on writing\./)).toBeTruthy();
    house.online = true;
    window.dispatchEvent(new Event('online'));
    await until(() => app.journal.entries[0]?.place === 'kept', 'the entry to be kept');
    await screen.findByText('Kept', { selector: '[aria-current]' });
  });

  it('brings back what was typed and not saved', async () => {
    await signIn();
    await type('What you want to write', 'Half a sent');
    await new Promise((done) => setTimeout(done, 350));
    await app.close();
    app = await openApp(house, '/');
    const field = await screen.findByLabelText<HTMLTextAreaElement>('What you want to write');
    await until(() => field.value === 'Half a sent', 'the draft to come back');
  });

  it('offers to sign in again and keeps the words when the session has ended', async () => {
    await signIn();
    await until(() => app.sync.phase === 'idle', 'the first sync');
    house.signedIn = null;
    await write('Still here.');
    expect(await screen.findByText(/Please sign in again\. 1 change waits here\./)).toBeTruthy();
    await fireEvent.click(screen.getByRole('link', { name: 'Sign in' }));
    await screen.findByRole('heading', { name: 'Sign in again' });
    await type('Password', PASSWORD);
    await press('Sign in');
    await until(() => app.journal.entries[0]?.place === 'kept', 'the entry to be kept');
  });
});

describe('an entry', () => {
  it('can be deleted and brought back', async () => {
    await signIn();
    await write('Take me back.');
    await fireEvent.click(screen.getByRole('link', { name: /Take me back/ }));
    await press('Delete');
    await until(() => app.journal.entries.length === 0, 'the entry to go');
    await press('Undo');
    await until(() => app.journal.entries[0]?.text === 'Take me back.', 'the entry to come back');
  });

  it('shows its mark in a sentence and takes the writer’s No', async () => {
    await signIn();
    await write('I asked again.');
    await until(() => app.journal.entries[0]?.place === 'kept', 'the entry to be kept');
    const { id, version } = app.journal.entries[0]!;
    const mark = { id: 't1', pattern: 'reassurance_seeking', family: 'anxious', holder: 'self', status: 'enacted', start: 0, end: 13, quote: 'I asked again', confidence: 0.9, why: 'You asked again whether things are okay.', person: null, verdict: null };
    house.server(ANA).change('reading', id, { entry: id, content_version: version, engine: 'x', language: 'en', skipped: null, tags: [mark] });
    app.pokeSync();
    await until(() => app.journal.entries[0]?.place === 'read', 'the reading to come');
    await fireEvent.click(screen.getByRole('link', { name: /I asked again/ }));
    await fireEvent.click(await screen.findByRole('button', { name: 'I asked again – Asking again' }));
    const sheet = within(await screen.findByRole('dialog', { name: 'Asking again' }));
    expect(sheet.getByText('You asked again whether things are okay.')).toBeTruthy();
    await fireEvent.click(sheet.getByRole('button', { name: 'No, that’s not it' }));
    await until(() => screen.queryByRole('button', { name: 'I asked again – Asking again' }) === null, 'the mark to go');
  });

  it('that the server refuses stays, says why, and can be changed', async () => {
    await signIn();
    house.server(ANA).reject = (op) => op.kind === 'entry';
    await write('Too much for it.');
    await until(() => app.sync.refused === 1, 'the refusal');
    await screen.findByText(/1 change could not be kept by the server/);
    await fireEvent.click(screen.getByRole('link', { name: 'Look' }));
    const box = within(await screen.findByRole('region', { name: 'Needs a look' }));
    await fireEvent.click(box.getByRole('link', { name: /Too much for it/ }));
    await screen.findByText(/Your words are here and stay here/);
    expect(screen.queryByRole('button', { name: 'Go back to the kept version' })).toBeNull();
    house.server(ANA).reject = () => false;
    await fireEvent.click(screen.getByRole('link', { name: 'Change it' }));
    await type('What you want to write', 'Less.');
    await press('Save');
    await until(() => app.journal.entries[0]?.place === 'kept', 'the changed entry to be kept');
    expect(app.journal.entries[0]?.text).toBe('Less.');
  });
});
