import { fireEvent, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Grant, Summary, WeekDoc } from '../../src/data/types';
import { json } from '../data/server';
import { House, openApp } from './phone';

const PASSWORD = 'a long enough password';
const WEEK = '2026-W47';
const grant: Grant = {
  id: 'g1', state: 'active', name: 'M.', therapist: { name: 'Dr. Osei', email: 'osei@example.org' },
  created_at: '2026-11-01T10:00:00Z', expires_at: '2027-02-01T10:00:00Z',
};
const summary: Summary = {
  week: WEEK, from: '2026-11-16', to: '2026-11-22', note: 'About Friday.', about: 'Self-chosen entries, not a sample.',
  coverage: { entries: 4, days: 4, of_days: 7, sentence: 'You wrote on 4 of 7 days.' },
  secure: [{ name: 'Asking for what you need', entries: 1, of: 4, sentence: 'In 1 of 4 entries.', quotes: ['I said so'] }],
  patterns: [{ name: 'Asking again', entries: 2, of: 4, sentence: 'In 2 of 4 entries.', quotes: [] }],
  urges: null, moods: [], exercise: null, engine: 'reader 1',
};
const week: WeekDoc = {
  week: WEEK, from: '2026-11-16', to: '2026-11-22', engine: 'reader 1',
  coverage: { entries: 4, days: 4, of_days: 7, waiting: 0, sentence: 'You wrote on 4 of 7 days.' },
  moods: [], secure: [], patterns: [], urges: { felt: 2, resisted: 1, sentence: 'You noted two urges and let one of them pass.' },
  moments: [{ day: '2026-11-18', entry: 'e1', tag: 't1', pattern: 'direct_need', quote: 'I said so' }],
  theirs: [], enough: false, sentence: 'There are too few entries to say how often.',
  suggestions: [
    { exercise: 'talk', title: 'Say the need', minutes: 8, pattern: 'indirect_bid', reason: 'Because you hinted.', gates: ['P'], because: [] },
    { exercise: 'senses', title: 'Five senses now', minutes: 3, pattern: 'jealousy', reason: 'A short one.', gates: [], because: [] },
  ],
};

let house: House;
let app: Awaited<ReturnType<typeof openApp>>;

async function openAs(role: 'client' | 'therapist', path: string): Promise<void> {
  house.add('one@example.org', role, PASSWORD);
  app = await openApp(house, '/sign-in');
  await fireEvent.input(await screen.findByLabelText('E-mail'), { target: { value: 'one@example.org' } });
  await fireEvent.input(screen.getByLabelText('Password'), { target: { value: PASSWORD } });
  await fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  await screen.findByRole('heading', { name: role === 'client' ? 'Today' : 'Clients' });
  const { navigate } = await import('../../src/router');
  navigate(path);
}

const press = async (name: string | RegExp): Promise<void> => {
  await fireEvent.click(await screen.findByRole('button', { name }));
};

beforeEach(() => {
  localStorage.clear();
  house = new House();
  house.routes['GET /api/v1/grants/'] = () => json({ results: [grant], next: null });
  house.routes['GET /api/v1/shares/'] = () => json({ results: [], next: null });
  house.routes[`GET /api/v1/insights/weeks/${WEEK}/`] = () => json(week);
});

afterEach(() => app.close());

describe('preparing a week for a session', () => {
  it('shows the very page first, and sends nothing but what was previewed', async () => {
    const bodies: unknown[] = [];
    house.routes['POST /api/v1/shares/preview/'] = (body) => (bodies.push(body), json(summary, 200, { ETag: '"abc"' }));
    house.routes['POST /api/v1/shares/'] = (body) => (bodies.push(body), json({ id: 's1', grant: 'g1', week: WEEK, created_at: '2026-11-22T10:00:00Z' }, 201));
    await openAs('client', `/share/${WEEK}`);
    await fireEvent.click(await screen.findByRole('checkbox', { name: /“I said so”/ }));
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Mood of each day' }));
    await press('See the page first');
    const page = within(await screen.findByRole('article', { name: /Shared week/ }));
    expect(page.getByText('About Friday.')).toBeTruthy();
    expect(page.getByText('I said so')).toBeTruthy();
    await press('Approve and share');
    await screen.findByText('Dr. Osei can open this page now.');
    const asked = { grant: 'g1', week: WEEK, include: ['secure', 'urges', 'patterns', 'exercise'], quotes: ['t1'] };
    expect(bodies).toEqual([asked, { ...asked, preview: '"abc"' }]);
  });

  it('takes no words along unless they were chosen', async () => {
    const bodies: unknown[] = [];
    house.routes['POST /api/v1/shares/preview/'] = (body) => (bodies.push(body), json(summary, 200, { ETag: '"abc"' }));
    await openAs('client', `/share/${WEEK}`);
    await screen.findByRole('checkbox', { name: /“I said so”/ });
    await press('See the page first');
    await screen.findByRole('article', { name: /Shared week/ });
    expect(bodies).toEqual([{ grant: 'g1', week: WEEK, include: ['secure', 'urges', 'patterns', 'moods', 'exercise'], quotes: [] }]);
  });

  it('shows the page again when the week changed in between', async () => {
    let note = 'About Friday.';
    house.routes['POST /api/v1/shares/preview/'] = () => json({ ...summary, note }, 200, { ETag: '"abc"' });
    house.routes['POST /api/v1/shares/'] = () => json({ error: { code: 'conflict', message: 'It changed.' } }, 409);
    await openAs('client', `/share/${WEEK}`);
    await press('See the page first');
    await screen.findByText('About Friday.');
    note = 'Something newer.';
    await press('Approve and share');
    await screen.findByText('Something newer.');
    expect(screen.getByText(/please read it again/)).toBeTruthy();
    expect(screen.queryByText(/can open this page now/)).toBeNull();
  });
});

