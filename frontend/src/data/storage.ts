// What the browser says of the room that it gives to this page.

export interface Room {
  /** Whether the browser promised not to empty it by itself; null where it cannot say. */
  safe: boolean | null;
  /** Bytes in use, about; null where it cannot say. */
  used: number | null;
}

const ASKED = 'holdfast.asked';

export async function lookAtRoom(): Promise<Room> {
  const [safe, estimate] = await Promise.all([
    navigator.storage?.persisted?.().catch(() => null) ?? null,
    navigator.storage?.estimate?.().catch(() => null) ?? null,
  ]);
  return { safe, used: estimate?.usage ?? null };
}

/** Asks the browser to keep the store whatever happens. Some browsers then ask the person. */
export async function askToKeep(): Promise<boolean | null> {
  return (await navigator.storage?.persist?.().catch(() => null)) ?? null;
}

/** Asks once in the life of this store, when there is something to keep. */
export async function askToKeepOnce(): Promise<void> {
  if (localStorage.getItem(ASKED) !== null) return;
  localStorage.setItem(ASKED, '1');
  await askToKeep();
}
