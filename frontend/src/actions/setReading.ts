import { changeProfile } from '../data/account';
import type { Profile } from '../data/types';
import { api, noteServerProfile } from '../state/device';

/** Gives or withdraws the consent that entries are read. Throws ApiError. */
export async function setReading(on: boolean): Promise<Profile> {
  const profile = await changeProfile(api, { reading: on });
  await noteServerProfile(profile);
  return profile;
}
