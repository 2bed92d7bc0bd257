import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { families, familyOf } from '../../src/content/families';
import { contextName, contexts } from '../../src/content/contexts';
import { countries, dialable, suggestCountry } from '../../src/content/help';
import { patternName, patterns, saidSentence } from '../../src/content/patterns';

const sources = import.meta.glob('../../src/{content,screens,ui}/**/*.{ts,svelte}', { query: '?raw', import: 'default', eager: true }) as Record<string, string>;

describe('the behaviours in words', () => {
  it('are the 37 of the vocabulary, eleven of them steady', () => {
    const count = (family: string): number => [...patterns.values()].filter((one) => one.family === family).length;
    expect([count('anxious'), count('avoidant'), count('disorganized'), count('secure')]).toEqual([11, 7, 8, 11]);
  });

  it('carry the names and meanings of the reader, word for word', () => {
    const vocabulary = readFileSync('../patterns/vocabulary.py', 'utf8');
    for (const [slug, { name, meaning }] of patterns) {
      expect(vocabulary).toContain(`"${slug}": (\n            "${name}",\n            "${meaning}",`);
    }
  });

  it('say what the reader found, until the writer said otherwise', () => {
    const why = 'You checked for signs.';
    expect(saidSentence({ why })).toBe(why);
    expect(saidSentence({ why, verdict: 'yes' })).toBe(why);
    expect(saidSentence({ why, verdict: 'theirs' })).toBe('You said that this was them. It does not count as yours.');
    expect(saidSentence({ why, verdict: 'not_done' })).toMatch(/^You said that you did not do it this time\./);
  });

  it('show a slug of a newer reader as its own words', () => {
    expect(patternName('quiet_hope')).toBe('quiet hope');
    expect(familyOf('newer')).toBe(families.disorganized);
  });
});

describe('what an entry can be about', () => {
  it('is named by the slugs of the server, and any other slug by its own words', () => {
    const vocabulary = readFileSync('../journal/vocabulary.py', 'utf8');
    expect(vocabulary).toContain(`CONTEXTS = (${contexts.map(([slug]) => `"${slug}"`).join(', ')})`);
    expect([contextName('alone_time'), contextName('long-walk')]).toEqual(['Alone time', 'long walk']);
  });
});

describe('the wording of every screen', () => {
  const forbidden = /\b(clingy|needy|toxic|manipulative|non-compliant|disorder|diagnosed|you are (anxious|avoidant|insecure)|streak|badge)\b/i;

  it.each(Object.keys(sources))('%s names behaviour, never a person', (path) => {
    expect(sources[path]).not.toMatch(forbidden);
  });

  it.each(Object.keys(sources))('%s keeps to the strict content policy', (path) => {
    expect(sources[path]).not.toMatch(/\{@html|<[^>]*\sstyle=["{]/);
    expect(sources[path]!.split('\n').length).toBeLessThanOrEqual(250);
  });
});

describe('the help lines', () => {
  it('cover sixteen countries, each with an emergency number and a way to reach somebody', () => {
    expect(countries).toHaveLength(16);
    for (const country of countries) {
      expect(country.emergency.length).toBeGreaterThan(0);
      expect(country.lines.length).toBeGreaterThan(0);
      for (const line of [...country.lines, ...country.violence]) {
        expect(line.phone ?? line.text?.to ?? line.chat).toBeTruthy();
        expect(line).toMatchObject({ check: true, source: expect.stringMatching(/./) as string });
      }
    }
  });

  it('are suggested from the language of the phone, only where that names a country that is here', () => {
    expect(suggestCountry(['en-GB', 'de-DE'])).toBe('GB');
    expect(suggestCountry(['es-MX', 'de-AT'])).toBe('AT');
    expect(suggestCountry(['en', 'fr'])).toBeNull();
  });

  it('can be dialled', () => {
    expect(dialable('0800 111 0 111')).toBe('08001110111');
    expect(dialable('800-799-7233')).toBe('8007997233');
  });
});
