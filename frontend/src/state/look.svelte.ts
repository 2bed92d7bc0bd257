import { loadLook, saveLook } from '../data/look';
import { FACES, LOOK_CHANGED, LOOK_KEY, type Look } from '../domain/look';
import { readAs } from '../domain/reader';

let held = $state.raw<Look>(loadLook());

function follow(): void {
  const { hours, firstDay } = held;
  readAs({ hours: hours === 'system' ? null : hours, firstDay: firstDay === 'system' ? null : Number(firstDay) });
}

follow();
globalThis.addEventListener?.('storage', (event) => {
  if ((event as StorageEvent).key !== LOOK_KEY) return;
  held = loadLook();
  follow();
});

/** How the app looks on this device. The page itself is dressed by look.ts. */
export const look = {
  get chosen(): Look {
    return held;
  },
  /** What the app is called here. */
  get name(): string {
    return FACES[held.face];
  },
};

/** Shows the change in every window and keeps it on this device; says whether it could be kept. */
export function changeLook(change: Partial<Look>): boolean {
  held = { ...held, ...change };
  follow();
  const kept = saveLook(held);
  window.dispatchEvent(new Event(LOOK_CHANGED));
  return kept;
}
