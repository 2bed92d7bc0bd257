// Stands in the head as a script of its own and runs before anything is drawn, so that the page never flashes in another
// theme or size. It alone says how the page looks: the app keeps a choice and tells it to look again. It must stand alone.
import type { Look } from './domain/look';

const root = document.documentElement;
const dark = matchMedia('(prefers-color-scheme: dark)');
const more = matchMedia('(prefers-contrast: more)');
const less = matchMedia('(prefers-reduced-motion: reduce)');

function kept(): Partial<Look> {
  try {
    return (JSON.parse(localStorage.getItem('holdfast.look') ?? '{}') as Partial<Look> | null) ?? {};
  } catch {
    return {};
  }
}

function set(selector: string, attribute: string, value: string): void {
  const element = document.querySelector(selector);
  if (element && element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
}

function look(): void {
  const { theme, size = '1', motion, words = 'serif', face = 'holdfast' } = kept();
  const scheme = theme === 'light' || theme === 'dark' ? theme : dark.matches ? 'dark' : 'light';
  const contrast = theme === 'contrast' || more.matches;
  Object.assign(root.dataset, { scheme, contrast: contrast ? 'more' : 'plain', size, words });
  root.dataset['motion'] = motion === 'less' || less.matches ? 'less' : 'plain';
  set('meta[name="color-scheme"]', 'content', scheme);
  const paper = contrast ? { light: '#ffffff', dark: '#000000' } : { light: '#f5efe3', dark: '#0f1719' };
  set('meta[name="theme-color"]', 'content', paper[scheme]);
  // Only names that are there: what lies in the storage of a browser may be old.
  const named = face === 'notebook' || face === 'tides' ? `${face}-` : '';
  set('link[rel="manifest"]', 'href', `/${named}manifest.webmanifest`);
  set('link[rel="icon"]', 'href', `/icons/${named}icon.svg`);
  set('link[rel="apple-touch-icon"]', 'href', `/icons/${named}icon-180.png`);
}

look();
for (const system of [dark, more, less]) system.addEventListener('change', look);
addEventListener('holdfast-look', look);
addEventListener('storage', look);
