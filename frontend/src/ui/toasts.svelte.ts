/** One quiet sentence at the foot of the screen, with at most one thing to do. The newest replaces the one before. */
export type Toast = { words: string; action?: { label: string; run: () => void | Promise<void> } };

const held = $state<{ toast: Toast | null }>({ toast: null });
let timer: ReturnType<typeof setTimeout> | undefined;

export const toasts = {
  get current(): Toast | null {
    return held.toast;
  },
};

/** Shows a sentence for `seconds`; a sentence with an action stays as long as the action works. */
export function say(words: string, action?: Toast['action'], seconds = 8): void {
  clearTimeout(timer);
  held.toast = action ? { words, action } : { words };
  timer = setTimeout(hush, seconds * 1000);
}

export function hush(): void {
  clearTimeout(timer);
  held.toast = null;
}
