// @vitest-environment node
import { describe, expect, it } from 'vitest';
import {
  FEWEST_ROUNDS, freshSalt, keyFromPasskey, keyFromSecret, makeContentKey, measureRounds, newWrappingKey, openContentKey,
  rewrapContentKey, seal, unseal,
} from '../../src/data/crypto';

const PLACE = 'keys/ana/device';

async function newKey(): Promise<CryptoKey> {
  const by = await newWrappingKey();
  return openContentKey(await makeContentKey(by, PLACE), by, PLACE);
}

describe('crypto', () => {
  it('gives back what was sealed, also a lone surrogate', async () => {
    const key = await newKey();
    const value = { text: 'I waited 🌊 \ud83d', mood: 3, people: [] };
    expect(await unseal(key, 'records/entry/1', await seal(key, 'records/entry/1', value))).toEqual(value);
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

describe('the key of the content', () => {
  it('can be read by no script, nor can the key that wraps it', async () => {
    for (const key of [await newKey(), await newWrappingKey(), await keyFromSecret('2580', freshSalt(), 1000)]) {
      expect(key.extractable).toBe(false);
      await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
    }
  });

  it('stays the same key when it is wrapped anew, and is not exportable afterwards either', async () => {
    const [device, pin] = [await newWrappingKey(), await keyFromSecret('2580', freshSalt(), 1000)];
    const wrapped = await makeContentKey(device, PLACE);
    const sealed = await seal(await openContentKey(wrapped, device, PLACE), 'drafts/today', 'words');
    const anew = await rewrapContentKey(wrapped, { by: device, place: PLACE }, { by: pin, place: 'keys/ana/secret' });
    const key = await openContentKey(anew, pin, 'keys/ana/secret');
    expect(key.extractable).toBe(false);
    expect(await unseal(key, 'drafts/today', sealed)).toBe('words');
  });

  it('opens only with the key and for the place it was wrapped for', async () => {
    const device = await newWrappingKey();
    const wrapped = await makeContentKey(device, PLACE);
    await expect(openContentKey(wrapped, device, 'keys/ben/device')).rejects.toThrow();
    await expect(openContentKey(wrapped, await newWrappingKey(), PLACE)).rejects.toThrow();
  });

  it('opens with the same PIN and salt alone, however the letters were typed', async () => {
    const [salt, other] = [freshSalt(), freshSalt()];
    const wrapped = await makeContentKey(await keyFromSecret('caf\u00e9 at noon', salt, 1000), PLACE);
    await openContentKey(wrapped, await keyFromSecret('cafe\u0301 at noon', salt, 1000), PLACE);
    await expect(openContentKey(wrapped, await keyFromSecret('cafe at noon', salt, 1000), PLACE)).rejects.toThrow();
    await expect(openContentKey(wrapped, await keyFromSecret('caf\u00e9 at noon', other, 1000), PLACE)).rejects.toThrow();
    await expect(openContentKey(wrapped, await keyFromSecret('caf\u00e9 at noon', salt, 1001), PLACE)).rejects.toThrow();
  });

  it('opens with the same answer of a passkey', async () => {
    const [salt, answer] = [freshSalt(), crypto.getRandomValues(new Uint8Array(32))];
    const wrapped = await makeContentKey(await keyFromPasskey(answer, salt), PLACE);
    await openContentKey(wrapped, await keyFromPasskey(answer, salt), PLACE);
    answer[0]! ^= 1;
    await expect(openContentKey(wrapped, await keyFromPasskey(answer, salt), PLACE)).rejects.toThrow();
  });
});

describe('the rounds of a phone', () => {
  const clock = (took: number): (() => number) => {
    const times = [0, took];
    return () => times.shift()!;
  };

  it('are as many as it does in 0.4 s', async () => {
    expect(await measureRounds(clock(10))).toBe(2_400_000);
  });

  it('are never fewer than the floor, however slow it is, and never without end', async () => {
    expect(await measureRounds(clock(4000))).toBe(FEWEST_ROUNDS);
    expect(await measureRounds(clock(0))).toBe(20_000_000);
  });
});
