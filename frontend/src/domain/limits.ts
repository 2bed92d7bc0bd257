import { codePointLength } from './offsets';

/** The most characters (code points) that one entry holds; the server has the same bound. */
export const TEXT_MAX = 20_000;

/** How long a text is, if it is too long for one entry; else null. Nothing is ever cut off. */
export function tooLong(text: string): number | null {
  if (text.length <= TEXT_MAX) return null;
  const length = codePointLength(text);
  return length > TEXT_MAX ? length : null;
}
