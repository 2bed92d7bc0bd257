import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { words } from '../../src/content/reminders';
import type { Reminder } from '../../src/data/types';
import { inOrder, nameDays, nameTime, newReminder, partsOfAgent } from '../../src/domain/reminders';

const at = (from: string, to: string | null = null): Reminder => ({ ...newReminder(), from, to });

describe('what a lock screen may show', () => {
  it('is word for word what the server sends', () => {
    const server = readFileSync('../journal/reminders.py', 'utf8');
    for (const [slug, text] of words) expect(server).toContain(`"${slug}": {"en": "${text}"`);
    expect(server.match(/"en": "/g)).toHaveLength(words.length);
  });

  it('is what the worker falls back to', () => {
    expect(readFileSync('src/sw.ts', 'utf8')).toContain(`: '${words[0]?.[1]}'`);
  });
});

describe('a reminder in words', () => {
  it('has the time of the reader’s own clock', () => {
    expect(nameTime('21:05', 'de')).toBe('21:05');
    expect(nameTime('21:05', 'en-US')).toMatch(/^9:05\sPM$/);
  });

  it('has every day, or the names of its days', () => {
    expect(nameDays([1, 2, 3, 4, 5, 6, 7], 'Every day')).toBe('Every day');
    expect(nameDays([7, 6], 'Every day', 'en-GB').split(', ').sort()).toEqual(['Sat', 'Sun']);
  });

  it('stands in the order of the day', () => {
    const [late, early, longer] = [at('20:00'), at('08:00'), at('08:00', '09:00')];
    expect(inOrder([late, longer, early])).toEqual([early, longer, late]);
  });

  it.each([
    ['Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36', 'Chrome', 'Android'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/19.0 Mobile Safari/604.1', 'Safari', 'iPhone'],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge', 'Windows'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox', 'Linux'],
  ])('names the browser of %s', (agent, browser, system) => {
    expect(partsOfAgent(agent)).toEqual({ browser, system });
  });

  it('names no browser that it does not know', () => {
    expect(partsOfAgent('curl/8')).toBeNull();
  });
});
