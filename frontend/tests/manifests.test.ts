// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FACES, type Face } from '../src/domain/look';
import { match } from '../src/router';

const read = (path: string): Buffer => readFileSync(new URL(`../public/${path.replace(/^\//, '')}`, import.meta.url));
/** Width and height out of the head of a PNG. */
const sizeOf = (png: Buffer): string => `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;

interface Icon {
  src: string;
  sizes: string;
  type: string;
  purpose: string;
}

describe.each(Object.entries(FACES) as [Face, string][])('the manifest of %s', (face, name) => {
  const prefix = face === 'holdfast' ? '' : `${face}-`;
  const manifest = JSON.parse(read(`${prefix}manifest.webmanifest`).toString()) as {
    id: string; name: string; short_name: string; description: string; start_url: string; scope: string; display: string;
    icons: Icon[]; shortcuts: { name: string; url: string; icons: Icon[] }[];
  };

  it('has its name, and one app for all names', () => {
    expect(manifest).toMatchObject({ id: '/', name, short_name: name, start_url: '/', scope: '/', display: 'standalone' });
  });

  it('says nothing of what it is for', () => {
    expect(JSON.stringify(manifest)).not.toMatch(/relation|attach|journal|mood|partner|feel|therap/i);
  });

  it('has icons that are there, of the size they claim, one of them maskable', () => {
    expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual(['192x192 any', '512x512 any', '512x512 maskable', 'any any']);
    for (const { src, sizes, type } of [...manifest.icons, ...manifest.shortcuts.flatMap(({ icons }) => icons)]) {
      const file = read(src);
      if (type === 'image/png') expect(sizeOf(file)).toBe(sizes);
    }
    expect(sizeOf(read(`icons/${prefix}icon-180.png`))).toBe('180x180');
  });

  it('opens writing and help from a long press', () => {
    expect(manifest.shortcuts.map((one) => [one.name, match(one.url).name])).toEqual([['Write', 'today'], ['Help', 'help']]);
  });
});
