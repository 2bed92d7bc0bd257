import { fireEvent, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Added, Tag, VerdictDoc } from '../../src/data/types';
import { House, openApp, until } from './phone';

const ANA = 'ana@example.org';
const PASSWORD = 'a long enough password';
const TEXT = '🌊 I asked him again, twice. Then I went for a walk.';
const ENTRY = '01900000-0000-7000-8000-000000000001';
const [JO, SAM] = ['01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-00000000000b'];
const ASKED: Added = { pattern: 'reassurance_seeking', start: 2, end: 19, quote: 'I asked him again', holder: 'self', status: 'enacted' };
const READ: Tag = {
  id: 't1', family: 'anxious', confidence: 0.9, why: 'You asked again.', person: JO, verdict: null, corrected: null, ...ASKED,
};
let house: House;
let app: Awaited<ReturnType<typeof openApp>>;

async function openEntry(tags: Tag[] = [], people: string[] = []): Promise<void> {
  house.add(ANA, 'client', PASSWORD);
  app = await openApp(house, '/sign-in');
  await fireEvent.input(await screen.findByLabelText('E-mail'), { target: { value: ANA } });
  await fireEvent.input(screen.getByLabelText('Password'), { target: { value: PASSWORD } });
  await press('Sign in');
  await screen.findByRole('heading', { name: 'Today' });
  const server = house.server(ANA);
  server.change('person', JO, { name: 'Jo', kind: 'partner' });
  server.change('person', SAM, { name: 'Sam', kind: 'friend' });
  server.change('entry', ENTRY, {
    text: TEXT, mood: 3, written_at: '2026-11-17T21:05:00+01:00', zone: 'Europe/Berlin', local_day: '2026-11-17',
    people, context: [], read: true,
  });
  server.change('reading', ENTRY, { entry: ENTRY, content_version: 1, engine: 'e', language: 'en', skipped: null, tags });
  app.sync.now();
  await until(() => app.journal.entries.length === 1, 'the entry to come');
  const { navigate } = await import('../../src/router');
  navigate(`/entry/${ENTRY}`);
  await screen.findByRole('button', { name: 'Mark words yourself' });
}

async function press(name: string | RegExp): Promise<void> {
  await fireEvent.click(await screen.findByRole('button', { name }));
}

const tap = (words: string): Promise<unknown> => fireEvent.click(screen.getByText(words));

/** Everything that was said to marks and has reached the server, by record. */
function said(): VerdictDoc[] {
  return [...house.server(ANA).records].filter(([key]) => key.startsWith('verdict/')).map(([, held]) => held.doc as VerdictDoc);
}

async function expectSaid(doc: object): Promise<void> {
  await until(() => said().some((one) => expectLike(one, doc)), 'the answer to be kept');
}

function expectLike(one: VerdictDoc | null, doc: object): boolean {
  return one !== null && JSON.stringify({ ...one, tag: '', entry: '' }) === JSON.stringify({ ...one, ...doc, tag: '', entry: '' });
}

async function markAll(): Promise<void> {
  await press('Mark words yourself');
  const text = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'The words of this entry' });
  text.setSelectionRange(5, 18);
  await fireEvent.select(text);
  await press('Go on');
  await screen.findByRole('dialog', { name: 'What are these words about?' });
  await tap('Reaching hard');
  await tap('Asking again');
  await screen.findByRole('dialog', { name: 'Who, and what became of it' });
}

/** Until the sheet is shut and the entry shows what was said. */
async function settle(): Promise<void> {
  await until(() => !document.querySelector('dialog') && app.sync.unsent === 0 && app.sync.phase === 'idle', 'the sheet to shut');
  await new Promise((done) => setTimeout(done, 60));
}

beforeEach(() => {
  localStorage.clear();
  house = new House();
});

afterEach(() => app.close());

