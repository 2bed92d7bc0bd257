// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { newKey, seal, unseal } from '../../src/data/crypto';

describe('crypto', () => {
  it('gives back what was sealed, also a lone surrogate', async () => {
    const key = await newKey();
    const value = { text: 'I waited 🌊 \ud83d', mood: 3, people: [] };
    expect(await unseal(key, 'records/entry/1', await seal(key, 'records/entry/1', value))).toEqual(value);
  });

  it('makes a key that no script can read', async () => {
    const key = await newKey();
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });

  it('never seals twice alike and shows no word', async () => {
    const key = await newKey();
    const [one, two] = await Promise.all([seal(key, 'p', 'canary sentence'), seal(key, 'p', 'canary sentence')]);
    expect(Buffer.from(one.data).equals(Buffer.from(two.data))).toBe(false);
    expect(Buffer.from(one.data).includes('canary')).toBe(false);
  });

  it('opens only at its own place, with its own key, unchanged', async () => {
    const [key, other] = await Promise.all([newKey(), newKey()]);
    const sealed = await seal(key, 'records/entry/1', 'words');
    const changed = { ...sealed, data: sealed.data.slice(0) };
    new Uint8Array(changed.data)[0]! ^= 1;
    await expect(unseal(key, 'records/entry/2', sealed)).rejects.toThrow();
    await expect(unseal(other, 'records/entry/1', sealed)).rejects.toThrow();
    await expect(unseal(key, 'records/entry/1', changed)).rejects.toThrow();
  });
});
