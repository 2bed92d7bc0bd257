import { fireEvent, screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { everything } from '../data/phone';
import { until } from './phone';
import { ANA, app, field, house, local, one, pause, press, texts, type } from './today';

describe('a mood', () => {
  it('is kept with one tap, and not sent while it can be taken back', async () => {
    await press('Low');
    await screen.findByText('“Low” is kept.');
    await until(() => app.journal.entries.length === 1, 'the check-in');
    expect(texts()).toEqual([['', 2]]);
    await until(() => app.sync.phase === 'idle', 'the sync');
    expect(one().place).toBe('phone');
    expect(house.server(ANA).feed).toEqual([]);
  });

  it('that slipped is taken back without a trace', async () => {
    await press('Very low');
    await press('Undo');
    await screen.findByText('Taken back. Nothing was kept.');
    expect(texts()).toEqual([]);
    expect(app.sync.unsent).toBe(0);
    expect(screen.queryByRole('button', { pressed: true })).toBeNull();
  });

  it('that slipped is corrected by tapping another: still one entry', async () => {
    await press('Very low');
    await press('Good');
    await press('Okay');
    await until(() => texts().length === 1 && one().mood === 3, 'the corrected check-in');
    await until(() => app.sync.unsent === 1, 'one change to wait');
    expect(one().earlier).toBeUndefined();
  });

  it('survives a trembling second tap, and is taken back by a calm one', async () => {
    await press('Good');
    await press('Good');
    await screen.findByText('“Good” is kept.');
    await pause(650);
    expect(texts()).toEqual([['', 4]]);
    await press('Good');
    await until(() => app.journal.entries.length === 0, 'the check-in to go');
  });

  it('takes the chips and scales that follow, each at once', async () => {
    await press('Low');
    await press('Sleep');
    await press('Alone time');
    await press('Calm, connected, steady');
    await press('Calm');
    const calm = within(await screen.findByRole('group', { name: 'Calm' }));
    await fireEvent.click(calm.getByRole('radio', { name: '7' }));
    await screen.findByRole('button', { name: 'Calm 7' });
    await until(() => one()?.states?.calm === 7, 'the scale');
    expect([texts(), one().context, one().states]).toEqual([[['', 2]], ['sleep', 'alone_time'], { calm: 7 }]);
  });

  it('takes a chip that is tapped before the mood is kept', async () => {
    const { createWriter } = await import('../../src/screens/writer.svelte');
    const writer = createWriter('quick');
    await writer.look();
    writer.choose(2);
    for (let i = 0; i < 8; i += 1) await Promise.resolve();
    writer.change({ context: ['sleep'] });
    await until(() => one()?.context.join() === 'sleep', 'the chip');
    writer.stop();
    expect(texts()).toEqual([['', 2]]);
  });

  it('takes the words that follow, as one entry with one Save', async () => {
    await press('Low');
    await press('Add words');
    expect(document.activeElement).toBe(await field());
    await type('He called late.');
    await screen.findByText('These words go with “Low” that you just tapped.');
    await press('Save');
    await until(() => texts()[0]?.[0] === 'He called late.', 'the words');
    expect(texts()).toEqual([['He called late.', 2]]);
    await until(() => one().place === 'kept', 'the entry to be kept');
    expect((await field()).value).toBe('');
  });

  it('only joins the draft where words came first', async () => {
    await type('He called late.');
    await press('Low');
    await pause(30);
    expect(texts()).toEqual([]);
    await press('Save');
    await until(() => texts().length === 1, 'the entry');
    expect(texts()).toEqual([['He called late.', 2]]);
  });

  it('tapped again later is an entry of its own', async () => {
    house.online = false;
    await press('Low');
    await screen.findByText('“Low” is kept.');
    const later = Date.now() + 61_000;
    const now = vi.spyOn(Date, 'now').mockReturnValue(later);
    await press('Low');
    await until(() => app.journal.entries.length === 2, 'the second one');
    now.mockRestore();
    expect(texts()).toEqual([['', 2], ['', 2]]);
  });

  it('whose entry was deleted meanwhile loses none of the words', async () => {
    await press('Low');
    await screen.findByText('“Low” is kept.');
    await type('Still mine.');
    const { deleteEntry } = await import('../../src/actions/deleteEntry');
    await deleteEntry(one().id);
    await press('Save');
    await until(() => texts().length === 1, 'the entry');
    expect(texts()).toEqual([['Still mine.', 2]]);
  });
});

describe('typing', () => {
  it('is safe 300 ms after the last key, whatever kills the tab', async () => {
    await type('Half a sent');
    await pause(300);
    // Killed: nothing of the window runs any more. What a new one finds is what counts.
    const { loadDraft } = await import('../../src/data/drafts');
    expect((await loadDraft(local(), 'today'))?.text).toBe('Half a sent');
  });

  it('that began before the draft had been read loses neither, whether it is saved or killed', async () => {
    const [{ createWriter }, { saveDraft, loadDraft }] = await Promise.all([import('../../src/screens/writer.svelte'), import('../../src/data/drafts')]);
    for (const slot of ['slow', 'killed']) {
      await saveDraft(local(), slot, { text: 'Kept before.', mood: 4, people: [], context: [] });
      const writer = createWriter(slot);
      writer.change({ text: 'Typed at once.' });
      if (slot === 'slow') await writer.save();
      else await until(async () => (await loadDraft(local(), slot))?.text === 'Kept before.\nTyped at once.', 'the draft of both');
      writer.stop();
    }
    expect(texts()).toEqual([['Kept before.\nTyped at once.', 4]]);
  });

  it('is kept again and again while nobody pauses', async () => {
    const { loadDraft } = await import('../../src/data/drafts');
    for (let i = 0; i < 16; i += 1) {
      await type('word '.repeat(i + 1));
      await pause(80);
    }
    expect((await loadDraft(local(), 'today'))?.text.length).toBeGreaterThan(20);
  });

  it('never waits for the storage, and says when the storage refuses', async () => {
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await type('one');
    await pause(250);
    await type('one two');
    expect((await field()).value).toBe('one two');
    expect(await screen.findByText(/could not keep your draft just now/)).toBeTruthy();
    put.mockRestore();
    await type('one two three');
    const { loadDraft } = await import('../../src/data/drafts');
    await until(async () => (await loadDraft(local(), 'today'))?.text === 'one two three', 'the draft');
    await until(() => screen.queryByText(/could not keep your draft/) === null, 'the trouble to be over');
  });

  it.each([
    ['emoji', '👩‍👩‍👧‍👦🌊🏽'.repeat(1500)],
    ['right to left', 'אני אוהב אותך ‏🌊\n'.repeat(1000)],
    ['tabs, blanks and lines', '  a\t\n\n  b  \n'.repeat(1500)],
  ])('keeps %s exactly, sealed, through draft, entry and server', async (_name, words) => {
    await type(words);
    await pause(300);
    const { loadDraft } = await import('../../src/data/drafts');
    expect((await loadDraft(local(), 'today'))?.text).toBe(words);
    await press('Save');
    await until(() => one()?.place === 'kept', 'the entry to be kept');
    expect(one().text).toBe(words);
    expect((house.server(ANA).doc('entry', one().id) as { text: string }).text).toBe(words);
    expect(await everything(local())).not.toContain(words.slice(0, 20));
  });

  it('never cuts a long text off: it says how long it is, and waits', async () => {
    const words = '🌊'.repeat(20_000);
    await type(words);
    expect(screen.queryByText(/one entry holds/)).toBeNull();
    await type(`${words}a`);
    await screen.findByText(/This is 20,001 characters/);
    await press('Save');
    await pause(150);
    expect(texts()).toEqual([]);
    expect((await field()).value).toBe(`${words}a`);
  });

  it('goes on where another window stopped, when this one is looked at again', async () => {
    const { saveDraft } = await import('../../src/data/drafts');
    await saveDraft(local(), 'today', { text: 'from the other window', mood: null, people: [], context: [] });
    window.dispatchEvent(new Event('focus'));
    const box = await field();
    await until(() => box.value === 'from the other window', 'the words of the other window');
    await type('newer here');
    window.dispatchEvent(new Event('focus'));
    await pause(50);
    expect(box.value).toBe('newer here');
  });

  it('goes before what another window wrote, also when it begins while that is being read', async () => {
    const [{ createWriter }, { saveDraft }] = await Promise.all([import('../../src/screens/writer.svelte'), import('../../src/data/drafts')]);
    const writer = createWriter('shared');
    await writer.look();
    await saveDraft(local(), 'shared', { text: 'from the other window', mood: null, people: [], context: [] });
    const looking = writer.look();
    for (let i = 0; i < 8; i += 1) await Promise.resolve();
    writer.change({ text: 'typed right now' });
    await looking;
    expect(writer.draft.text).toBe('typed right now');
    writer.stop();
  });

  it('is found by the next screen although the one before is still writing', async () => {
    const { draftKeeper } = app;
    const keeper = draftKeeper('edit-1');
    keeper.change({ text: 'just left', mood: null, people: [], context: [] });
    keeper.stop();
    expect((await draftKeeper('edit-1').load())?.text).toBe('just left');
  });

  it('adds a person without saving the entry', async () => {
    await type('With Jo.');
    await press('Add a person');
    const name = await screen.findByLabelText('Name or nickname');
    await fireEvent.input(name, { target: { value: 'Jo' } });
    // The browser's own answer to Enter would be to send the form around it, which is the entry.
    expect(await fireEvent.keyDown(name, { key: 'Enter' })).toBe(false);
    await screen.findByRole('button', { name: 'Jo', pressed: true });
    expect(texts()).toEqual([]);
    expect((await field()).value).toBe('With Jo.');
  });
});
