import { beginSession, endSession, fetchProfile } from '../data/account';
import { ApiError } from '../data/api';
import { currentAccount } from '../data/profile';
import type { Profile } from '../data/types';
import { api } from '../state/device';
import { enter } from '../state/start';
import { unsentCount } from './unsentCount';

/**
 * Opens a session and the account's journal on this phone. Throws ApiError; `other_account` when this phone still holds
 * unsent changes of someone else (`anyway` goes on: those stay in their own database until that person signs in again).
 */
export async function signIn(asked: { email: string; password: string; anyway?: boolean }): Promise<Profile> {
  await beginSession(api, asked.email, asked.password);
  const profile = await fetchProfile(api);
  const before = currentAccount();
  if (before !== null && before !== profile.id && !asked.anyway && (await unsentCount()) > 0) {
    await endSession(api);
    throw new ApiError('other_account', 'This phone still holds words of another account that were not sent.', 409);
  }
  await enter(profile);
  return profile;
}