describe('who may see something', () => {
  it('shows a code once and ends sharing only after asking', async () => {
    house.routes['POST /api/v1/invitations/'] = () => json({ id: 'i1', code: 'K7QF-2M9P', expires_at: '2026-11-22T18:00:00Z' }, 201);
    house.routes['DELETE /api/v1/grants/g1/'] = () => new Response(null, { status: 204 });
    await openAs('client', '/you/sharing');
    await press('Make a code');
    expect((await screen.findByTestId('invitation-code')).textContent).toBe('K7QF-2M9P');
    await press('End sharing');
    const sheet = within(await screen.findByRole('dialog', { name: 'End sharing?' }));
    expect(house.asked).not.toContain('DELETE /api/v1/grants/g1/');
    await fireEvent.click(sheet.getByRole('button', { name: 'End sharing' }));
    await screen.findByText(/They can open nothing any more/);
    expect(house.asked).toContain('DELETE /api/v1/grants/g1/');
  });
});

describe('a week', () => {
  it('says how much was written first, then steady moments, then what was hard', async () => {
    await openAs('client', `/week/${WEEK}`);
    await screen.findByText('You wrote on 4 of 7 days.');
    await screen.findByText('One exercise for this');
    const words = document.querySelector('main')!.textContent!;
    const order = ['You wrote on 4 of 7 days.', 'I said so', 'Pulls you did not follow', 'Patterns in what you wrote', 'One exercise for this', 'Prepare for my session'];
    const places = order.map((part) => words.indexOf(part));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('says when part of it is being read again, on the screen and on the page for the therapist', async () => {
    const readers = '3 of 4 entries are being read again with a newer reader; numbers may change.';
    const frozen = '3 of 4 entries were read by an older reader when this page was made; a later page may count differently.';
    house.routes[`GET /api/v1/insights/weeks/${WEEK}/`] = () => json({ ...week, coverage: { ...week.coverage, older: 3, again: 3, readers } });
    house.routes['POST /api/v1/shares/preview/'] = () =>
      json({ ...summary, coverage: { ...summary.coverage, readers: frozen } }, 200, { ETag: '"abc"' });
    await openAs('client', `/week/${WEEK}`);
    await screen.findByText(readers);
    await fireEvent.click(screen.getByRole('link', { name: 'Prepare for my session' }));
    await press('See the page first');
    expect(within(await screen.findByRole('article', { name: /Shared week/ })).getByText(frozen)).toBeTruthy();
  });

  it('asks about safety before it shows an exercise that leads to the other person', async () => {
    await openAs('client', `/week/${WEEK}`);
    await screen.findByText('Is it safe to be open with this person right now?');
    expect(screen.queryByText('Say the need')).toBeNull();
    await press('I’m not sure');
    await screen.findByText(/Five senses now/);
    expect(screen.queryByText('Say the need')).toBeNull();
    expect(screen.getByRole('link', { name: 'People who can help' }).getAttribute('href')).toBe('/help');
  });
});

describe('the therapist’s page', () => {
  it('is the same page, and gone when the client ended sharing', async () => {
    house.routes['GET /api/v1/clients/'] = () => json({ results: [{ id: 'g1', state: 'active', name: 'M.', since: '2026-11-01T10:00:00Z', summaries: 1, new: 1 }], next: null });
    house.routes['GET /api/v1/clients/g1/summaries/s1/'] = () => json(summary);
    await openAs('therapist', '/clients/g1/s1');
    const page = within(await screen.findByRole('article', { name: /Shared week/ }));
    expect(page.getByText('I said so')).toBeTruthy();
    expect(screen.getByText(/Nobody monitors this page between sessions/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Print' })).toBeTruthy();
    house.routes['GET /api/v1/clients/g1/summaries/s1/'] = () => json({ error: { code: 'not_found', message: 'Not there.' } }, 404);
    const { navigate } = await import('../../src/router');
    navigate('/clients');
    await screen.findByRole('heading', { name: 'Clients' });
    navigate('/clients/g1/s1');
    await screen.findByText('This page is no longer shared');
  });
});
