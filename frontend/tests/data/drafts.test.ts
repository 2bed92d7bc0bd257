// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { openLocal } from '../../src/data/db';
import { clearDraft, loadDraft, saveDraft } from '../../src/data/drafts';
import { newPhone } from './phone';

const DRAFT = { text: 'I was about to say 🌊', mood: 2 as const, people: ['p1'], context: ['late'] };

describe('a draft', () => {
  it('is there again after the app was closed', async () => {
    const phone = await newPhone();
    await saveDraft(phone, 'today', DRAFT);
    phone.db.close();
    const opened = await openLocal(phone.account);
    expect(await loadDraft(opened, 'today')).toEqual(DRAFT);
    expect(await loadDraft(opened, 'edit/1')).toBeNull();
  });

  it('is gone when cleared', async () => {
    const phone = await newPhone();
    await saveDraft(phone, 'today', DRAFT);
    await clearDraft(phone, 'today');
    expect(await loadDraft(phone, 'today')).toBeNull();
  });

  it('does not come back when its words became an entry while it was being sealed', async () => {
    const phone = await newPhone();
    await saveDraft(phone, 'today', DRAFT, () => false);
    expect(await loadDraft(phone, 'today')).toBeNull();
  });
});
