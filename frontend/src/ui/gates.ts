/** What decides about the gates D, S and P of an exercise. All of it stays on the phone. */
export type Gatekeeper = {
  /** The answer to "Is it safe to be open with this person right now?", null when not asked yet. */
  safe: 'yes' | 'no' | null;
  /** The help page was opened since the app started. */
  helped: boolean;
  /** "Going blank" was marked in the last fourteen days. */
  blank: boolean;
};

export type Passage = 'open' | 'ask' | 'shut';

/** Whether an exercise with these gates may be shown now, must not, or needs the safety question first. */
export function passage(gates: readonly string[], keeper: Gatekeeper): Passage {
  if (gates.includes('D') && keeper.blank) return 'shut';
  if (gates.includes('S') && keeper.helped) return 'shut';
  if (!gates.includes('P')) return 'open';
  if (keeper.safe === null) return 'ask';
  return keeper.safe === 'yes' ? 'open' : 'shut';
}

/** The first suggestion that is not shut, with whether to ask first; null when none is left. */
export function firstPassable<T extends { gates: readonly string[] }>(
  suggestions: readonly T[],
  keeper: Gatekeeper,
): { suggestion: T; ask: boolean } | null {
  for (const suggestion of suggestions) {
    const way = passage(suggestion.gates, keeper);
    if (way !== 'shut') return { suggestion, ask: way === 'ask' };
  }
  return null;
}
