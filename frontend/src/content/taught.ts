import type { Answer, Lesson, Taught } from '../data/types';
import { patternName } from './patterns';
import { count } from './wording';

/** How something is read now, as the end of a sentence that begins with "I now". */
function readNow(answer: Answer, pattern: string | null): string {
  if (answer === 'theirs') return 'read it as theirs';
  if (answer === 'not_done') return 'read it as a pull you did not follow';
  if (answer === 'other_pattern' && pattern) return `read it as “${patternName(pattern)}”`;
  return 'leave it out';
}

/** Why a mark is read otherwise than the reader would. */
export function taughtSentence({ answer, pattern, times }: Taught): string {
  const done = answer === 'no' ? 'took this away' : 'changed this';
  return `You ${done} ${count(times, 'time')} in sentences like this one, so I now ${readNow(answer, pattern)}.`;
}

/** What a lesson does, for the list of all. */
export function lessonSentence({ answer, corrected, times }: Lesson): string {
  return `From ${count(times, 'answer')} of yours: in sentences much like these, I now ${readNow(answer, corrected)}.`;
}

/** The words of a button that agrees with what was learned. */
export const agree: Record<Answer, string> = {
  yes: 'Yes, that fits',
  no: 'Yes, leave it out',
  theirs: 'Yes, that was them',
  not_done: 'Yes, I didn’t do it',
  other_pattern: 'Yes, that fits better',
};
