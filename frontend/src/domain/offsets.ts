// The server counts code points, JavaScript counts UTF-16 units. This is the only place where one becomes the other.

/** How many code points `text` has; a lone surrogate counts as one. */
export function codePointLength(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The UTF-16 index of each code point of `text`, and at the end the length of `text`. */
export function utf16Indexes(text: string): number[] {
  const indexes: number[] = [];
  let index = 0;
  for (const character of text) {
    indexes.push(index);
    index += character.length;
  }
  indexes.push(index);
  return indexes;
}

/** The UTF-16 index of the code point number `offset`, held inside the text. */
export function toUtf16(text: string, offset: number): number {
  const indexes = utf16Indexes(text);
  return indexes[Math.min(Math.max(offset, 0), indexes.length - 1)] ?? 0;
}

/** The number of code points before the UTF-16 index `index`. */
export function toCodePoints(text: string, index: number): number {
  return codePointLength(text.slice(0, Math.max(index, 0)));
}
