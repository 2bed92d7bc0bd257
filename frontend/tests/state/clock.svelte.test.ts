import { flushSync } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { clock } from '../../src/state/clock.svelte';

afterEach(() => vi.useRealTimers());

describe('the day on the wall', () => {
  function seen(): { days: string[]; stop: () => void } {
    const days: string[] = [];
    const stop = $effect.root(() => {
      $effect(() => {
        days.push(clock.day);
      });
    });
    flushSync();
    return { days, stop };
  }

  it('is another one after midnight, by itself', () => {
    vi.useFakeTimers({ now: new Date('2026-11-21T12:00:00Z') });
    const { days, stop } = seen();
    vi.setSystemTime(new Date('2026-11-22T12:00:00Z'));
    vi.advanceTimersByTime(20_000);
    flushSync();
    expect(days).toEqual(['2026-11-21', '2026-11-22']);
    stop();
  });

  it('is looked up when the phone wakes, and nobody is told twice', () => {
    vi.useFakeTimers({ now: new Date('2026-11-21T12:00:00Z') });
    const { days, stop } = seen();
    document.dispatchEvent(new Event('visibilitychange'));
    flushSync();
    vi.setSystemTime(new Date('2026-11-23T12:00:00Z'));
    document.dispatchEvent(new Event('visibilitychange'));
    flushSync();
    expect(days).toEqual(['2026-11-21', '2026-11-23']);
    stop();
  });
});
