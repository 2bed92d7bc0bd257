import { fireEvent, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lesson, Tag, Taught } from '../../src/data/types';
import { json } from '../data/server';
import { House, openApp, until } from './phone';

const ANA = 'ana@example.org';
const PASSWORD = 'a long enough password';
const TEXT = 'I asked him again if we are okay.';
const ENTRY = '01900000-0000-7000-8000-000000000001';
const theirs: Taught = { lesson: 'l1', answer: 'theirs', pattern: null, times: 3 };
const asking: Lesson = { id: 'l1', pattern: 'reassurance_seeking', answer: 'theirs', corrected: null, times: 3, quotes: [TEXT, 'Asked again.'] };
const checking: Lesson = { ...asking, id: 'l2', pattern: 'partner_monitoring', answer: 'no', quotes: ['I looked at the map.'] };
let house: House;
let app: Awaited<ReturnType<typeof openApp>>;
let lessons: Lesson[];

async function open(path: string): Promise<void> {
  house.add(ANA, 'client', PASSWORD);
  app = await openApp(house, '/sign-in');
  await fireEvent.input(await screen.findByLabelText('E-mail'), { target: { value: ANA } });
  await fireEvent.input(screen.getByLabelText('Password'), { target: { value: PASSWORD } });
  await fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  await screen.findByRole('heading', { name: 'Today' });
  const { navigate } = await import('../../src/router');
  navigate(path);
}

async function openEntry(part: Partial<Tag>): Promise<void> {
  await open('/');
  const server = house.server(ANA);
  const tag: Tag = {
    id: 't1', pattern: 'reassurance_seeking', family: 'anxious', holder: 'self', status: 'enacted', start: 0, end: 32,
    quote: TEXT.slice(0, 32), confidence: 0.9, why: 'You asked again.', person: null, verdict: null, corrected: null, ...part,
  };
  server.change('entry', ENTRY, {
    text: TEXT, mood: 3, written_at: '2026-11-17T21:05:00+01:00', zone: 'Europe/Berlin', local_day: '2026-11-17',
    people: [], context: [], read: true,
  });
  server.change('reading', ENTRY, { entry: ENTRY, content_version: 1, engine: 'e', language: 'en', skipped: null, tags: [tag] });
  app.sync.now();
  await until(() => app.journal.entries.length === 1, 'the entry to come');
  const { navigate } = await import('../../src/router');
  navigate(`/entry/${ENTRY}`);
}

const press = async (name: string | RegExp): Promise<void> => {
  await fireEvent.click(await screen.findByRole('button', { name }));
};

function answerSent(): unknown {
  const pushes = house.server(ANA).requests.filter(({ path }) => path.startsWith('/api/v1/sync/push'));
  const ops = pushes.flatMap(({ body }) => (JSON.parse(body ?? '{}') as { ops: { kind: string; doc: unknown }[] }).ops);
  return ops.find(({ kind }) => kind === 'verdict')?.doc;
}

async function expectAnswer(doc: object): Promise<void> {
  await until(() => answerSent() !== undefined, 'the answer to be sent');
  expect(answerSent()).toEqual({ entry: ENTRY, tag: 't1', ...doc });
}

beforeEach(() => {
  localStorage.clear();
  house = new House();
  lessons = [asking, checking];
  house.routes['GET /api/v1/lessons/'] = () => json({ results: lessons });
});

afterEach(() => app.close());

describe('a mark that follows what was taught', () => {
  it('says so, and can be read as before', async () => {
    await openEntry({ taught: theirs });
    await press(/I asked him again if we are okay – Asking again/);
    const sheet = within(await screen.findByRole('dialog', { name: 'Asking again' }));
    expect(sheet.getByText('You changed this 3 times in sentences like this one, so I now read it as theirs.')).toBeTruthy();
    expect(sheet.getByRole('link', { name: /What it learned from you/ }).getAttribute('href')).toBe('/you/settings');
    expect(sheet.queryByRole('button', { name: 'Yes, that fits' })).toBeNull();
    await fireEvent.click(sheet.getByRole('button', { name: 'Read it as before' }));
    await screen.findByText('Read as before. Noted for sentences like this one.');
    await expectAnswer({ answer: 'yes' });
  });

  it('can be agreed with', async () => {
    await openEntry({ taught: { ...theirs, answer: 'other_pattern', pattern: 'direct_need' } });
    await press(/– Asking for what you need/);
    const sheet = within(await screen.findByRole('dialog', { name: 'Asking for what you need' }));
    await fireEvent.click(sheet.getByRole('button', { name: 'Yes, that fits better' }));
    await expectAnswer({ answer: 'other_pattern', pattern: 'direct_need' });
  });

  it('is silent where it was taught away, and stays within reach', async () => {
    await openEntry({ taught: { ...theirs, answer: 'no' } });
    await screen.findByRole('heading', { name: 'Left out, as you taught it' });
    expect(screen.queryByRole('button', { name: /I asked him again if we are okay –/ })).toBeNull();
    expect(screen.queryByText(/You took every mark away/)).toBeNull();
    await press(/Asking again/);
    const sheet = within(await screen.findByRole('dialog', { name: 'Asking again' }));
    await fireEvent.click(sheet.getByRole('button', { name: 'Read it as before' }));
    await screen.findByRole('button', { name: /I asked him again if we are okay – Asking again/ });
    await expectAnswer({ answer: 'yes' });
  });
});

