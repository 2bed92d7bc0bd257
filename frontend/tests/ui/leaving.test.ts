import { afterEach, describe, expect, it, vi } from 'vitest';
import { leaveNow, listenForEscape } from '../../src/ui/leaving';

const press = (at: number, key = 'Escape'): void => {
  const event = new KeyboardEvent('keydown', { key });
  Object.defineProperty(event, 'timeStamp', { value: at });
  window.dispatchEvent(event);
};

afterEach(() => document.documentElement.classList.remove('gone'));

describe('leaving quickly', () => {
  it('blanks the page first and replaces it, so that Back does not lead to the words', () => {
    const replace = vi.fn(() => expect(document.documentElement.classList.contains('gone')).toBe(true));
    leaveNow({ replace });
    expect(replace).toHaveBeenCalledExactlyOnceWith('about:blank');
  });

  it('happens on two quick presses of Escape', () => {
    const leave = vi.fn();
    const stop = listenForEscape(leave);
    press(1000);
    press(1400);
    expect(leave).toHaveBeenCalledTimes(1);
    stop();
  });

  it('does not happen on slow presses, other keys, or after it stopped listening', () => {
    const leave = vi.fn();
    const stop = listenForEscape(leave);
    press(1000);
    press(1600);
    press(1700, 'Enter');
    stop();
    press(1750);
    expect(leave).not.toHaveBeenCalled();
  });
});
