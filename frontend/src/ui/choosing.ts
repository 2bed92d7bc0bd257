/** A choice of words inside a text, as UTF-16 indexes. */
export interface Range {
  from: number;
  to: number;
}

/** What is selected inside `place` now, counted in its own text; null when nothing is, or something outside of it. */
export function rangeIn(place: HTMLElement): Range | null {
  const selection = place.ownerDocument.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!place.contains(range.commonAncestorContainer)) return null;
  const before = range.cloneRange();
  before.selectNodeContents(place);
  before.setEnd(range.startContainer, range.startOffset);
  const from = before.toString().length;
  const to = from + range.toString().length;
  return from < to ? { from, to } : null;
}
