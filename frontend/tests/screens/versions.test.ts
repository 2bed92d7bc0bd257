import { configure, fireEvent, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { theLocal } from '../../src/state/opened';
import { entryDoc, everything } from '../data/phone';
import { House, openApp, until } from './phone';

// Two cores, many at work: a screen that is fetched may take its time.
configure({ asyncUtilTimeout: 5000 });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ANA = 'ana@example.org';
let house: House;
let app: Awaited<ReturnType<typeof openApp>>;
let local: typeof theLocal;

const press = async (name: string | RegExp): Promise<void> => {
  await fireEvent.click(await screen.findByRole('button', { name }));
};
const follow = async (name: string | RegExp): Promise<void> => {
  await fireEvent.click(await screen.findByRole('link', { name }));
};
const type = async (label: string, words: string): Promise<void> => {
  await fireEvent.input(await screen.findByLabelText(label), { target: { value: words } });
};
const entry = (id: string) => app.journal.entries.find((one) => one.id === id);
const doc = (id: string) => house.server(ANA).doc('entry', id) as { text: string; earlier?: { text: string }[] } | null;

beforeEach(async () => {
  localStorage.clear();
  house = new House();
  localStorage.setItem('holdfast.account', house.add(ANA).id);
  house.signedIn = ANA;
  app = await openApp(house, '/');
  local = (await import('../../src/state/opened')).theLocal;
  await screen.findByRole('heading', { name: 'Today' });
});

afterEach(() => app.close());

/** An entry that said `texts` one after the other, and its id. */
async function written(...texts: string[]): Promise<string> {
  const [{ recordEntry }, { editEntry }] = await Promise.all([import('../../src/actions/recordEntry'), import('../../src/actions/editEntry')]);
  const { id } = await recordEntry({ text: texts[0]!, mood: 2 });
  for (const text of texts.slice(1)) await editEntry(id, { text, mood: 4 });
  return id;
}

async function open(path: string): Promise<void> {
  const { navigate } = await import('../../src/router');
  navigate(path);
}

describe('earlier versions', () => {
  it('are kept when the words change, travel with the entry, and are sealed on the phone', async () => {
    const id = await written('I said a canary thing.', 'I said a calm thing.');
    await until(() => entry(id)?.place === 'kept', 'the entry to be kept');
    expect(doc(id)?.earlier?.map(({ text }) => text)).toEqual(['I said a canary thing.']);
    expect(await everything(local())).not.toContain('canary');
  });

  it('are shown with what only they say, and can be brought back without losing the words of now', async () => {
    const id = await written('We had tea.', 'We had wine.');
    await open(`/entry/${id}`);
    await follow('1 earlier version');
    await screen.findByRole('heading', { name: 'Earlier versions' });
    expect((await screen.findByText('tea.', { selector: 'mark' })).previousElementSibling?.textContent).toContain('Only here');
    await press('Bring this one back');
    await until(() => entry(id)?.text === 'We had tea.', 'the words to come back');
    await until(() => location.pathname === `/entry/${id}`, 'the way back');
    expect(entry(id)).toMatchObject({ mood: 2, earlier: [{ text: 'We had tea.' }, { text: 'We had wine.' }] });
  });

  it('can be forgotten one by one and all together, also on the server', async () => {
    const id = await written('one', 'two', 'three');
    await open(`/entry/${id}/versions`);
    await fireEvent.click((await screen.findAllByRole('button', { name: 'Forget this one' }))[0]!);
    await until(() => doc(id)?.earlier?.map(({ text }) => text).join() === 'one', 'one to be forgotten');
    await press('Forget all earlier versions');
    await press('Yes, forget them');
    await until(() => doc(id)?.earlier === undefined, 'all to be forgotten');
    expect(doc(id)?.text).toBe('three');
    await screen.findByRole('heading', { name: 'No earlier versions' });
  });
});

describe('editing', () => {
  it('gives back what was put away', async () => {
    const id = await written('Short.');
    await open(`/entry/${id}/edit`);
    await type('What you want to write', 'Much longer now.');
    await press('Leave as it was');
    await until(() => !location.pathname.endsWith('/edit'), 'the way back');
    await press('Back to them');
    await screen.findByRole('heading', { name: 'Edit entry' });
    const field = await screen.findByLabelText<HTMLTextAreaElement>('What you want to write');
    await until(() => field.value === 'Much longer now.', 'the words to be back');
    expect(entry(id)?.text).toBe('Short.');
  });

  it('has the same fields as Today and leaves what it does not know', async () => {
    const { recordEntry } = await import('../../src/actions/recordEntry');
    const { id } = await recordEntry({ text: 'a', mood: 2, context: ['sleep', 'rain'], states: { calm: 4 } });
    await open(`/entry/${id}/edit`);
    await press('Sleep');
    await press('Conflict');
    expect(screen.getByRole('button', { name: 'rain', pressed: true })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Calm 4' })).toBeTruthy();
    await press('Save');
    await until(() => entry(id)?.context.includes('conflict') ?? false, 'the change');
    await until(() => !location.pathname.endsWith('/edit'), 'the way back');
    expect([entry(id)?.context, entry(id)?.states]).toEqual([['rain', 'conflict'], { calm: 4 }]);
  });
});

describe('two versions after a conflict', () => {
  let id: string;
  let copy: string;

  /** This phone and another one changed the same entry. */
  async function conflict(mine = 'We had tea.\nThen I left.', theirs = 'We had wine.\nThen I left.'): Promise<void> {
    id = await written('We met.');
    await until(() => entry(id)?.place === 'kept', 'the entry to be kept');
    house.server(ANA).change('entry', id, entryDoc(theirs, { mood: 5, local_day: entry(id)!.local_day }));
    const { editEntry } = await import('../../src/actions/editEntry');
    await editEntry(id, { text: mine });
    await until(() => app.journal.entries.length === 2 && entry(id)?.mark === 'other_device', 'both to stay');
    copy = app.journal.entries.find((one) => one.id !== id)!.id;
    await until(() => entry(copy)?.place === 'kept', 'the copy to be kept');
    await open(`/entry/${copy}`);
    await follow('Look at both');
    await screen.findByRole('heading', { name: 'Two versions' });
  }
  const side = async (name: string) => within(await screen.findByRole('region', { name }));
  const earlier = () => entry(id)?.earlier?.map(({ text }) => text).sort();

  it('are shown beside each other, differences marked by more than colour', async () => {
    await conflict();
    expect((await side('From this phone')).getByText('tea.', { selector: 'mark' })).toBeTruthy();
    expect((await side('From your other device')).getByText('wine.', { selector: 'mark' })).toBeTruthy();
    expect(screen.getAllByText(/Only here/)).toHaveLength(2);
  });

  it.each([
    ['From this phone', 'We had tea.\nThen I left.', 'We had wine.\nThen I left.'],
    ['From your other device', 'We had wine.\nThen I left.', 'We had tea.\nThen I left.'],
  ])('one is chosen (%s): the other stays as an earlier version', async (name, kept, other) => {
    await conflict();
    await fireEvent.click((await side(name)).getByRole('button', { name: /^Keep this one/ }));
    await until(() => app.journal.entries.length === 1 && !entry(id)?.mark, 'one entry');
    expect(entry(id)?.text).toBe(kept);
    expect(earlier()).toEqual(expect.arrayContaining([other, 'We met.']));
    expect(entry(copy)).toBeUndefined();
  });

  it('a choice can be undone: both stand there again, to be looked at', async () => {
    await conflict();
    await fireEvent.click((await side('From this phone')).getByRole('button', { name: /^Keep this one/ }));
    await press('Undo');
    await until(() => app.journal.entries.length === 2 && entry(id)?.mark === 'other_device', 'both again');
    expect(app.journal.entries.map(({ text }) => text).sort()).toEqual(['We had tea.\nThen I left.', 'We had wine.\nThen I left.']);
    expect(entry(id)?.twin).toBe(app.journal.entries.find((one) => one.id !== id)?.id);
  });

  it('both are kept, and nothing asks any more', async () => {
    await conflict();
    await press('Keep both as two entries');
    await until(() => app.journal.entries.every((one) => !one.mark && !one.twin), 'the marks to go');
    expect(app.journal.entries.map(({ text }) => text).sort()).toEqual(['We had tea.\nThen I left.', 'We had wine.\nThen I left.']);
  });

  it('are put together into a text that begins with every line of both', async () => {
    await conflict();
    await press('Put them together');
    const field = await screen.findByLabelText<HTMLTextAreaElement>('The words of the one entry');
    expect(field.value).toBe('We had tea.\nWe had wine.\nThen I left.');
    await fireEvent.input(field, { target: { value: 'Tea, then wine.' } });
    await press('Keep these words');
    await until(() => app.journal.entries.length === 1, 'one entry');
    expect(entry(id)).toMatchObject({ text: 'Tea, then wine.', mood: 5 });
    expect(earlier()).toEqual(expect.arrayContaining(['We had tea.\nThen I left.', 'We had wine.\nThen I left.']));
  });

  it('wait when the screen is left, and the joined text with them', async () => {
    await conflict();
    await press('Put them together');
    await type('The words of the one entry', 'Half a joined text');
    await open('/journal');
    await until(() => screen.queryByRole('heading', { name: 'Two versions' }) === null, 'another screen');
    expect(app.journal.entries).toHaveLength(2);
    await open(`/entry/${id}/merge`);
    const field = await screen.findByLabelText<HTMLTextAreaElement>('The words of the one entry');
    expect(field.value).toBe('Half a joined text');
  });

  it('lose no joined text that was begun when one of them is chosen after all', async () => {
    await conflict();
    await press('Put them together');
    await type('The words of the one entry', 'Half a joined text');
    await press('Keep both as two entries');
    await until(() => app.journal.entries.every((one) => !one.mark), 'the marks to go');
    expect(earlier()).toContain('Half a joined text');
  });

  it('say so when only one is left', async () => {
    await conflict();
    await open('/');
    const { deleteEntry } = await import('../../src/actions/deleteEntry');
    await deleteEntry(copy);
    await open(`/entry/${id}/merge`);
    await screen.findByRole('heading', { name: 'Only one version is left' });
  });
});
