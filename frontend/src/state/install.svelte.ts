import { isApplePhone, isInstalled } from '../data/browser';
import { journal } from './journal.svelte';

/** What Chrome and its relatives hand over, so that the page asks at a better moment than they would. */
interface InstallPrompt extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

/** There is something to come back to then, and no hint stands before what somebody came for. */
const RIPE_AFTER = 3;
const ANSWERED = 'holdfast.install';

let held = $state.raw<InstallPrompt | null>(null);
let answered = $state(false);

/** The app on the home screen. */
export const install = {
  /** How it comes there: `here` already, the browser can `ask`, by `hand` in Safari, or who knows. */
  get way(): 'here' | 'ask' | 'hand' | 'unknown' {
    if (isInstalled()) return 'here';
    if (held) return 'ask';
    return isApplePhone() ? 'hand' : 'unknown';
  },
  /** Whether to show the hint: never again once it was answered. */
  get hint(): boolean {
    if (answered || !['ask', 'hand'].includes(this.way)) return false;
    return journal.entries.filter(({ place }) => place !== 'phone').length >= RIPE_AFTER;
  },
};

/** The hint was answered, either way. */
export function answerInstall(): void {
  answered = true;
  localStorage.setItem(ANSWERED, '1');
}

/** Lets the browser ask. Says whether the app is on its way to the home screen. */
export async function askInstall(): Promise<boolean> {
  const asked = held;
  held = null;
  answerInstall();
  return (await asked?.prompt())?.outcome === 'accepted';
}

/** Holds back what the browser would ask by itself on the first visit. */
export function watchInstall(): void {
  answered = localStorage.getItem(ANSWERED) !== null;
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    held = event as InstallPrompt;
  });
  window.addEventListener('appinstalled', () => {
    held = null;
    answerInstall();
  });
}
