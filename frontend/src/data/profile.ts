import { seal, unseal, type Sealed } from './crypto';
import type { Local } from './db';
import type { Id, Profile } from './types';

// Whose journal this phone opens with no network: the account's id in localStorage, the profile sealed in its database.

const POINTER = 'holdfast.account';
const LEAVING = 'holdfast.leaving';
const HEARD = 'holdfast.heard';
const PLACE = 'meta/profile';

export function currentAccount(): Id | null {
  return localStorage.getItem(POINTER);
}

export function setCurrentAccount(account: Id | null): void {
  if (account === null) localStorage.removeItem(POINTER);
  else localStorage.setItem(POINTER, account);
}

/** Whether a sign-out happened without a network, so that the server must still hear of it. */
export function isLeaving(): boolean {
  return localStorage.getItem(LEAVING) === '1';
}

export function setLeaving(leaving: boolean): void {
  if (leaving) localStorage.setItem(LEAVING, '1');
  else localStorage.removeItem(LEAVING);
}

/** When the server last answered in full, in milliseconds. */
export function loadHeard(): number | null {
  return Number(localStorage.getItem(HEARD)) || null;
}

export function saveHeard(moment: number): void {
  localStorage.setItem(HEARD, String(moment));
}

export async function saveProfile(local: Local, profile: Profile): Promise<void> {
  await local.db.put('meta', await seal(local.key, PLACE, profile), 'profile');
}

export async function loadProfile(local: Local): Promise<Profile | null> {
  const sealed = (await local.db.get('meta', 'profile')) as Sealed | undefined;
  return sealed ? unseal<Profile>(local.key, PLACE, sealed) : null;
}
