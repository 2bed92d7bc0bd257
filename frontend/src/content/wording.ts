/** Sentences that stand on more than one screen, so that they always say the same. */
export const nobodyWatches = 'Nobody is watching this app. It sends no alarm to anyone.';
export const nothingKept = 'This browser does not let Holdfast keep anything here. Is this a private window?';
export const tooFew = 'Too few entries to say.';
export const notMonitored =
  'Nobody monitors this page between sessions. What stands here was chosen and approved by your client.';

export const whereWords = {
  phone: ['On this phone', 'Saved here. It goes to your server when there is a connection.'],
  kept: ['Kept', 'Your server has it, sealed.'],
  read: ['Read', 'Holdfast has looked for patterns in it.'],
  unread: ['Not read', 'No patterns are marked in this one.'],
} as const;

/** "3 entries", "1 entry". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** What went wrong, in words for people: ours where a screen can add that nothing is lost, else the server's own. */
export function sayError(code: string | undefined, message?: string): string {
  return errors[code ?? ''] ?? (message || 'That did not work. Nothing you wrote is lost. Please try again.');
}

const errors: Record<string, string> = {
  offline: 'There is no connection right now. What you wrote is safe on this phone.',
  not_signed_in: 'Please sign in again. What you wrote is safe on this phone.',
  not_ours: 'Something between this phone and your server answered instead of it, perhaps the sign-in page of a public network.',
  not_found: 'This is not there, or not any more.',
  throttled: 'That was a lot at once. Please wait a minute.',
  unavailable: 'The server is busy. Please try again in a minute.',
};
