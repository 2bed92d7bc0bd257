import { render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import Sheet from '../../src/ui/Sheet.svelte';

beforeAll(() => {
  // jsdom has no top layer.
  HTMLDialogElement.prototype.showModal = function show(): void {
    this.open = true;
    this.querySelector('button')?.focus();
  };
  HTMLDialogElement.prototype.close = function close(): void {
    this.open = false;
  };
});

const children = createRawSnippet(() => ({ render: () => '<p>Words</p>' }));

describe('a sheet', () => {
  it('is named by its title and gives the focus back to where it was', () => {
    const opener = document.body.appendChild(document.createElement('button'));
    opener.focus();
    const { unmount } = render(Sheet, { title: 'Asking again', close: vi.fn(), children });
    expect(screen.getByRole('dialog', { name: 'Asking again' })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Close' }));
    unmount();
    expect(document.activeElement).toBe(opener);
    opener.remove();
  });

  it('closes by Escape in its own way, so that the focus is not lost', () => {
    const close = vi.fn();
    render(Sheet, { title: 'Asking again', close, children });
    const escape = new Event('cancel', { cancelable: true });
    screen.getByRole('dialog').dispatchEvent(escape);
    expect(close).toHaveBeenCalledTimes(1);
    expect(escape.defaultPrevented).toBe(true);
  });
});
