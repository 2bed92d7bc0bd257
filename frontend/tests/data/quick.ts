import { vi } from 'vitest';

/** PINs are thought about quickly in a test. What is written down asks for as many rounds as ever. */
export function thinkQuickly(): void {
  const derive = crypto.subtle.deriveKey.bind(crypto.subtle);
  vi.spyOn(crypto.subtle, 'deriveKey').mockImplementation((how, ...rest) => {
    const few = 'iterations' in (how as object) ? { ...(how as Pbkdf2Params), iterations: 100 } : how;
    return derive(few as Pbkdf2Params, ...rest);
  });
}
