import { count } from './wording';

// The one line on top of a screen: what keeps words from their way, and that nothing of them is lost.

export const strip = {
  clock: (day: string) => `The clock of this phone says ${day}. What you write is filed under that day. Please set the clock right.`,
  signIn: 'Please sign in again.',
  signInLabel: 'Sign in',
  offline: 'No connection. You can go on writing.',
  silent: (day: string) => `Your server has not answered since ${day}. You can go on writing; it is all kept on this phone.`,
  notOurs: 'Something else answers in place of your server, perhaps the sign-in page of a public network. You can go on writing.',
  full: 'This phone has no room left for what comes from your server. What it has stays.',
  refused: (n: number) => `${count(n, 'change')} could not be kept by the server.`,
  look: 'Look',
  again: 'Try now',
  back: 'Your browser had emptied this notebook’s place on this phone. What your server has comes back now. Lost are only words that were never sent.',
  unlocked: 'The lock went with it: please set a PIN again.',
  fine: 'All right',
  newer: 'A newer version is ready.',
  update: 'Update',
  updateWaits: 'What you are writing could not be kept on this phone yet, so the update waits.',
} as const;

/** "2 changes wait here." */
export function waitHere(n: number): string {
  return n ? `${count(n, 'change')} ${n === 1 ? 'waits' : 'wait'} here.` : '';
}
