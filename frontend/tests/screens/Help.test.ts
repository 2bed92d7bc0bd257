import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import Help from '../../src/screens/Help.svelte';

const fetched = vi.fn(() => Promise.reject(new TypeError('Failed to fetch')));

beforeEach(() => vi.stubGlobal('fetch', fetched));
afterEach(() => {
  expect(fetched).not.toHaveBeenCalled();
  expect(localStorage).toHaveLength(0);
  vi.unstubAllGlobals();
});

describe('the help page', () => {
  it('shows the lines of the suggested country, ready to dial, and says that they are to be checked', () => {
    render(Help, { locales: ['en-GB'] });
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: /country/i }).value).toBe('GB');
    expect(screen.getByRole('link', { name: 'Call 999' }).getAttribute('href')).toBe('tel:999');
    expect(screen.getByRole('link', { name: 'Call 116 123' }).getAttribute('href')).toBe('tel:116123');
    expect(screen.getByRole('link', { name: 'Text 85258' }).getAttribute('href')).toBe('sms:85258');
    const one = screen.getByRole('heading', { name: 'Samaritans' }).closest('li')!;
    expect(within(one).getByText(/check before release/i)).toBeTruthy();
  });

  it('follows the country that the person chooses', async () => {
    render(Help, { locales: ['en-GB'] });
    await fireEvent.change(screen.getByRole('combobox', { name: /country/i }), { target: { value: 'DE' } });
    expect(screen.getByRole('heading', { name: 'TelefonSeelsorge' })).toBeTruthy();
    expect(screen.queryByRole('heading', { name: 'Samaritans' })).toBeNull();
  });

  it('helps where the country is not known', () => {
    render(Help, { locales: ['eo'] });
    expect(screen.getByRole('heading', { name: 'My country is not here' })).toBeTruthy();
    expect(screen.getByText(/call your local emergency number/i)).toBeTruthy();
  });

  it('says that nobody is watching and offers to leave', () => {
    render(Help, { locales: ['en-US'] });
    expect(screen.getByText(/nobody is watching this app/i)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Exit this page' })).toBeTruthy();
  });
});
