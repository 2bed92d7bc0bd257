import { ApiError } from '../data/api';
import { noteNeedsSignIn } from '../state/session.svelte';

function isPassing(error: ApiError): boolean {
  return error.status === 0 || error.status === 401 || error.status === 429 || error.status >= 500 || error.code === 'not_ours';
}

/** The answer, or null where the phone's own copy has to do for now. Throws ApiError for a real refusal. */
export async function whenOnline<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof ApiError) || !isPassing(error)) throw error;
    if (error.status === 401) noteNeedsSignIn(true);
    return null;
  }
}
