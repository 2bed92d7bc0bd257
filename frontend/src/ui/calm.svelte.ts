/**
 * What this phone knows, in memory only, for choosing exercises: whether it is safe to be open with the other person,
 * and whether the help page was opened since the app started. Never stored, never sent, gone when the app closes.
 */
type Safe = 'yes' | 'no' | null;

const held = $state<{ safe: Safe; helped: boolean }>({ safe: null, helped: false });

export const calm = {
  get safe(): Safe {
    return held.safe;
  },
  get helped(): boolean {
    return held.helped;
  },
};

export function answerSafe(answer: Safe): void {
  held.safe = answer;
}

export function noteHelp(): void {
  held.helped = true;
}
