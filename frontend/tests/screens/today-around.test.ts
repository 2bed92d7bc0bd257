import { screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { until } from './phone';
import { app, one, open, pause, press, texts, type } from './today';

describe('the day of an entry', () => {
  it('is the one on which its first word was seen, also after midnight and over a border', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-21T22:58:00Z') });
    await type('Cannot sleep.');
    vi.setSystemTime(new Date('2026-11-22T08:00:00Z'));
    document.dispatchEvent(new Event('visibilitychange'));
    await screen.findByText(/This goes to/);
    await press('Save');
    await until(() => texts().length === 1, 'the entry');
    expect([one().local_day, one().written_at.slice(0, 10)]).toEqual(['2026-11-21', '2026-11-22']);
  });

  it('moves to today when its writer says so', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-21T12:00:00Z') });
    await type('Begun on Saturday.');
    vi.setSystemTime(new Date('2026-11-22T12:00:00Z'));
    document.dispatchEvent(new Event('visibilitychange'));
    await press('Use today');
    await press('Save');
    await until(() => texts().length === 1, 'the entry');
    expect(one().local_day).toBe('2026-11-22');
  });

  it('follows the calendar while nothing is written', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-21T12:00:00Z') });
    document.dispatchEvent(new Event('visibilitychange'));
    await screen.findByRole('button', { name: /Sat.*21|21.*Sat/ });
    vi.setSystemTime(new Date('2026-11-22T12:00:00Z'));
    document.dispatchEvent(new Event('visibilitychange'));
    await screen.findByRole('button', { name: /Sun.*22|22.*Sun/ });
    expect(screen.queryByText(/This goes to/)).toBeNull();
  });
});

describe('the question over the page', () => {
  it('is noted with the words that answer it', async () => {
    await type('A word.');
    await press('Save');
    await until(() => texts().length === 1, 'the entry');
    const { promptWords } = await import('../../src/content/prompts');
    expect(promptWords(one().prompt ?? '')).toBeTruthy();
  });

  it('can be another one, and none, and none stays none', async () => {
    await press('Another question');
    await press('No questions');
    await until(() => screen.queryByRole('button', { name: 'Another question' }) === null, 'the question to go');
    await type('A word.');
    await press('Save');
    await until(() => texts().length === 1, 'the entry');
    expect(one().prompt).toBeUndefined();
    await app.close();
    await open();
    await pause(50);
    expect(screen.queryByRole('button', { name: 'Another question' })).toBeNull();
  });

  it('asks for plain things of the day once the only partner is a former one', async () => {
    const { savePerson } = await import('../../src/actions/savePerson');
    const { id } = await savePerson({ name: 'Sam', kind: 'partner' });
    expect(screen.queryByText(/A few lines about the day are enough/)).toBeNull();
    await savePerson({ id, name: 'Sam', kind: 'ex' });
    await screen.findByText(/A few lines about the day are enough/);
    await savePerson({ name: 'Alex', kind: 'partner' });
    await until(() => screen.queryByText(/A few lines about the day are enough/) === null, 'the usual questions');
  });

  it('never follows from what somebody wrote', async () => {
    await type('We broke up yesterday. Sam left me.');
    await press('Save');
    await until(() => texts().length === 1, 'the entry');
    expect(screen.queryByText(/A few lines about the day are enough/)).toBeNull();
  });
});

describe('the scales', () => {
  it('are folded away until wanted, and then stay', async () => {
    expect(screen.queryByRole('button', { name: 'Calm' })).toBeNull();
    await press('Calm, connected, steady');
    await screen.findByRole('button', { name: 'Calm' });
    await pause(30);
    await app.close();
    await open();
    await screen.findByRole('button', { name: 'Calm' });
  });
});
