import { beforeEach, describe, expect, it, vi } from 'vitest';
import { uuidv7 } from '../../src/domain/ids';

interface Rules {
  createScriptURL(url: string): string;
}

const registered: unknown[] = [];
const told: unknown[] = [];
let workers: EventTarget & { controller: unknown };
let updateFound = (): void => undefined;
const registration = {
  waiting: null as unknown,
  installing: { addEventListener: (_type: string, work: () => void) => work() },
  addEventListener: (_type: string, work: () => void) => void (updateFound = work),
  update: async () => undefined,
};

beforeEach(() => {
  vi.resetModules();
  vi.unstubAllGlobals();
  registered.length = told.length = 0;
  registration.waiting = null;
  vi.stubEnv('PROD', true);
  workers = Object.assign(new EventTarget(), {
    controller: {},
    register: async (url: unknown) => (registered.push(url), registration),
    getRegistration: async () => registration,
  });
  Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: workers });
});

function hear(event: { data: unknown }): void {
  workers.dispatchEvent(new MessageEvent('message', event));
}

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

describe('a newer version', () => {
  const waiting = { postMessage: (word: unknown) => void told.push(word) };

  async function open() {
    const [worker, { sync }, drafts, { openLocal }, { setOpened }, { loadDraft }] = await Promise.all([
      import('../../src/state/worker'),
      import('../../src/state/sync.svelte'),
      import('../../src/state/draft.svelte'),
      import('../../src/data/db'),
      import('../../src/state/opened'),
      import('../../src/data/drafts'),
    ]);
    const local = await openLocal(uuidv7());
    setOpened(local);
    await worker.registerWorker();
    registration.waiting = waiting;
    updateFound();
    const keeper = drafts.draftKeeper('today');
    const type = (text: string): void => keeper.change({ text, mood: null, people: [], context: [] });
    return { ...worker, sync, local, keeper, type, kept: async () => (await loadDraft(local, 'today'))?.text };
  }

  it('that waits while somebody types comes only when asked for, and finds every word kept', async () => {
    const app = await open();
    app.type('In the middle of a sen');
    expect([app.sync.newer, told]).toEqual([true, []]);
    const reload = vi.fn(async () => undefined);
    let found: string | undefined;
    expect(await app.takeOver(() => void app.kept().then((text) => (found = text)).then(reload))).toBe(true);
    expect([told, reload.mock.calls.length]).toEqual([['take-over'], 0]);
    app.type('In the middle of a sentence.');
    workers.dispatchEvent(new Event('controllerchange'));
    await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce());
    expect(found).toBe('In the middle of a sentence.');
    app.keeper.stop();
  });

  it('waits where the storage does not take what is being typed', async () => {
    const app = await open();
    app.local.db.close();
    app.type('Only in this window.');
    const reload = vi.fn();
    expect(await app.takeOver(reload)).toBe(false);
    workers.dispatchEvent(new Event('controllerchange'));
    await new Promise((done) => setTimeout(done, 20));
    expect([told, reload.mock.calls.length]).toEqual([[], 0]);
    app.keeper.stop();
  });

  it('that another window took is offered here, too, and then only loads the page anew', async () => {
    const { registerWorker, takeOver } = await import('../../src/state/worker');
    const { sync } = await import('../../src/state/sync.svelte');
    await registerWorker();
    expect(sync.newer).toBe(false);
    workers.dispatchEvent(new Event('controllerchange'));
    expect(sync.newer).toBe(true);
    const reload = vi.fn();
    await takeOver(reload);
    expect([reload.mock.calls.length, told]).toEqual([1, []]);
  });

  it('is looked for again when an app that stayed open for long is opened', async () => {
    const now = vi.spyOn(Date, 'now').mockReturnValue(1_000_000_000_000);
    const update = vi.fn(async () => undefined);
    Object.assign(workers, { register: async () => ({ ...registration, update }) });
    const { registerWorker } = await import('../../src/state/worker');
    await registerWorker();
    now.mockReturnValue(1_000_000_000_000 + 60_000);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(update).not.toHaveBeenCalled();
    now.mockReturnValue(1_000_000_000_000 + 3_700_000);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(update).toHaveBeenCalledOnce();
    now.mockRestore();
  });
});