describe('another pattern', () => {
  it('is chosen by family from words that say what it means', async () => {
    await openEntry({});
    await press(/– Asking again/);
    await press('It was another pattern');
    const sheet = within(await screen.findByRole('dialog', { name: 'Which one fits better?' }));
    const group = sheet.getByRole('group', { name: 'Which one fits better?' });
    expect(document.activeElement).toBe(group);
    const names = [...group.querySelectorAll('summary')].map((one) => one.textContent);
    expect(names).toEqual(['Steady11', 'Reaching hard10', 'Stepping back7', 'Both at once8']);
    expect([...group.querySelectorAll('details')].map((one) => one.open)).toEqual([false, true, false, false]);
    expect(sheet.queryByText('Asking again')).toBeNull();
    await fireEvent.click(sheet.getByText('Hinting'));
    await screen.findByText('Noted as “Hinting”.');
    await expectAnswer({ answer: 'other_pattern', pattern: 'indirect_bid' });
    await screen.findByRole('button', { name: /I asked him again if we are okay – Hinting/ });
  });

  it('can be left without an answer, and the keyboard stands where it was', async () => {
    await openEntry({});
    await press(/– Asking again/);
    await press('It was another pattern');
    await press('Back to the answers');
    const sheet = within(await screen.findByRole('dialog', { name: 'Asking again' }));
    expect(document.activeElement).toBe(sheet.getByRole('button', { name: 'It was another pattern' }));
    expect(answerSent()).toBeUndefined();
  });
});

describe('what it learned from you', () => {
  it('lists each lesson with its words', async () => {
    await open('/you/settings');
    await screen.findByRole('heading', { name: 'What it learned from you' });
    await screen.findByText('From 3 answers of yours: in sentences much like these, I now read it as theirs.');
    expect(screen.getByText('I looked at the map.')).toBeTruthy();
    expect(screen.getAllByRole('list', { name: 'The newest of these words' })).toHaveLength(2);
  });

  it('forgets one', async () => {
    house.routes['DELETE /api/v1/lessons/l1/'] = () => new Response(null, { status: 204 });
    await open('/you/settings');
    await press(/^Forget this: Asking again/);
    await screen.findByText(/^Forgotten\./);
    expect(house.asked).toContain('DELETE /api/v1/lessons/l1/');
    expect(screen.queryByRole('heading', { name: 'Asking again' })).toBeNull();
    expect(screen.getByRole('heading', { name: 'Checking for signs' })).toBeTruthy();
  });

  it('forgets all only after asking', async () => {
    house.routes['DELETE /api/v1/lessons/'] = () => new Response(null, { status: 204 });
    await open('/you/settings');
    await press('Forget all of it');
    const sheet = within(await screen.findByRole('dialog', { name: 'Forget all it learned?' }));
    expect(house.asked).not.toContain('DELETE /api/v1/lessons/');
    await fireEvent.click(sheet.getByRole('button', { name: 'Forget all of it' }));
    await screen.findByText('Nothing so far. Each mark is read as for everybody.');
    expect(house.asked).toContain('DELETE /api/v1/lessons/');
  });

  it('says so when there is nothing, and when the server cannot be asked', async () => {
    lessons = [];
    await open('/you/settings');
    await screen.findByText('Nothing so far. Each mark is read as for everybody.');
    house.online = false;
    const { navigate } = await import('../../src/router');
    navigate('/you');
    await screen.findByRole('heading', { name: 'You' });
    navigate('/you/settings');
    await screen.findByRole('button', { name: 'Try again' });
  });
});
