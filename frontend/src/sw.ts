// The shell only: the pages' own files, so that the app opens with no network. Never an answer of the API, never a word.
declare const self: ServiceWorkerGlobalScope;
declare const __SHELL__: string[];
declare const __VERSION__: string;

const PREFIX = 'holdfast-shell-';
const CACHE = PREFIX + __VERSION__;
const SHELL = new Set(__SHELL__);
const NOT_OURS = ['/api/', '/_allauth/', '/admin', '/static/', '/healthz', '/readyz'];

async function keepShell(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(
    [...SHELL].map(async (url) => {
      const answer = await fetch(new Request(url, { cache: 'reload', credentials: 'same-origin' }));
      // A redirected or failed answer must never become the shell: every later start would die on it.
      if (!answer.ok || answer.redirected) throw new Error(`shell: ${url} answered ${answer.status}`);
      await cache.put(url, answer);
    }),
  );
}

async function dropOldShells(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
}

async function fromShell(path: string, request: Request): Promise<Response> {
  const kept = await caches.match(path, { cacheName: CACHE });
  return kept ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(keepShell()));

self.addEventListener('activate', (event) => event.waitUntil(dropOldShells().then(() => self.clients.claim())));

// A new version waits until the person says so or every window is closed; what waits to be sent lives in IndexedDB.
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
});

/** The server chooses among a few words that name no subject; they are the title, so that nothing else stands there. */
async function remind(data: PushMessageData | null): Promise<void> {
  let words: unknown;
  try {
    words = (data?.json() as { words?: unknown } | undefined)?.words;
  } catch {
    words = null;
  }
  const title = typeof words === 'string' && words ? words : 'A minute for yourself?';
  await self.registration.showNotification(title, { icon: '/icons/icon-192.png', tag: 'note' });
}

/** A tap opens Today: in the window that is open, which then keeps what was typed, or in a new one. */
async function openToday(): Promise<void> {
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const window = open.find((one) => one.visibilityState === 'visible') ?? open[0];
  if (!window) return void (await self.clients.openWindow('/'));
  window.postMessage('today');
  await window.focus();
}

self.addEventListener('push', (event) => event.waitUntil(remind(event.data)));

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openToday());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (NOT_OURS.some((prefix) => url.pathname.startsWith(prefix))) return;
  if (SHELL.has(url.pathname)) event.respondWith(fromShell(url.pathname, request));
  else if (request.mode === 'navigate') event.respondWith(fromShell('/', request));
});
