import { clearDraft, loadDraft, saveDraft } from '../data/drafts';
import type { Draft } from '../data/types';
import { openedLocal, theLocal } from './opened';

/** A tab that is killed 300 ms after the last key loses nothing: this pause, and the rest for sealing and writing. */
const PAUSE_MS = 150;
/** Who types without a pause is saved this often all the same. */
const WHILE_TYPING_MS = 1000;
/** A storage that refused is asked again after this. */
const AGAIN_MS = 5000;

/** Raised when a slot is emptied: a save that was on its way then comes too late. */
const emptied = new Map<string, number>();
/** What is on its way to the storage, for each slot. */
const writing = new Map<string, Promise<void>>();
/** Every keeper at work, so that a lock can wait for what was just typed. */
const keepers = new Set<() => Promise<boolean>>();

export interface DraftKeeper {
  readonly saved: 'nothing' | 'saving' | 'saved' | 'failed';
  load(): Promise<Draft | null>;
  /** Notes the words and returns at once: typing never waits for storage. */
  change(draft: Draft): void;
  flush(): Promise<void>;
  clear(): Promise<void>;
  stop(): void;
}

/** The words of this slot became an entry: nothing on its way may bring the draft back. */
export function forgetDraft(slot: string): void {
  emptied.set(slot, (emptied.get(slot) ?? 0) + 1);
}

/** Keeps what is being typed anywhere in this window, now. Says whether all of it lies in the storage. */
export async function flushDrafts(): Promise<boolean> {
  return (await Promise.all([...keepers].map((keep) => keep()))).every(Boolean);
}

/** Keeps what is being written at each pause, and when the app is hidden. `stop` it when its screen goes. */
export function draftKeeper(slot: string): DraftKeeper {
  let saved = $state<DraftKeeper['saved']>('nothing');
  let waiting: { draft: Draft; round: number } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since = 0;
  const round = (): number => emptied.get(slot) ?? 0;

  /** One after the other: an older text that takes longer to seal must not land on a newer one. */
  function flush(): Promise<void> {
    clearTimeout(timer);
    const next = (writing.get(slot) ?? Promise.resolve()).then(keepWaiting);
    writing.set(slot, next);
    return next;
  }

  async function keepWaiting(): Promise<void> {
    const local = openedLocal();
    const next = waiting;
    if (!next || !local) return;
    waiting = null;
    try {
      await saveDraft(local, slot, next.draft, () => round() === next.round);
    } catch {
      waiting ??= round() === next.round ? next : null;
      saved = 'failed';
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), AGAIN_MS);
      return;
    }
    if (!waiting) saved = round() === next.round ? 'saved' : 'nothing';
  }

  function onHide(): void {
    void flush();
  }

  async function keepNow(): Promise<boolean> {
    await flush();
    return waiting === null;
  }

  keepers.add(keepNow);
  document.addEventListener('visibilitychange', onHide);
  window.addEventListener('pagehide', onHide);
  return {
    get saved(): DraftKeeper['saved'] {
      return saved;
    },
    /** What a screen that was just left still writes is waited for. */
    async load() {
      await writing.get(slot);
      return loadDraft(theLocal(), slot);
    },
    change(draft) {
      const now = Date.now();
      if (!waiting) since = now;
      waiting = { draft: $state.snapshot(draft), round: round() };
      if (saved !== 'failed') saved = 'saving';
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), Math.max(0, Math.min(PAUSE_MS, since + WHILE_TYPING_MS - now)));
    },
    flush,
    async clear() {
      forgetDraft(slot);
      clearTimeout(timer);
      waiting = null;
      await clearDraft(theLocal(), slot);
      saved = 'nothing';
    },
    stop() {
      keepers.delete(keepNow);
      void flush();
      document.removeEventListener('visibilitychange', onHide);
      window.removeEventListener('pagehide', onHide);
    },
  };
}
