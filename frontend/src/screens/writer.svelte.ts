import { deleteEntry } from '../actions/deleteEntry';
import { editEntry } from '../actions/editEntry';
import { recordEntry } from '../actions/recordEntry';
import { ApiError } from '../data/api';
import type { Draft, Mood } from '../data/types';
import { today } from '../domain/days';
import { tooLong } from '../domain/limits';
import { draftKeeper } from '../state/draft.svelte';

/**
 * What is written on Today.
 *
 * A mood is kept with the first tap, as an entry of its own, for a person who is crying types nothing. So that a slip of
 * the finger makes no mess: the tap is not sent for eight seconds; another mood changes that same entry; the same mood
 * again, or Undo, takes it back without a trace (a trembling second tap counts as one); chips and words that follow
 * belong to it. It is left alone, and the next tap is a new entry, a minute after the last touch or when the screen goes.
 * Where words were typed first, a mood only joins the draft, and Save keeps both.
 */
const HOLD_MS = 8000;
const TREMBLE_MS = 600;
const FOLLOWS_MS = 60_000;

const empty = (): Draft => ({ text: '', mood: null, people: [], context: [] });
const hasWords = (draft: Draft): boolean => draft.text.trim() !== '';

export function createWriter(slot: string) {
  const keeper = draftKeeper(slot);
  let draft = $state<Draft>(empty());
  let error = $state<unknown>(null);
  let saving = $state(false);
  let saved = $state(false);
  let takenBack = $state(false);
  let touched = 0;
  let ended = false;
  /** Taps that are not kept yet: a chip that is tapped meanwhile belongs to the same check-in. */
  let tapped = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ready = false;

  const words = $derived(hasWords(draft));
  const length = $derived(tooLong(draft.text));
  /** Something that no entry holds yet. */
  const unsaved = $derived(words || (draft.mood !== null && draft.entry === undefined));

  // What was typed and not saved comes back first. Nothing is written over it before, and nothing is saved without it.
  const first = keeper.load().then(adopt, (problem: unknown) => (error = problem)).then(begin);
  let queue: Promise<unknown> = first;

  function adopt(kept: Draft | null): void {
    // A check-in without words was kept as an entry long ago.
    if (kept === null || (kept.entry !== undefined && !hasWords(kept))) return;
    if (touched === 0) {
      draft = kept;
      return;
    }
    // Typed before the draft had been read: nobody loses words to a slow phone.
    const text = [kept.text, draft.text].filter(Boolean).join('\n');
    draft = { ...kept, ...draft, text, mood: draft.mood ?? kept.mood, entry: draft.entry ?? kept.entry };
  }

  function begin(): void {
    ready = true;
    if (touched !== 0) keeper.change($state.snapshot(draft) as Draft);
  }

  /** One after the other, in the order of the taps. Says whether it worked. */
  function inOrder(work: () => Promise<void>): Promise<boolean> {
    const next = queue.then(work).then(
      () => {
        error = null;
        return true;
      },
      (problem: unknown) => {
        error = problem;
        return false;
      },
    );
    queue = next;
    return next;
  }

  function touch(): void {
    touched = Date.now();
    saved = takenBack = false;
    clearTimeout(timer);
    timer = setTimeout(rest, FOLLOWS_MS);
  }

  /** Nobody touched the check-in for a while: it stays as it is, and the page is empty again. */
  function rest(): void {
    if (ended || draft.entry === undefined || words) return;
    if (document.activeElement instanceof HTMLTextAreaElement && document.visibilityState === 'visible') {
      timer = setTimeout(rest, FOLLOWS_MS);
      return;
    }
    put(empty());
  }

  function put(next: Draft): void {
    draft = next;
    void inOrder(() => keeper.clear());
  }

  /** Keeps the check-in as it stands: a new entry with the first tap, a change of that entry afterwards. */
  async function keepCheckIn(): Promise<void> {
    const now = $state.snapshot(draft) as Draft;
    if (hasWords(now) || now.mood === null) return;
    const { mood, people, context, states = {}, day = today(), read = true } = now;
    const said = { mood, people, context, states, read, hold: Date.now() + HOLD_MS };
    if (now.entry !== undefined && (await editEntry(now.entry, { ...said, day }).then(() => true, ignoreGone))) return;
    const entry = await recordEntry({ ...said, text: '', day });
    draft = { ...draft, entry: entry.id, day };
  }

  function checkIn(): void {
    tapped += 1;
    void inOrder(keepCheckIn).then(() => (tapped -= 1));
  }

  async function takeBack(): Promise<void> {
    const { entry } = draft;
    draft = { ...draft, mood: null, entry: undefined };
    if (entry !== undefined) await deleteEntry(entry).catch(ignoreGone);
    await keeper.clear();
    takenBack = true;
  }

  function ignoreGone(problem: unknown): void {
    if (!(problem instanceof ApiError && problem.code === 'not_found')) throw problem;
  }

  async function keepWords(): Promise<void> {
    const { text, mood, people, context, states = {}, day = today(), read = true, prompt, entry } = $state.snapshot(draft) as Draft;
    const asked = text.trim() && prompt ? { prompt } : {};
    const said = { text, mood, people, context, states, day, read, draft: slot, ...asked };
    const joined = entry !== undefined && (await editEntry(entry, said).then(() => true, ignoreGone));
    // The check-in was deleted meanwhile: its words are still somebody's words.
    if (!joined) await recordEntry(said);
    draft = empty();
  }

  return {
    get draft(): Draft {
      return draft;
    },
    get error(): unknown {
      return error;
    },
    get saving(): boolean {
      return saving;
    },
    /** Something was saved and nothing typed since: then the way of its words is told in full. */
    get saved(): boolean {
      return saved;
    },
    get takenBack(): boolean {
      return takenBack;
    },
    get words(): boolean {
      return words;
    },
    get unsaved(): boolean {
      return unsaved;
    },
    /** The length of a text that is too long for one entry, else null. */
    get tooLong(): number | null {
      return length;
    },
    get keeping() {
      return keeper.saved;
    },
    change(part: Partial<Draft>): void {
      touch();
      draft = { ...draft, ...part };
      // The first word settles the day: a thought of 23:58 that is saved after midnight keeps the day it was seen on.
      if (words && draft.day === undefined) draft = { ...draft, day: today() };
      if (ready) keeper.change($state.snapshot(draft) as Draft);
      if (!words && (draft.entry !== undefined || tapped > 0)) checkIn();
    },
    choose(mood: Mood | null): void {
      if (words) return this.change({ mood });
      const again = mood === null;
      const since = Date.now() - touched;
      const over = draft.entry !== undefined && since >= FOLLOWS_MS;
      if (again && !over && since < TREMBLE_MS) return;
      touch();
      if (again && !over) return void inOrder(takeBack);
      draft = over ? { ...empty(), mood: mood ?? draft.mood } : { ...draft, mood };
      checkIn();
    },
    undo(): void {
      void inOrder(takeBack);
    },
    async save(): Promise<void> {
      if (!unsaved || saving || length !== null) return;
      saving = true;
      saved = await inOrder(keepWords);
      saving = false;
    },
    /** This window is looked at again: another one may have gone on with the same words, or saved them. What waits here goes before. */
    async look(): Promise<void> {
      await first;
      const waits = (): boolean => keeper.saved === 'saving' || keeper.saved === 'failed' || (draft.entry !== undefined && !words);
      if (ended || waits()) return;
      const kept = await keeper.load();
      if (!ended && !waits()) draft = kept ?? empty();
    },
    stop(): void {
      ended = true;
      clearTimeout(timer);
      keeper.stop();
    },
  };
}
