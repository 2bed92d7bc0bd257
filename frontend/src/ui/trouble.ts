import { sayError } from '../content/wording';
import { ApiError } from '../data/api';

/** Words for something that failed. Only messages that the API wrote for people are shown as they are. */
export function sayTrouble(error: unknown): string {
  if (!(error instanceof ApiError)) return sayError(undefined);
  return sayError(error.code, error.message);
}
