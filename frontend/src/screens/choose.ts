import type { Role } from '../data/types';
import type { RouteName } from '../router';
import type { LazyName } from './lazy';

export type ScreenName = LazyName | 'starting' | 'welcome' | 'help' | 'today' | 'missing';

const forTherapists: readonly RouteName[] = ['clients', 'client', 'summary'];

/** Which screen an address shows to whom. Help is for everybody, always, before anything else is known. */
export function screenFor(
  name: RouteName,
  state: 'starting' | 'signed_out' | 'signed_in' | 'locked',
  role: Role | null,
): ScreenName {
  if (name === 'help') return 'help';
  if (state === 'starting') return 'starting';
  if (state === 'locked') return 'lock';
  if (state === 'signed_out') return name === 'signIn' || name === 'signUp' ? name : 'welcome';
  // These two leave by themselves when they are done: an account may be open before its last question is answered.
  if (name === 'signIn' || name === 'signUp') return name;
  if (role === 'therapist') {
    if (name === 'missing') return 'missing';
    return forTherapists.includes(name) ? (name as ScreenName) : 'clients';
  }
  return forTherapists.includes(name) ? 'missing' : name;
}