describe('marking words', () => {
  it('goes from words chosen with the keys to a mark that stands at once, and can be taken back', async () => {
    await openEntry();
    await press('Mark words yourself');
    const sheet = within(await screen.findByRole('dialog', { name: 'Mark words' }));
    const text = sheet.getByRole<HTMLTextAreaElement>('textbox', { name: 'The words of this entry' });
    expect([document.activeElement, text.getAttribute('aria-readonly'), text.value]).toEqual([text, 'true', TEXT]);
    expect(await fireEvent(text, new InputEvent('beforeinput', { bubbles: true, cancelable: true, data: 'x' }))).toBe(false);
    await fireEvent.input(text, { target: { value: 'what an old keyboard put there' } });
    expect(text.value).toBe(TEXT);
    await press('Go on');
    sheet.getByText('Please choose some words first.');
    text.setSelectionRange(5, 18);
    await fireEvent.keyUp(text, { key: 'ArrowRight', shiftKey: true });
    expect(sheet.getByRole('status').textContent).toContain('asked him again');
    await press('Go on');
    const group = await screen.findByRole('group', { name: 'What are these words about?' });
    expect(document.activeElement).toBe(group);
    await tap('Asking again');
    house.online = false;
    await fireEvent.click(screen.getByRole('radio', { name: 'Them' }));
    await fireEvent.click(screen.getByRole('radio', { name: 'That was earlier' }));
    await press('Add this mark');
    await screen.findByText('Marked as “Asking again”.');
    await screen.findByRole('button', { name: 'asked him again – Asking again' });
    await press('Undo');
    await until(() => screen.queryByRole('button', { name: /– Asking again/ }) === null, 'the mark to go');
    expect(screen.queryByText('What stands out')).toBeNull();
  });

  it('is sent as the words, their place in code points and what was said of them', async () => {
    await openEntry([], [JO!]);
    await markAll();
    await press('Add this mark');
    const added = { ...ASKED, start: 4, quote: 'asked him again' };
    await expectSaid({ answer: 'yes', person: JO, added });
    expect(TEXT.slice(5, 20)).toBe('asked him again');
  });

  it('needs no selecting: a sentence or a part of it can be chosen from a list', async () => {
    await openEntry();
    await press('Mark words yourself');
    const list = screen.getByText('Choose a sentence from a list instead').closest('details')!;
    list.open = true;
    await fireEvent(list, new Event('toggle'));
    const names = screen.getAllByRole('radio').map((one) => one.closest('label')!.textContent.trim());
    expect(names).toEqual(['🌊 I asked him again, twice.', '🌊 I asked him again', 'Then I went for a walk.']);
    await fireEvent.click(screen.getByRole('radio', { name: 'Then I went for a walk.' }));
    await press('Go on');
    await tap('Steadying yourself');
    await press('Add this mark');
    await screen.findByRole('button', { name: 'Then I went for a walk. – Steadying yourself' });
  });

  it('begins with the words that are selected in the entry', async () => {
    await openEntry();
    const words = [...document.querySelector('.words')!.childNodes].find((one) => one.textContent === TEXT)!;
    document.getSelection()!.setBaseAndExtent(words, 31, words, 45);
    document.dispatchEvent(new Event('selectionchange'));
    const button = await screen.findByRole('button', { name: 'Mark these words' });
    await fireEvent.pointerDown(button);
    document.getSelection()!.removeAllRanges();
    document.dispatchEvent(new Event('selectionchange'));
    await fireEvent.click(await screen.findByRole('button', { name: 'Mark words yourself' }));
    const sheet = await screen.findByRole('dialog', { name: 'What are these words about?' });
    expect(sheet.querySelector('blockquote')!.textContent).toBe('Then I went for');
  });

  it('asks whom it is about where there are several, and takes the only one where there is one', async () => {
    await openEntry([], [JO!, SAM!]);
    await markAll();
    await fireEvent.click(within(screen.getByRole('group', { name: 'Who is it about?' })).getByRole('radio', { name: 'Sam' }));
    await press('Add this mark');
    await expectSaid({ answer: 'yes', person: SAM });
  });
});

