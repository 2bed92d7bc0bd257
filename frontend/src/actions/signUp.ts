import { createAccount, fetchProfile } from '../data/account';
import type { Profile, Role } from '../data/types';
import { deviceZone } from '../domain/days';
import { api } from '../state/device';
import { enter } from '../state/start';

/** Makes an account and opens its journal on this phone. Throws ApiError, with `field` where a field is at fault. */
export async function signUp(asked: {
  email: string;
  password: string;
  name: string;
  role: Role;
  zone?: string;
}): Promise<Profile> {
  await createAccount(api, { ...asked, zone: asked.zone ?? deviceZone() });
  const profile = await fetchProfile(api);
  await enter(profile);
  return profile;
}
