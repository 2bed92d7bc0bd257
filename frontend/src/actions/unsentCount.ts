import { countOutbox } from '../data/outbox';
import { openedLocal } from '../state/opened';

/** How many changes only this phone has; ask before signing out. */
export async function unsentCount(): Promise<number> {
  const local = openedLocal();
  return local ? (await countOutbox(local, Date.now())).unsent : 0;
}
