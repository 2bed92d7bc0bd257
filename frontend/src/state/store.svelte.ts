/**
 * What became of the room that the browser gives to the notebook.
 * closed: it gives none · gone: it was emptied, and only signing in or a connection brings the notebook back ·
 * back: it was emptied, and what the server has is here again or on its way; `unlocked` says the same where a lock went with it
 */
export type StoreTrouble = 'closed' | 'gone' | 'back' | 'unlocked' | null;

let trouble = $state<StoreTrouble>(null);

export const store = {
  get trouble(): StoreTrouble {
    return trouble;
  },
};

export function noteStore(next: StoreTrouble): void {
  trouble = next;
}
