import { LockError } from '../data/lock';
import { signOut } from './signOut';

/** Runs `work`; when that was the last try, this phone's copy is erased. The server keeps its own. Throws what `work` throws. */
export async function eraseWhenSpent<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof LockError && error.code === 'spent') await signOut({ forget: true });
    throw error;
  }
}
