/** A sentence of a text or a part of one, as UTF-16 indexes; `part` is what a sentence's parts are marked with. */
export interface Piece {
  from: number;
  to: number;
  text: string;
  part: boolean;
}

const FEWEST = 2;

function trimmed(text: string, from: number, to: number, part: boolean): Piece | null {
  const all = text.slice(from, to);
  const words = all.trim();
  const start = from + (all.length - all.trimStart().length);
  return words ? { from: start, to: start + words.length, text: words, part } : null;
}

/** The parts between commas and the like, when there are at least two of some length. */
function parts(text: string, { from, to }: Piece): Piece[] {
  const cuts = [...text.slice(from, to).matchAll(/[,;:–—]\s+|\s[–—-]\s/g)].map((cut) => from + cut.index + cut[0].length);
  const edges = [from, ...cuts, to];
  const found = edges.slice(1).flatMap((end, at) => trimmed(text, edges[at] ?? from, end, true) ?? []);
  const bare = found.map((piece) => ({ ...piece, ...shorn(piece) }));
  return bare.length > 1 ? bare.filter((piece) => piece.text.split(/\s+/).length >= FEWEST) : [];
}

function shorn({ from, text }: Piece): Pick<Piece, 'to' | 'text'> {
  const words = text.replace(/[\s,;:–—-]+$/u, '') || text;
  return { to: from + words.length, text: words };
}

function sentences(text: string): { index: number; segment: string }[] {
  if (typeof Intl.Segmenter === 'function') return [...new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text)];
  return [...text.matchAll(/[^.!?…\n]+[.!?…]*\s*|\s+|[.!?…]+/gu)].map((found) => ({ index: found.index, segment: found[0] }));
}

/** The sentences of `text` in order, each followed by its parts. */
export function pieces(text: string): Piece[] {
  return sentences(text).flatMap(({ index, segment }) => {
    const whole = trimmed(text, index, index + segment.length, false);
    return whole ? [whole, ...parts(text, whole)] : [];
  });
}
