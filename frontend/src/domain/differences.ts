/** A run of words, and whether only this text has it. */
export interface Run {
  text: string;
  only: boolean;
}

/** More steps than this and the two texts have little in common: then whole paragraphs are compared instead. */
const STEPS_MAX = 1500;

/** Words with the space after them, so that the parts joined are the text again. */
function wordsOf(text: string): string[] {
  return text.match(/\s+|[^\s]+\s*/gu) ?? [];
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/gu) ?? [];
}

/**
 * The pairs (index in a, index in b) of a longest common subsequence, by Myers' O(ND) method; null when it would take
 * more than STEPS_MAX differences.
 */
function common(a: readonly string[], b: readonly string[]): [number, number][] | null {
  const most = Math.min(a.length + b.length, STEPS_MAX);
  const reach = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let steps = 0; steps <= most; steps += 1) {
    trace.push(new Map(reach));
    for (let k = -steps; k <= steps; k += 2) {
      const down = k === -steps || (k !== steps && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
      let x = down ? (reach.get(k + 1) ?? 0) : (reach.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      reach.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(a.length, b.length, trace);
    }
  }
  return null;
}

function walkBack(n: number, m: number, trace: Map<number, number>[]): [number, number][] {
  const pairs: [number, number][] = [];
  let [x, y] = [n, m];
  for (let steps = trace.length - 1; steps >= 0; steps -= 1) {
    const reach = trace[steps]!;
    const k = x - y;
    const down = k === -steps || (k !== steps && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
    const from = down ? k + 1 : k - 1;
    const before = reach.get(from) ?? 0;
    while (x > before && y > before - from && x > 0 && y > 0) {
      x -= 1;
      y -= 1;
      pairs.unshift([x, y]);
    }
    if (steps > 0) [x, y] = [before, before - from];
  }
  return pairs;
}

function runs(parts: readonly string[], shared: ReadonlySet<number>): Run[] {
  const found: Run[] = [];
  for (const [index, text] of parts.entries()) {
    const only = !shared.has(index);
    const last = found.at(-1);
    if (last?.only === only) last.text += text;
    else found.push({ text, only });
  }
  return found;
}

/** Both texts in runs: what both have, and what only one has. Joined, the runs are exactly the texts. */
export function differences(a: string, b: string): { mine: Run[]; theirs: Run[] } {
  for (const split of [wordsOf, linesOf]) {
    const [left, right] = [split(a), split(b)];
    // A word is the same word whatever space follows it.
    const pairs = common(left.map((part) => part.trim()), right.map((part) => part.trim()));
    if (!pairs) continue;
    return { mine: runs(left, new Set(pairs.map(([i]) => i))), theirs: runs(right, new Set(pairs.map(([, j]) => j))) };
  }
  return { mine: [{ text: a, only: true }], theirs: [{ text: b, only: true }] };
}

/** One text with every line of both: a common line once, else those of `a` before those of `b`. */
export function joined(a: string, b: string): string {
  const [left, right] = [linesOf(a), linesOf(b)].map((lines) => lines.map((line) => line.replace(/\n$/u, ''))) as [string[], string[]];
  const pairs = [...(common(left, right) ?? []), [left.length, right.length] as [number, number]];
  const lines: string[] = [];
  let [x, y] = [0, 0];
  for (const [i, j] of pairs) {
    lines.push(...left.slice(x, i), ...right.slice(y, j));
    if (i < left.length) lines.push(left[i]!);
    [x, y] = [i + 1, j + 1];
  }
  return lines.join('\n');
}
