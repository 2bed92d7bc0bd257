// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest';

const ORIGIN = 'https://notes.test';
// Not a literal: the worker has types of its own (tsconfig.worker.json) that clash with those of a page.
const WORKER: string = new URL('../src/sw.ts', import.meta.url).pathname;
const handlers = new Map<string, (event: unknown) => void>();
const shelves = new Map<string, Map<string, Response>>();
const fetched: string[] = [];
let answer = (path: string): Response => new Response(`from network ${path}`);

function shelf(name: string) {
  const kept = shelves.get(name) ?? new Map<string, Response>();
  shelves.set(name, kept);
  return { put: async (url: string, response: Response) => void kept.set(url, response) };
}

class PathRequest {
  readonly url: string;
  constructor(path: string, readonly options: RequestInit = {}) {
    this.url = new URL(path, ORIGIN).href;
  }
}

async function wait(type: string): Promise<void> {
  let work: Promise<unknown> = Promise.resolve();
  handlers.get(type)?.({ waitUntil: (given: Promise<unknown>) => (work = given) });
  await work;
}

/** What the worker answers; null when it leaves the request to the network. */
async function ask(path: string, more: { method?: string; mode?: string } = {}): Promise<string | null> {
  let given: Promise<Response> | null = null;
  const request = { url: new URL(path, ORIGIN).href, method: 'GET', mode: 'navigate', ...more };
  handlers.get('fetch')?.({ request, respondWith: (response: Promise<Response>) => (given = response) });
  const response = await (given as Promise<Response> | null);
  return response ? response.clone().text() : null;
}

interface Opened {
  visibilityState: string;
  focus: () => Promise<void>;
  postMessage: (message: string) => void;
}

const shown: [string, NotificationOptions][] = [];
const done: string[] = [];
let windows: Opened[] = [];

const aWindow = (name: string, visibilityState: string): Opened => ({
  visibilityState,
  focus: async () => void done.push(`${name} focused`),
  postMessage: (message) => void done.push(`${name} told ${message}`),
});

async function push(data: unknown): Promise<void> {
  let work: Promise<unknown> = Promise.resolve();
  handlers.get('push')?.({ data, waitUntil: (given: Promise<unknown>) => (work = given) });
  await work;
}

async function tap(): Promise<void> {
  let work: Promise<unknown> = Promise.resolve();
  const notification = { close: () => void done.push('closed') };
  handlers.get('notificationclick')?.({ notification, waitUntil: (given: Promise<unknown>) => (work = given) });
  await work;
}

const skipWaiting = vi.fn(async () => undefined);

beforeEach(async () => {
  shelves.clear();
  fetched.length = shown.length = done.length = 0;
  windows = [];
  skipWaiting.mockClear();
  answer = (path) => new Response(`kept ${path}`);
  vi.resetModules();
  vi.stubGlobal('__SHELL__', ['/', '/assets/index-abc.js', '/manifest.webmanifest']);
  vi.stubGlobal('__VERSION__', 'v2');
  vi.stubGlobal('Request', PathRequest);
  vi.stubGlobal('caches', {
    open: async (name: string) => shelf(name),
    keys: async () => [...shelves.keys()],
    delete: async (name: string) => shelves.delete(name),
    match: async (path: string, { cacheName }: { cacheName: string }) => shelves.get(cacheName)?.get(path),
  });
  vi.stubGlobal('fetch', async (request: PathRequest) => {
    const { pathname } = new URL(request.url);
    fetched.push(pathname);
    return answer(pathname);
  });
  vi.stubGlobal('self', {
    location: { origin: ORIGIN },
    clients: {
      claim: async () => undefined,
      matchAll: async () => windows,
      openWindow: async (path: string) => void done.push(`opened ${path}`),
    },
    registration: { showNotification: async (...what: [string, NotificationOptions]) => void shown.push(what) },
    skipWaiting,
    addEventListener: (type: string, handler: (event: unknown) => void) => handlers.set(type, handler),
  });
  await import(/* @vite-ignore */ WORKER);
});

describe('the shell worker', () => {
  it('keeps exactly the shell, under its own version', async () => {
    await wait('install');
    expect([...shelves.keys()]).toEqual(['holdfast-shell-v2']);
    expect([...shelves.get('holdfast-shell-v2')!.keys()].sort()).toEqual(['/', '/assets/index-abc.js', '/manifest.webmanifest']);
  });

  it('refuses a shell with a missing or redirected file', async () => {
    answer = () => new Response('gone', { status: 404 });
    await expect(wait('install')).rejects.toThrow('answered 404');
    answer = () => Object.defineProperty(new Response('elsewhere'), 'redirected', { value: true });
    await expect(wait('install')).rejects.toThrow('shell: ');
  });

  it('drops only its own older shells, and waits to be told to take over', async () => {
    shelf('holdfast-shell-v1');
    shelf('someone-else');
    await wait('install');
    await wait('activate');
    expect([...shelves.keys()]).toEqual(['someone-else', 'holdfast-shell-v2']);
    expect(skipWaiting).not.toHaveBeenCalled();
    handlers.get('message')?.({ data: 'take-over' });
    expect(skipWaiting).toHaveBeenCalledOnce();
  });

  it('answers every address of the app with the one page, and its files with themselves', async () => {
    await wait('install');
    fetched.length = 0;
    expect(await ask('/entry/0199')).toBe('kept /');
    expect(await ask('/')).toBe('kept /');
    expect(await ask('/assets/index-abc.js', { mode: 'cors' })).toBe('kept /assets/index-abc.js');
    expect(fetched).toEqual([]);
  });

  it.each(['/api/v1/sync/pull', '/_allauth/browser/v1/auth/session', '/admin', '/static/x.css', '/healthz', '/readyz'])(
    'never touches %s',
    async (path) => {
      await wait('install');
      expect(await ask(path)).toBeNull();
      expect(await ask(path, { mode: 'cors' })).toBeNull();
    },
  );

  it('leaves other files, other origins and changes to the network', async () => {
    await wait('install');
    expect(await ask('/assets/missing.js', { mode: 'cors' })).toBeNull();
    expect(await ask('https://elsewhere.test/')).toBeNull();
    expect(await ask('/', { method: 'POST' })).toBeNull();
  });
});

describe('a reminder', () => {
  it('shows the words of the server as its title, and nothing else', async () => {
    await push({ json: () => ({ words: 'A short pause?', text: 'I asked him again' }) });
    expect(shown).toEqual([['A short pause?', { icon: '/icons/icon-192.png', tag: 'note' }]]);
  });

  it.each([
    ['no data', null],
    ['no words', { json: () => ({}) }],
    ['words that are none', { json: () => ({ words: 7 }) }],
    ['what is no JSON', { json: () => JSON.parse('I asked him again') as unknown }],
    ['null', { json: () => null }],
  ])('is neutral with %s', async (_, data) => {
    await push(data);
    expect(shown.map(([title]) => title)).toEqual(['A minute for yourself?']);
  });

  it('opens Today when it is tapped and no window is open', async () => {
    await tap();
    expect(done).toEqual(['closed', 'opened /']);
  });

  it('tells the window that is seen, so that nothing typed there is lost', async () => {
    windows = [aWindow('hidden', 'hidden'), aWindow('seen', 'visible')];
    await tap();
    expect(done).toEqual(['closed', 'seen told today', 'seen focused']);
  });
});
