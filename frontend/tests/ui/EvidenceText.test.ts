import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { Tag } from '../../src/data/types';
import EvidenceText from '../../src/ui/EvidenceText.svelte';

const text = '🌊 I asked again, and he went quiet.';
const tag = (part: Partial<Tag>): Tag => ({
  id: 'a', pattern: 'reassurance_seeking', family: 'anxious', holder: 'self', status: 'enacted', start: 2, end: 15,
  quote: 'I asked again', confidence: 0.9, why: '', person: null, verdict: null, corrected: null, ...part,
});

describe('the words with their marks', () => {
  it('shows every word once and underlines exactly the quoted ones, also after an emoji', () => {
    render(EvidenceText, { text, tags: [tag({})], open: vi.fn() });
    const marked = screen.getByRole('button', { name: 'I asked again – Asking again' });
    expect(marked.textContent).toBe('I asked again');
    expect(marked.className).toContain('reach');
    expect(document.querySelector('.words')!.textContent).toBe(text);
  });

  it('opens by tap, Enter and Space', async () => {
    const open = vi.fn();
    const one = tag({});
    render(EvidenceText, { text, tags: [one], open });
    const marked = screen.getByRole('button');
    await fireEvent.click(marked);
    await fireEvent.keyDown(marked, { key: 'Enter' });
    await fireEvent.keyDown(marked, { key: ' ' });
    await fireEvent.keyDown(marked, { key: 'x' });
    expect(open.mock.calls).toEqual([[[one]], [[one]], [[one]]]);
  });

  it('leaves out what the writer took away, and stands back where it was theirs', () => {
    const theirs = tag({ id: 'b', pattern: 'withdrawal', family: 'avoidant', holder: 'partner', start: 21, end: 34, quote: 'he went quiet' });
    render(EvidenceText, { text, tags: [tag({ verdict: 'no' }), theirs], open: vi.fn() });
    const marked = screen.getAllByRole('button');
    expect(marked.map((one) => one.textContent)).toEqual(['he went quiet']);
    expect(marked[0]!.className).toContain('faint');
  });

  it('offers every mark that rests on the same words, the narrowest first', async () => {
    const open = vi.fn();
    const wide = tag({ id: 'wide', start: 2, end: 34 });
    const narrow = tag({ id: 'narrow', pattern: 'withdrawal', family: 'avoidant', start: 21, end: 34 });
    render(EvidenceText, { text, tags: [wide, narrow], open });
    await fireEvent.click(screen.getByRole('button', { name: 'he went quiet – Asking again, Pulling back' }));
    expect(open).toHaveBeenCalledExactlyOnceWith([narrow, wide]);
  });
});
