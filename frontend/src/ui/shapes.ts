import type { Family } from '../content/families';

type Shape = { whole: string; left: string };

/** One shape per family on a 16 by 16 field, and its left half for "theirs". */
export const shapes: Record<Family['className'], Shape> = {
  steady: { whole: 'M8 2a6 6 0 0 1 0 12a6 6 0 0 1 0-12z', left: 'M8 2a6 6 0 0 0 0 12z' },
  reach: { whole: 'M8 2l6.5 11.5h-13z', left: 'M8 2v11.5h-6.5z' },
  pull: { whole: 'M2.5 2.5h11v11h-11z', left: 'M2.5 2.5h5.5v11h-5.5z' },
  both: { whole: 'M8 1l7 7-7 7-7-7z', left: 'M8 1v14l-7-7z' },
};
