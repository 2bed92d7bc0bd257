import { beforeAll, describe, expect, it, vi } from 'vitest';
import { back, match, navigate, route, startRouter } from '../src/router';

describe('the router', () => {
  it.each([
    ['/', 'today', {}],
    ['/journal', 'journal', {}],
    ['/journal/', 'journal', {}],
    ['/journal/search', 'search', {}],
    ['/journal/calendar', 'calendar', {}],
    ['/journal/year', 'year', {}],
    ['/entry/0199', 'entry', { id: '0199' }],
    ['/entry/0199/edit', 'edit', { id: '0199' }],
    ['/weeks', 'weeks', {}],
    ['/week', 'week', {}],
    ['/week/2026-W47', 'week', { week: '2026-W47' }],
    ['/practice', 'practice', {}],
    ['/practice/urge-surf', 'exercise', { slug: 'urge-surf' }],
    ['/you', 'you', {}],
    ['/you/people', 'people', {}],
    ['/you/sharing', 'sharing', {}],
    ['/you/viewings', 'viewings', {}],
    ['/you/settings', 'settings', {}],
    ['/share/2026-W47', 'share', { week: '2026-W47' }],
    ['/sign-in', 'signIn', {}],
    ['/sign-up', 'signUp', {}],
    ['/help', 'help', {}],
    ['/clients', 'clients', {}],
    ['/clients/c1', 'client', { id: 'c1' }],
    ['/clients/c1/s1', 'summary', { id: 'c1', summary: 's1' }],
    ['/api/v1/me/', 'missing', {}],
    ['/entry', 'missing', {}],
    ['/you/nothing', 'missing', {}],
  ])('%s is %s', (path, name, params) => {
    expect(match(path)).toEqual({ name, params, path });
  });
});

describe('a link', () => {
  beforeAll(() => {
    vi.stubGlobal('scrollTo', () => undefined);
    startRouter();
  });

  function click(href: string, more: MouseEventInit = {}): boolean {
    const link = document.body.appendChild(document.createElement('a'));
    link.href = href;
    let taken = false;
    // jsdom cannot load another page: what the router left to the browser is stopped here, after it was noted.
    const note = (event: Event): void => {
      taken = event.defaultPrevented;
      event.preventDefault();
    };
    window.addEventListener('click', note, { once: true });
    link.appendChild(document.createElement('span')).dispatchEvent(
      new MouseEvent('click', { bubbles: true, cancelable: true, ...more }),
    );
    return taken;
  }

  it('to a screen moves inside the app', () => {
    expect(click('/week/2026-W47')).toBe(true);
    expect(route.path).toBe('/week/2026-W47');
    expect(location.pathname).toBe('/week/2026-W47');
  });

  it("with a key held, to the server or inside the page stays the browser's", () => {
    const before = location.pathname;
    expect(click('/journal', { ctrlKey: true })).toBe(false);
    expect(click('/api/v1/schema/')).toBe(false);
    expect(click(`${before}#main`)).toBe(false);
    expect(location.pathname).toBe(before);
  });

  it('goes back to where the person came from, or to the place given', async () => {
    navigate('/journal');
    navigate('/entry/1');
    back('/');
    await new Promise((done) => window.addEventListener('popstate', done, { once: true }));
    expect(route.path).toBe('/journal');
    navigate('/help', { replace: true });
    expect(route.name).toBe('help');
  });
});
