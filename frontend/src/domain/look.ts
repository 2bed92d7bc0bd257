/** How the app looks on this device, and what it is called there. Choices only: nothing in it tells of a person. */
export interface Look {
  theme: 'system' | 'light' | 'dark' | 'contrast';
  /** A step on top of the browser's own size of text. */
  size: '1' | '2' | '3' | '4';
  motion: 'system' | 'less';
  /** On which day the calendar begins: 1 Monday, 6 Saturday, 7 Sunday. Counted weeks stay ISO weeks. */
  firstDay: 'system' | '1' | '6' | '7';
  hours: 'system' | '12' | '24';
  /** The letters of what was written. */
  words: 'serif' | 'sans';
  /** Name and icon on the home screen. */
  face: Face;
}

export type Face = 'holdfast' | 'notebook' | 'tides';

export const PLAIN_LOOK: Look = {
  theme: 'system', size: '1', motion: 'system', firstDay: 'system', hours: 'system', words: 'serif', face: 'holdfast',
};

/** The names are those of the manifests: whoever looks at the phone reads nothing else. */
export const FACES: Record<Face, string> = { holdfast: 'Holdfast', notebook: 'Notebook', tides: 'Tides' };

/** Where it lies in localStorage: the script in the page's head must read it before anything is drawn. */
export const LOOK_KEY = 'holdfast.look';
/** The event of the window after which that script looks again. */
export const LOOK_CHANGED = 'holdfast-look';
