import { clearDraft, loadDraft, saveDraft } from '../data/drafts';
import type { Draft } from '../data/types';
import { openedLocal, theLocal } from './opened';

const PAUSE_MS = 250;

/** Raised when a slot is emptied: a save that was on its way then comes too late. */
const emptied = new Map<string, number>();

export interface DraftKeeper {
  readonly saved: 'nothing' | 'saving' | 'saved';
  load(): Promise<Draft | null>;
  change(draft: Draft): void;
  flush(): Promise<void>;
  clear(): Promise<void>;
  stop(): void;
}

/** The words of this slot became an entry: nothing on its way may bring the draft back. */
export function forgetDraft(slot: string): void {
  emptied.set(slot, (emptied.get(slot) ?? 0) + 1);
}

/** Keeps what is being written 250 ms after each pause and when the app is hidden. `stop` it when its screen goes. */
export function draftKeeper(slot: string): DraftKeeper {
  let saved = $state<DraftKeeper['saved']>('nothing');
  let waiting: { draft: Draft; round: number } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const round = (): number => emptied.get(slot) ?? 0;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    const local = openedLocal();
    const next = waiting;
    if (!next || !local) return;
    waiting = null;
    await saveDraft(local, slot, next.draft, () => round() === next.round);
    if (!waiting) saved = round() === next.round ? 'saved' : 'nothing';
  }

  function onHide(): void {
    void flush();
  }

  document.addEventListener('visibilitychange', onHide);
  window.addEventListener('pagehide', onHide);
  return {
    get saved(): DraftKeeper['saved'] {
      return saved;
    },
    load: () => loadDraft(theLocal(), slot),
    change(draft) {
      waiting = { draft: $state.snapshot(draft), round: round() };
      saved = 'saving';
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), PAUSE_MS);
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
      void flush();
      document.removeEventListener('visibilitychange', onHide);
      window.removeEventListener('pagehide', onHide);
    },
  };
}
