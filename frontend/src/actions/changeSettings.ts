import { changeProfile } from '../data/account';
import type { Profile } from '../data/types';
import { api, noteServerProfile } from '../state/device';

/** Changes the name or time zone. Throws ApiError. */
export async function changeSettings(change: { name?: string; zone?: string }): Promise<Profile> {
  const profile = await changeProfile(api, change);
  await noteServerProfile(profile);
  return profile;
}
