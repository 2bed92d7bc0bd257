import { tick } from 'svelte';
import { openChannel, type LockNews } from '../data/channel';
import { closeDevice } from './device';
import { flushDrafts } from './draft.svelte';
import { lock } from './lock.svelte';
import { openedLocal } from './opened';
import { noteLocked, session } from './session.svelte';

// Shuts the journal: at once when asked, by itself when nobody uses it. And veils the page while the window is hidden, so
// that the switcher of apps shows nothing.

const USES = ['pointerdown', 'keydown', 'input', 'wheel', 'scroll', 'touchmove'];
const MINUTE_MS = 60_000;
/** How often the other windows hear that this one is used. */
const TELL_EVERY_MS = 10_000;
/** A store that does not answer keeps nothing open. */
const FLUSH_AT_MOST_MS = 1000;
const LEFT = 'holdfast.left';

const channel = openChannel<LockNews>(hear, 'holdfast-lock');
let used = { date: Date.now(), steady: performance.now() };
let told = -Infinity;
let timer: ReturnType<typeof setTimeout> | undefined;
let openAgain = (): void => undefined;

function hear(news: LockNews): void {
  if (news === 'shut') void shut();
  else if (news === 'active') noteUse();
  else if (session.state === 'locked' && !wasLeft()) openAgain();
}

/** Tells the other windows about the lock. */
export function announceLock(news: LockNews): void {
  channel.announce(news);
}

/** Whether the app was left by the quick exit in this tab: then it opens no journal until it is asked to. */
export function wasLeft(): boolean {
  return sessionStorage.getItem(LEFT) === '1';
}

export function setLeft(left: boolean): void {
  if (left) sessionStorage.setItem(LEFT, '1');
  else sessionStorage.removeItem(LEFT);
}

function veil(on: boolean): void {
  document.documentElement.classList.toggle('veiled', on);
}

/** Empties this window: what is typed is sealed first, then key, database, sync and everything that was open go. */
async function shut(): Promise<void> {
  if (!openedLocal()) return;
  veil(true);
  await Promise.race([flushDrafts(), new Promise((done) => setTimeout(done, FLUSH_AT_MOST_MS))]);
  // In one go: whatever is still on its way finds no open journal, and no screen looks for one.
  closeDevice();
  noteLocked();
  await tick();
  veil(document.visibilityState === 'hidden');
}

/** Shuts the journal in every window of this phone. */
export async function lockNow(): Promise<void> {
  announceLock('shut');
  await shut();
}

/** For a page that goes away this moment: nothing is awaited, and the next page in this tab opens nothing by itself. */
export function shutForGood(): void {
  if (session.state === 'signed_in' || session.state === 'locked') setLeft(true);
  announceLock('shut');
  void flushDrafts().finally(closeDevice);
}

function noteUse(): void {
  used = { date: Date.now(), steady: performance.now() };
}

/** Milliseconds since somebody used the app in any window. One of the two clocks may be set back, the other may sleep. */
function unused(): number {
  return Math.max(Date.now() - used.date, performance.now() - used.steady);
}

function limit(): number {
  return lock.face && openedLocal() ? lock.face.minutes * MINUTE_MS : Infinity;
}

async function lockWhenDue(): Promise<void> {
  clearTimeout(timer);
  // The other windows saw the same uses: each shuts by itself.
  if (unused() >= limit()) await shut();
  timer = setTimeout(() => void lockWhenDue(), Math.min(Math.max(limit() - unused(), 1000), 15_000));
}

function onUse(): void {
  // A phone that slept wakes with a touch: what was due comes first.
  if (unused() >= limit()) return void lockWhenDue();
  noteUse();
  if (used.steady - told < TELL_EVERY_MS) return;
  told = used.steady;
  announceLock('active');
}

async function onShow(): Promise<void> {
  await lockWhenDue();
  veil(false);
}

/** Begins to watch. `again` opens the journal when another window took the lock off. */
export function watchLock(again: () => void): void {
  openAgain = again;
  for (const use of USES) window.addEventListener(use, onUse, { capture: true, passive: true });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') veil(true);
    else void onShow();
  });
  window.addEventListener('pagehide', () => veil(true));
  window.addEventListener('pageshow', () => void onShow());
  void lockWhenDue();
}
