import { LOOK_KEY, PLAIN_LOOK, type Look } from '../domain/look';

/** How the app looks on this device; plain where nothing was chosen, or where the browser keeps nothing. */
export function loadLook(): Look {
  try {
    return { ...PLAIN_LOOK, ...(JSON.parse(localStorage.getItem(LOOK_KEY) ?? '{}') as Partial<Look>) };
  } catch {
    return PLAIN_LOOK;
  }
}

/** Keeps it, and says whether the browser let us. */
export function saveLook(look: Look): boolean {
  try {
    localStorage.setItem(LOOK_KEY, JSON.stringify(look));
    return true;
  } catch {
    return false;
  }
}