describe('a mark of one’s own', () => {
  const OWN = /– Asking again/;

  async function openOwn(): Promise<void> {
    await openEntry();
    await markAll();
    await press('Add this mark');
    await settle();
    await press(OWN);
    await screen.findByRole('dialog', { name: 'Asking again' });
  }

  it('says that it is one, and can be taken away with undo', async () => {
    await openOwn();
    screen.getByText('You marked these words yourself. You said: I did it, or felt it.');
    expect(screen.queryByText('Does this fit?')).toBeNull();
    await press('Take it away');
    await screen.findByText('Taken away. It will not come back for these words.');
    await until(() => screen.queryByRole('button', { name: OWN }) === null, 'the mark to go');
    await press('Undo');
    await screen.findByRole('button', { name: OWN });
    await expectSaid({ answer: 'yes' });
  });

  it('can be said to be something else', async () => {
    await openOwn();
    await press('Change who, or what became of it');
    await fireEvent.click(screen.getByRole('radio', { name: 'I wanted to, and held back' }));
    await press('Keep this');
    await until(() => said().some(({ added }) => added?.status === 'resisted'), 'the change');
    await settle();
    await press(OWN);
    await press('Choose another pattern');
    await tap('Hinting');
    await screen.findByText('Marked as “Hinting”.');
    await until(() => said().some(({ added }) => added?.pattern === 'indirect_bid' && added.status === 'resisted'), 'the pattern');
    expect(said()).toHaveLength(1);
  });

  it('goes along when a letter is put right, and says so when its words go', async () => {
    await openEntry();
    await markAll();
    await press('Add this mark');
    await settle();
    const { editEntry } = await import('../../src/actions/editEntry');
    await editEntry(ENTRY, { text: TEXT.replace('asked him', 'asked Jo') });
    await screen.findByRole('button', { name: 'asked Jo again – Asking again' });
    await editEntry(ENTRY, { text: 'A walk.' });
    await screen.findByText('One mark of yours went with its words. If the words come back, so does the mark.');
    await press('Forget them');
    await until(() => screen.queryByText(/went with its words/) === null, 'the line to go');
    await expectSaid({ answer: 'no' });
  });
});

describe('the answers to a mark', () => {
  const MARK = /I asked him again – Asking again/;

  it.each([
    ['Yes, that fits', 'Thank you. Noted.', { answer: 'yes' }],
    ['No, that’s not it', 'Taken away. It will not come back for these words.', { answer: 'no' }],
    ['That was them', 'Noted as theirs. It no longer counts as yours.', { answer: 'theirs' }],
    ['I didn’t do it this time', 'Noted: the pull was there, and you did something else.', { answer: 'not_done' }],
  ])('%s', async (name, thanks, doc) => {
    await openEntry([READ], [JO!]);
    await press(MARK);
    expect(screen.queryByRole('group', { name: 'Who is it about?' })).toBeNull();
    await press(name);
    await screen.findByText(thanks);
    await expectSaid(doc);
  });

  it('can be undone: what was answered before stands again', async () => {
    await openEntry([READ]);
    await press(MARK);
    await press('That was them');
    await settle();
    await press(MARK);
    expect(screen.getByRole('button', { name: 'That was them' }).getAttribute('aria-pressed')).toBe('true');
    await press('No, that’s not it');
    await until(() => screen.queryByRole('button', { name: MARK }) === null, 'the mark to go');
    await press('Undo');
    await screen.findByRole('button', { name: MARK });
    await expectSaid({ answer: 'theirs' });
  });

  it('leaves the keyboard with the words when the mark it stood on goes', async () => {
    await openEntry([READ]);
    const mark = screen.getByRole('button', { name: MARK });
    mark.focus();
    await fireEvent.keyDown(mark, { key: 'Enter' });
    await press('No, that’s not it');
    await until(() => screen.queryByRole('button', { name: MARK }) === null, 'the mark to go');
    await until(() => document.activeElement === document.querySelector('.words'), 'the words to have the keyboard');
  });

  it('says whom it is about where there are several people, and keeps the answer', async () => {
    await openEntry([READ], [JO!, SAM!]);
    await press(MARK);
    await press('That was them');
    await settle();
    await press(MARK);
    const group = within(screen.getByRole('group', { name: 'Who is it about?' }));
    expect(group.getByRole('button', { name: 'Jo' }).getAttribute('aria-pressed')).toBe('true');
    await fireEvent.click(group.getByRole('button', { name: 'Sam' }));
    await screen.findByText('Noted: this is about Sam.');
    await expectSaid({ answer: 'theirs', person: SAM });
    await settle();
    await press(MARK);
    await press('None of them');
    await expectSaid({ answer: 'theirs', person: null });
  });
});
