import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { everything } from '../data/phone';
import { json } from '../data/server';
import { House, until } from '../state/house';
import { openWindow } from '../state/window';

const ANA = 'ana@example.org';
let house: House;
let close = (): void => undefined;

async function open() {
  const app = await openWindow(house);
  close = app.closeDevice;
  const modules = await Promise.all([
    import('../../src/actions/recordEntry'),
    import('../../src/actions/editEntry'),
    import('../../src/actions/deleteEntry'),
    import('../../src/actions/listEntries'),
    import('../../src/actions/loadEntry'),
    import('../../src/actions/judgeTag'),
    import('../../src/actions/savePerson'),
    import('../../src/actions/removePerson'),
    import('../../src/actions/recordPractice'),
    import('../../src/actions/listPractices'),
    import('../../src/actions/loadWeek'),
    import('../../src/actions/loadExercises'),
    import('../../src/actions/loadSuggestions'),
    import('../../src/state/opened'),
    import('../../src/state/journal.svelte'),
  ]);
  await app.enter(house.accounts.get(ANA)!.profile);
  return Object.assign(app, ...modules) as typeof app & UnionToIntersection<(typeof modules)[number]>;
}

type UnionToIntersection<U> = (U extends unknown ? (it: U) => void : never) extends (it: infer I) => void ? I : never;

beforeEach(() => {
  localStorage.clear();
  house = new House();
  house.add(ANA);
  house.signedIn = ANA;
});

afterEach(() => close());

describe('an entry', () => {
  it('is shown at once, kept by itself when the network is back, and never in clear on the phone', async () => {
    house.online = false;
    const app = await open();
    const entry = await app.recordEntry({ text: 'canary 🌊 words', mood: 4, people: ['p1'], day: '2026-11-15' });
    expect(entry).toMatchObject({ text: 'canary 🌊 words', mood: 4, people: ['p1'], local_day: '2026-11-15', place: 'phone', read: true });
    expect(app.journal.entries).toEqual([entry]);
    expect(app.sync.unsent).toBeLessThanOrEqual(1);
    expect(await everything(app.theLocal())).not.toContain('canary');
    house.online = true;
    window.dispatchEvent(new Event('online'));
    app.pokeSync();
    await until(() => app.journal.entries[0]?.place === 'kept', 'the entry to be kept');
    expect(house.server(ANA).doc('entry', entry.id)).toMatchObject({ text: 'canary 🌊 words', local_day: '2026-11-15' });
  });

  it('keeps what a newer app wrote there when it is edited', async () => {
    const app = await open();
    const { id } = await app.recordEntry({ text: 'a', mood: 1 });
    await until(async () => (await app.loadEntry(id))?.place === 'kept', 'the entry to be kept');
    house.server(ANA).change('entry', id, { ...(house.server(ANA).doc('entry', id) as object), weather: 'rain' });
    app.pokeSync();
    await until(async () => (await app.loadEntry(id))?.version === 2, 'the other version');
    const edited = await app.editEntry(id, { text: 'b', day: '2026-11-14' });
    expect(edited).toMatchObject({ text: 'b', mood: 1, local_day: '2026-11-14', weather: 'rain' });
  });

  it('comes back as it was when its deletion is undone in time', async () => {
    const app = await open();
    const { id } = await app.recordEntry({ text: 'a', mood: 1 });
    await until(async () => (await app.loadEntry(id))?.place === 'kept', 'the entry to be kept');
    const undo = await app.deleteEntry(id);
    expect(await app.loadEntry(id)).toBeNull();
    expect(app.journal.entries).toEqual([]);
    expect(await undo()).toBe(id);
    await until(async () => (await app.loadEntry(id))?.place === 'kept', 'the entry to be kept again');
    expect(house.server(ANA).feed.some(({ deleted }) => deleted)).toBe(false);
  });

  it('comes back under a new id when the server already knows that it was deleted', async () => {
    const app = await open();
    const { id } = await app.recordEntry({ text: 'a', mood: 1 });
    await until(async () => (await app.loadEntry(id))?.place === 'kept', 'the entry to be kept');
    const undo = await app.deleteEntry(id);
    const tx = app.theLocal().db.transaction('outbox', 'readwrite');
    const [op] = await tx.store.getAll();
    await tx.store.put({ ...op!, hold: 0 });
    app.pokeSync();
    await until(() => house.server(ANA).feed.some(({ deleted }) => deleted), 'the deletion to arrive');
    const back = await undo();
    expect(back).not.toBe(id);
    expect(app.journal.entries).toMatchObject([{ id: back, text: 'a' }]);
  });

  it('is listed newest day first, then latest made first, a slice at a time', async () => {
    const app = await open();
    for (const [text, day] of [['a', '2026-11-10'], ['b', '2026-11-12'], ['c', '2026-11-12'], ['d', '2026-11-11']] as const) {
      await app.recordEntry({ text, mood: null, day });
    }
    const first = await app.listEntries({ limit: 3 });
    expect(first.entries.map(({ text }) => text)).toEqual(['c', 'b', 'd']);
    const second = await app.listEntries({ limit: 3, before: first.before! });
    expect(second.entries.map(({ text }) => text)).toEqual(['a']);
    expect(second.before).toBeNull();
    const days = await app.listEntries({ from: '2026-11-11', to: '2026-11-11' });
    expect(days.entries.map(({ text }) => text)).toEqual(['d']);
  });

  it('empties its draft, which does not come back', async () => {
    const app = await open();
    const keeper = app.draftKeeper('today');
    const draft = { text: 'so far', mood: null, people: [], context: [] };
    keeper.change(draft);
    await keeper.flush();
    expect(keeper.saved).toBe('saved');
    expect(await app.draftKeeper('today').load()).toEqual(draft);
    keeper.change({ ...draft, text: 'so far and more' });
    await app.recordEntry({ text: 'so far and more', mood: null, draft: 'today' });
    keeper.stop();
    await new Promise((done) => setTimeout(done, 30));
    expect(await app.draftKeeper('today').load()).toBeNull();
  });

  it('saves its draft by itself at a pause and when the app is hidden', async () => {
    const app = await open();
    const keeper = app.draftKeeper('today');
    keeper.change({ text: 'pause', mood: null, people: [], context: [] });
    expect(keeper.saved).toBe('saving');
    await until(() => keeper.saved === 'saved', 'the pause');
    keeper.change({ text: 'hidden', mood: null, people: [], context: [] });
    window.dispatchEvent(new Event('pagehide'));
    await until(async () => (await keeper.load())?.text === 'hidden', 'the draft to be kept');
    keeper.stop();
  });
});

