import { nothingKept, sayError } from '../content/wording';
import { ApiError } from '../data/api';

/** Words for something that failed. Only messages that the API wrote for people are shown as they are. */
export function sayTrouble(error: unknown): string {
  // A browser that blocks the data of a site throws this wherever they are asked for.
  if (error instanceof DOMException && error.name === 'SecurityError') return nothingKept;
  if (!(error instanceof ApiError)) return sayError(undefined);
  return sayError(error.code, error.message);
}
