import { beforeEach, describe, expect, it, vi } from 'vitest';

interface Rules {
  createScriptURL(url: string): string;
}

const registered: unknown[] = [];
let hear = (_event: { data: unknown }): void => undefined;
let updateFound = (): void => undefined;
const registration = {
  waiting: null as unknown,
  installing: { addEventListener: (_type: string, work: () => void) => work() },
  addEventListener: (_type: string, work: () => void) => void (updateFound = work),
};

beforeEach(() => {
  vi.resetModules();
  vi.unstubAllGlobals();
  registered.length = 0;
  registration.waiting = null;
  vi.stubEnv('PROD', true);
  Object.defineProperty(navigator, 'serviceWorker', {
    configurable: true,
    value: {
      controller: {},
      register: async (url: unknown) => (registered.push(url), registration),
      addEventListener: (_type: string, work: typeof hear) => void (hear = work),
    },
  });
});

describe('the shell worker of a window', () => {
  it('is registered through its own policy, which takes no other address', async () => {
    const policies = new Map<string, Rules>();
    vi.stubGlobal('trustedTypes', {
      createPolicy(name: string, rules: Rules) {
        policies.set(name, rules);
        return { createScriptURL: (url: string) => ({ trusted: rules.createScriptURL(url) }) };
      },
    });
    const { registerWorker } = await import('../../src/state/worker');
    await registerWorker();
    expect(registered).toEqual([{ trusted: '/sw.js' }]);
    expect(() => policies.get('hf-sw')?.createScriptURL('/other.js')).toThrow(TypeError);
  });

  it('says that a newer version waits, and only then', async () => {
    const { registerWorker } = await import('../../src/state/worker');
    const { sync } = await import('../../src/state/sync.svelte');
    await registerWorker();
    expect(sync.newer).toBe(false);
    registration.waiting = {};
    updateFound();
    expect(sync.newer).toBe(true);
  });

  it('shows Today when a reminder was tapped', async () => {
    vi.stubGlobal('scrollTo', () => undefined);
    history.replaceState(null, '', '/journal');
    const { registerWorker } = await import('../../src/state/worker');
    await registerWorker();
    hear({ data: 'something else' });
    expect(location.pathname).toBe('/journal');
    hear({ data: 'today' });
    expect(location.pathname).toBe('/');
  });
});
