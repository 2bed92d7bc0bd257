import { createSubscriber } from 'svelte/reactivity';

const ROUTES = {
  today: '/',
  journal: '/journal',
  search: '/journal/search',
  calendar: '/journal/calendar',
  year: '/journal/year',
  entry: '/entry/:id',
  edit: '/entry/:id/edit',
  versions: '/entry/:id/versions',
  merge: '/entry/:id/merge',
  weeks: '/weeks',
  week: '/week/:week?',
  practice: '/practice',
  exercise: '/practice/:slug',
  you: '/you',
  people: '/you/people',
  sharing: '/you/sharing',
  viewings: '/you/viewings',
  reminders: '/you/reminders',
  settings: '/you/settings',
  share: '/share/:week',
  signIn: '/sign-in',
  signUp: '/sign-up',
  help: '/help',
  clients: '/clients',
  client: '/clients/:id',
  summary: '/clients/:id/:summary',
} as const;

export type RouteName = keyof typeof ROUTES | 'missing';

export interface Route {
  name: RouteName;
  params: Record<string, string>;
  path: string;
}

function matchOne(pattern: string, path: string): Record<string, string> | null {
  const parts = path.split('/').filter(Boolean);
  const wanted = pattern.split('/').filter(Boolean);
  if (parts.length > wanted.length) return null;
  const params: Record<string, string> = {};
  for (const [i, want] of wanted.entries()) {
    const part = parts[i];
    const name = want.replace(/^:|\?$/g, '');
    if (part === undefined) {
      if (!want.endsWith('?')) return null;
    } else if (want.startsWith(':')) params[name] = part;
    else if (want !== part) return null;
  }
  return params;
}

/** Which screen an address means. Patterns do not overlap, so their order does not matter. */
export function match(path: string): Route {
  for (const [name, pattern] of Object.entries(ROUTES)) {
    const params = matchOne(pattern, path);
    if (params) return { name: name as RouteName, params, path };
  }
  return { name: 'missing', params: {}, path };
}

let current: Route = match(typeof location === 'undefined' ? '/' : location.pathname);
let tellReaders = (): void => undefined;
let steps = 0;
let returned = false;
const subscribe = createSubscriber((update) => {
  tellReaders = update;
  return () => {
    tellReaders = () => undefined;
  };
});

function arrive(): void {
  current = match(location.pathname);
  tellReaders();
}

/** The address that is shown; markup that reads it follows it. */
export const route = {
  get name(): RouteName {
    subscribe();
    return current.name;
  },
  get params(): Record<string, string> {
    subscribe();
    return current.params;
  },
  get path(): string {
    subscribe();
    return current.path;
  },
};

/** Whether the page that is shown was come back to, so that it may open where it was left. */
export function cameBack(): boolean {
  return returned;
}

export function navigate(path: string, options: { replace?: boolean } = {}): void {
  returned = false;
  if (options.replace) history.replaceState(null, '', path);
  else {
    history.pushState(null, '', path);
    steps += 1;
  }
  window.scrollTo(0, 0);
  arrive();
}

/** Back to where the person came from; to `fallback` when they came from outside the app. */
export function back(fallback: string): void {
  if (steps > 0) history.back();
  else navigate(fallback, { replace: true });
}

function linkOf(event: MouseEvent): HTMLAnchorElement | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || link.origin !== location.origin || link.target || link.hasAttribute('download')) return null;
  // A link inside the page, like "skip to content", is the browser's.
  return link.hash && link.pathname === location.pathname ? null : link;
}

/** Plain links then move inside the app. */
export function startRouter(): void {
  window.addEventListener('popstate', () => {
    steps = Math.max(0, steps - 1);
    returned = true;
    arrive();
  });
  document.addEventListener('click', (event) => {
    const link = linkOf(event);
    if (!link || match(link.pathname).name === 'missing') return;
    event.preventDefault();
    navigate(link.pathname + link.search + link.hash);
  });
}
