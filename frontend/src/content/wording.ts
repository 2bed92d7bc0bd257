/** Sentences that stand on more than one screen, so that they always say the same. */
export const nobodyWatches = 'Nobody is watching this app. It sends no alarm to anyone.';
export const tooFew = 'Too few entries to say.';
export const notMonitored =
  'Nobody monitors this page between sessions. What stands here was chosen and approved by your client.';

export const whereWords = {
  phone: ['On this phone', 'Saved here. It goes to your server when there is a connection.'],
  kept: ['Kept', 'Your server has it, sealed.'],
  read: ['Read', 'Holdfast has looked for patterns in it.'],
  unread: ['Not read', 'You chose that this one is not read.'],
} as const;

/** "3 entries", "1 entry". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** What went wrong, in words for people. Never the text of an exception. */
export function sayError(code: string | undefined): string {
  return errors[code ?? ''] ?? 'That did not work. What you wrote is still here. Please try again.';
}

const errors: Record<string, string> = {
  offline: 'There is no connection right now. What you wrote is safe on this phone.',
  network: 'The server cannot be reached right now. What you wrote is safe on this phone.',
  not_authenticated: 'Please sign in again. What you wrote is safe on this phone.',
  forbidden: 'This is not allowed for this account.',
  not_found: 'This is not there, or not any more.',
  conflict: 'Something changed in the meantime. Please look again before you go on.',
  throttled: 'That was a lot at once. Please wait a minute.',
  unavailable: 'The server is busy. Please try again in a minute.',
  too_large: 'This is too long for one entry.',
};
