import type { Minutes } from '../data/keys';
import type { PasskeyWay } from '../data/passkey';
import { count } from './wording';

// What the lock says, on its own screen and in the settings.

export const lockScreen = {
  title: 'Locked',
  closed: 'Closed',
  closedLine: 'Nothing is open in this window.',
  open: 'Open',
  pin: 'PIN',
  passphrase: 'Passphrase',
  checking: 'Checking…',
  passkey: 'Use finger, face or phone code',
  help: 'Help is open without a PIN.',
  forgot: 'I don’t know it',
  forgotTitle: 'Without the PIN',
  forgotLine: 'Nobody can open this phone’s copy without it, not even us. You can erase the copy and sign in with your password: everything that your server has comes back.',
  erase: 'Erase this phone’s copy and sign in',
  signOut: 'Sign out and keep the locked copy',
  passkeyFailed: 'That did not open it. You can use your PIN.',
  spent: 'Ten tries were wrong, so the copy on this phone was erased. What your server has is untouched. Sign in to bring it back.',
} as const;

export function secretName(digits: boolean): string {
  return digits ? lockScreen.pin : lockScreen.passphrase;
}

export function notRight(digits: boolean): string {
  return `That is not the ${digits ? 'PIN' : 'passphrase'}.`;
}

/** How long to wait, in words: "5 seconds", "2 minutes". */
export function waitFor(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const words = seconds < 60 ? count(seconds, 'second') : count(Math.ceil(seconds / 60), 'minute');
  return `Please wait ${words}, then try again.`;
}

export function triesLeft(left: number): string {
  return `${count(left, 'more wrong try', 'more wrong tries')} and the copy on this phone is erased. Your server keeps what it has.`;
}

type Stake = { entry: number; person: number; verdict: number; practice: number; drafts: number };

/** What only this phone has, by name: "2 entries and 1 draft". Empty when there is nothing. */
export function nameStake(stake: Stake): string {
  const named = [
    stake.entry && count(stake.entry, 'entry', 'entries'),
    stake.person && count(stake.person, 'person', 'people'),
    stake.verdict && count(stake.verdict, 'answer about a mark', 'answers about marks'),
    stake.practice && count(stake.practice, 'exercise'),
    stake.drafts && count(stake.drafts, 'draft'),
  ].filter((words): words is string => !!words);
  return new Intl.ListFormat('en').format(named);
}

export function onlyHere(stake: Stake): string {
  const named = nameStake(stake);
  return named && `Only on this phone, and lost for good if it is erased: ${named}.`;
}

export const settings = {
  title: 'Lock',
  off: 'A PIN locks the notebook on this phone. Without it your words here cannot be opened, also not by somebody who knows the code of the phone.',
  choose: 'Set a PIN',
  on: 'This notebook is locked with a PIN.',
  onPassphrase: 'This notebook is locked with a passphrase.',
  fresh: 'New PIN or passphrase',
  again: 'The same again',
  hint: '4 to 12 digits, or a passphrase of at least 8 characters. Not the code of the phone. A passphrase holds out longer against somebody who copies the phone’s storage.',
  forget: 'If you forget it, this phone’s copy can only be erased. What your server has comes back when you sign in with your password.',
  wipe: 'Ten wrong tries erase this phone’s copy.',
  save: 'Lock with this',
  working: 'One moment…',
  lockNow: 'Lock now',
  change: 'Change it',
  current: 'The one you use now',
  remove: 'Take the lock off',
  removeLine: 'The notebook then opens for everybody who can open this phone.',
  cancel: 'Not now',
  auto: 'Lock by itself',
  autoLine: 'When you do nothing for so long, or look at something else. It also locks whenever it is closed. What you are writing is kept.',
  setDone: 'The notebook is locked with it from now on.',
  changed: 'Changed. The old one no longer opens it.',
  removed: 'The lock is off.',
  exit: 'Quick exit',
  passkeyTitle: 'Open with finger, face or phone code',
  passkeyOn: 'On. Your PIN works too.',
  passkeyLine: 'Whoever can open this phone with finger, face or its code can then open the notebook too. If somebody else can, do not use this.',
  passkeyAdd: 'Use it',
  passkeyDrop: 'Stop using it',
  passkeyNo: 'This phone could not make one that opens the notebook. Your PIN works as before.',
} as const;

export const minutesWords: readonly (readonly [`${Minutes}`, string])[] = [
  ['1', 'After 1 minute'],
  ['5', 'After 5 minutes'],
  ['15', 'After 15 minutes'],
];

export const passkeyWays: Record<Exclude<PasskeyWay, 'yes'>, string> = {
  address: 'Not possible at this address: finger, face or phone code need an address with a name, like https://notes.example.org.',
  browser: 'This browser or phone has no passkey that could open the notebook. The PIN does.',
};

export const faults: Record<'short' | 'easy' | 'different', string> = {
  short: 'Please use 4 to 12 digits, or at least 8 characters.',
  easy: 'Many people try this one first. Please choose another.',
  different: 'The two are not the same.',
};

export const lockErrors: Record<'passkey' | 'old' | 'changed', string> = {
  passkey: settings.passkeyNo,
  old: 'The copy on this phone was made by an older version, which could not be locked. Sign out, erase it and sign in again; then a PIN can be set.',
  changed: 'The lock was changed in another window. Please look again.',
};
