import { beforeEach, describe, expect, it, vi } from 'vitest';

const HEAD = `<meta name="color-scheme" content="light dark"><meta name="theme-color" content="#f5efe3">
<link rel="manifest" href="/manifest.webmanifest"><link rel="icon" href="/icons/icon.svg"><link rel="apple-touch-icon" href="/icons/icon-180.png">`;
const system = { dark: false, more: false, less: false };
let told: (() => void)[] = [];

/** The script of the head, in a window of a device that is set as `system` says. */
async function open(kept?: object | string): Promise<DOMStringMap> {
  if (kept !== undefined) localStorage.setItem('holdfast.look', typeof kept === 'string' ? kept : JSON.stringify(kept));
  vi.resetModules();
  await import('../src/look');
  return document.documentElement.dataset;
}

const attribute = (selector: string, name: string): string | null | undefined => document.querySelector(selector)?.getAttribute(name);

beforeEach(() => {
  localStorage.clear();
  document.head.innerHTML = HEAD;
  told = [];
  Object.assign(system, { dark: false, more: false, less: false });
  vi.stubGlobal('matchMedia', (query: string) => ({
    get matches() {
      return query.includes('dark') ? system.dark : query.includes('contrast') ? system.more : system.less;
    },
    addEventListener: (_type: string, work: () => void) => void told.push(work),
  }));
});

describe('how the page looks', () => {
  it('follows the device where nothing was chosen, also when the device changes', async () => {
    const look = await open();
    expect({ ...look }).toMatchObject({ scheme: 'light', contrast: 'plain', motion: 'plain', size: '1', words: 'serif' });
    Object.assign(system, { dark: true, more: true, less: true });
    for (const tell of told) tell();
    expect({ ...look }).toMatchObject({ scheme: 'dark', contrast: 'more', motion: 'less' });
    expect(attribute('meta[name="theme-color"]', 'content')).toBe('#000000');
  });

  it('is as chosen, whatever the device says', async () => {
    Object.assign(system, { dark: true });
    const look = await open({ theme: 'light', size: '4', motion: 'less', words: 'sans' });
    expect({ ...look }).toMatchObject({ scheme: 'light', contrast: 'plain', motion: 'less', size: '4', words: 'sans' });
    expect(attribute('meta[name="color-scheme"]', 'content')).toBe('light');
    expect(attribute('meta[name="theme-color"]', 'content')).toBe('#f5efe3');
  });

  it('has high contrast in the light and in the dark', async () => {
    expect({ ...(await open({ theme: 'contrast' })) }).toMatchObject({ scheme: 'light', contrast: 'more' });
    Object.assign(system, { dark: true });
    expect({ ...(await open()) }).toMatchObject({ scheme: 'dark', contrast: 'more' });
  });

  it('changes with a choice, in the other windows too', async () => {
    const look = await open();
    localStorage.setItem('holdfast.look', JSON.stringify({ theme: 'dark' }));
    window.dispatchEvent(new Event('holdfast-look'));
    expect(look['scheme']).toBe('dark');
    localStorage.setItem('holdfast.look', JSON.stringify({ theme: 'light' }));
    window.dispatchEvent(new StorageEvent('storage', { key: 'holdfast.look' }));
    expect(look['scheme']).toBe('light');
  });

  it.each(['not json', 'null', '[]', '{"face":"../../evil"}'])('is plain where %s lies in the storage', async (kept) => {
    expect({ ...(await open(kept)) }).toMatchObject({ scheme: 'light', size: '1' });
    expect(attribute('link[rel="manifest"]', 'href')).toBe('/manifest.webmanifest');
  });

  it('is plain where the browser keeps nothing', async () => {
    vi.stubGlobal('localStorage', { getItem: () => { throw new DOMException('no', 'SecurityError'); }, clear: () => undefined });
    expect({ ...(await open()) }).toMatchObject({ scheme: 'light', size: '1' });
    vi.unstubAllGlobals();
  });

  it.each(['notebook', 'tides'])('carries the name and icon %s', async (face) => {
    await open({ face });
    expect(attribute('link[rel="manifest"]', 'href')).toBe(`/${face}-manifest.webmanifest`);
    expect(attribute('link[rel="icon"]', 'href')).toBe(`/icons/${face}-icon.svg`);
    expect(attribute('link[rel="apple-touch-icon"]', 'href')).toBe(`/icons/${face}-icon-180.png`);
  });
});
