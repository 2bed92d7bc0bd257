import type { Role } from '../data/types';
import type { RouteName } from '../router';
import type { LazyName } from './lazy';

export type ScreenName = LazyName | 'starting' | 'help' | 'today' | 'missing';

const forTherapists: readonly RouteName[] = ['clients', 'client', 'summary'];

/** Which screen an address shows to whom. Help is for everybody, always, before anything else is known. */
export function screenFor(
  name: RouteName,
  state: 'starting' | 'signed_out' | 'signed_in',
  role: Role | null,
): ScreenName {
  if (name === 'help') return 'help';
  if (state === 'starting') return 'starting';
  if (state === 'signed_out') return name === 'signIn' || name === 'signUp' ? name : 'welcome';
  if (name === 'signIn') return 'signIn';
  if (role === 'therapist') {
    if (name === 'missing') return 'missing';
    return forTherapists.includes(name) ? (name as ScreenName) : 'clients';
  }
  if (name === 'signUp') return 'today';
  return forTherapists.includes(name) ? 'missing' : name;
}