describe('other things a person does', () => {
  it('answers a tag; the later answer takes the place of the first', async () => {
    const app = await open();
    await app.judgeTag('e1', 't1', 'yes');
    await app.judgeTag('e1', 't1', 'other_pattern', 'withdrawal');
    await until(() => app.sync.unsent === 0 && app.sync.phase === 'idle', 'the sync');
    const verdicts = [...house.server(ANA).records].filter(([key]) => key.startsWith('verdict/'));
    expect(verdicts.map(([, held]) => held.doc)).toEqual([{ entry: 'e1', tag: 't1', answer: 'other_pattern', pattern: 'withdrawal' }]);
  });

  it('shows what was kept to whoever waits, also when another look at the journal overtakes theirs', async () => {
    const app = await open();
    app.emptyJournal();
    const overtaken = app.refreshJournal();
    void app.refreshJournal();
    await overtaken;
    expect(app.journal.ready).toBe(true);
  });

  it('names people, renames and removes them', async () => {
    const app = await open();
    const sam = await app.savePerson({ name: 'Sam', kind: 'friend' });
    await app.savePerson({ name: 'Alex', kind: 'partner' });
    await app.savePerson({ id: sam.id, name: 'Zoe', kind: 'sibling' });
    expect(app.journal.people.map(({ name, kind }) => [name, kind])).toEqual([['Alex', 'partner'], ['Zoe', 'sibling']]);
    await app.removePerson(sam.id);
    expect(app.journal.people.map(({ name }) => name)).toEqual(['Alex']);
  });

  it('says later whether an exercise changed something', async () => {
    const app = await open();
    const done = await app.recordPractice({ exercise: 'urge-surf', before: 8, after: 5 });
    await app.recordPractice({ id: done.id, exercise: 'urge-surf', before: 8, after: 5, changed: 'yes' });
    expect(await app.listPractices()).toMatchObject([{ id: done.id, done_at: done.done_at, changed: 'yes' }]);
  });

  it('sees a week on the phone first, then the server\'s, and only the phone\'s with no network', async () => {
    const app = await open();
    const week = { week: '2026-W47', from: '2026-11-16', to: '2026-11-22', suggestions: [] };
    house.routes['GET /api/v1/insights/weeks/2026-W47/'] = () => json(week);
    const seen: unknown[] = [];
    const show = (given: unknown, from: string): void => void seen.push([from, given]);
    await app.loadWeek('2026-W47', show);
    house.online = false;
    await app.loadWeek('2026-W47', show);
    expect(seen).toEqual([['phone', null], ['server', week], ['phone', week]]);
    expect(await app.loadSuggestions()).toEqual({ suggestions: [], week: '2026-W47' });
  });

  it('has the exercises with no network after the first time', async () => {
    const app = await open();
    house.routes['GET /api/v1/exercises/'] = () => json({ results: [{ slug: 'urge-surf' }], next: null });
    expect(await app.loadExercises()).toEqual([{ slug: 'urge-surf' }]);
    house.online = false;
    expect(await app.loadExercises()).toEqual([{ slug: 'urge-surf' }]);
  });
});
