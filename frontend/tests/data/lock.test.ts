// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FEWEST_ROUNDS } from '../../src/data/crypto';
import { openLocal, openStore, type Local } from '../../src/data/db';
import { loadDraft, saveDraft } from '../../src/data/drafts';
import { LockedError, readLock, type ContentKey } from '../../src/data/keys';
import {
  changeSecret, countStake, dropPasskey, faultOf, openWithPasskey, openWithSecret, removeLock, setLock, setMinutes, setPasskey,
  TRIES, waitOf, type LockError,
} from '../../src/data/lock';
import { takeBatch } from '../../src/data/outbox';
import { everything, newPhone, write } from './phone';
import { thinkQuickly } from './quick';
import { texts } from './rounds';

const PIN = '2580';
const PASSKEY = { id: new Uint8Array([1, 2]).buffer, answer: crypto.getRandomValues(new Uint8Array(32)).buffer };
const DRAFT = { text: 'I was about to', mood: null, people: [], context: [] };

async function lockedPhone(): Promise<Local> {
  const phone = await newPhone();
  await write(phone, 'before the lock');
  await saveDraft(phone, 'today', DRAFT);
  await setLock(phone, PIN, 1);
  return phone;
}

async function reopen(phone: Local, key: ContentKey): Promise<Local> {
  phone.db.close();
  return openLocal(phone.account, undefined, key);
}

const code = (work: Promise<unknown>): Promise<string> => work.then(() => 'did not fail', (error: LockError) => error.code);
const open = (phone: Local, secret = PIN, now = 0): Promise<ContentKey> => openWithSecret(phone.db, phone.account, secret, now);

beforeEach(thinkQuickly);
afterEach(() => vi.restoreAllMocks());

describe('a locked phone', () => {
  it('opens with the PIN alone, and with every record, draft and unsent change', async () => {
    const phone = await lockedPhone();
    await expect(openLocal(phone.account)).rejects.toBeInstanceOf(LockedError);
    expect(await code(open(phone, '2581'))).toBe('wrong');
    const again = await reopen(phone, await open(phone));
    expect(again.key.extractable).toBe(false);
    expect(await texts(again)).toEqual(['before the lock']);
    expect(await loadDraft(again, 'today')).toEqual(DRAFT);
    expect(await takeBatch(again, { ops: 9, bytes: 9e5 }, 0)).toMatchObject([{ kind: 'entry', doc: { text: 'before the lock' } }]);
  });

  it('holds no key that opens anything, and no word', async () => {
    const phone = await lockedPhone();
    expect(await phone.db.getAllKeys('keys')).toEqual(['lock']);
    const row = (await readLock(phone.db))!;
    expect(row.secret.rounds).toBeGreaterThanOrEqual(FEWEST_ROUNDS);
    expect(JSON.stringify(row, (_key, value: unknown) => (value instanceof CryptoKey ? 'a key' : value))).not.toContain('a key');
    expect(await everything(phone)).not.toMatch(/before the lock|2580|about to/);
  });

  it('has a salt of its own', async () => {
    const rows = await Promise.all([lockedPhone(), lockedPhone()].map(async (phone) => (await readLock((await phone).db))!));
    expect(rows[0]!.secret.salt).not.toEqual(rows[1]!.secret.salt);
  });

  it('keeps what another window, that still has the key, writes meanwhile', async () => {
    const phone = await newPhone();
    const other = await openLocal(phone.account);
    await setLock(phone, PIN, 1);
    await write(other, 'written late');
    other.db.close();
    expect(await texts(await reopen(phone, await open(phone)))).toEqual(['written late']);
  });

  it('opens with the key that this window holds, unless the store was made anew meanwhile', async () => {
    const phone = await lockedPhone();
    const key = { id: phone.keyId, key: phone.key };
    expect(await texts(await openLocal(phone.account, undefined, key))).toEqual(['before the lock']);
    await expect(openLocal(phone.account, undefined, { ...key, id: 'another' })).rejects.toBeInstanceOf(LockedError);
  });
});

describe('changing the lock', () => {
  it('to another PIN lets only that one in', async () => {
    const phone = await lockedPhone();
    expect(await code(changeSecret(phone, '1379', '4096', 0))).toBe('wrong');
    await changeSecret(phone, PIN, 'seven grey gulls', 0);
    expect((await readLock(phone.db))?.secret.digits).toBe(false);
    expect(await code(open(phone))).toBe('wrong');
    expect(await texts(await reopen(phone, await open(phone, 'seven grey gulls')))).toEqual(['before the lock']);
  });

  it('off needs the PIN, and leaves the phone open with everything', async () => {
    const phone = await lockedPhone();
    expect(await code(removeLock(phone, '1379', 0))).toBe('wrong');
    await removeLock(phone, PIN, 0);
    expect(await texts(await openLocal(phone.account))).toEqual(['before the lock']);
  });

  it('sees that another window changed it meanwhile, and changes nothing over that', async () => {
    const phone = await lockedPhone();
    const other = await openLocal(phone.account, undefined, { id: phone.keyId, key: phone.key });
    const meanwhile = (): Promise<typeof PASSKEY> => changeSecret(other, PIN, '1379', 0).then(() => PASSKEY);
    expect(await code(setPasskey(phone, PIN, meanwhile, 0))).toBe('changed');
    expect(await code(setLock(phone, '7410', 1))).toBe('changed');
    await open(phone, '1379');
  });

  it('of its minutes keeps everything else', async () => {
    const phone = await lockedPhone();
    const before = (await readLock(phone.db))!;
    await setMinutes(phone, 15);
    expect(await readLock(phone.db)).toEqual({ ...before, minutes: 15 });
  });

  it('is told of on a phone whose key is older than wrapping, which goes on as it was', async () => {
    const phone = await newPhone();
    const old = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    await phone.db.clear('keys');
    await phone.db.put('keys', old, 'content');
    const again = await openLocal(phone.account);
    await write(again, 'from before');
    expect(await code(setLock(again, PIN, 1))).toBe('old');
    expect(await texts(await openLocal(phone.account))).toEqual(['from before']);
  });
});

/** Lets the write number `n` and all later ones fail. Says afterwards whether it came so far. */
function dieAt(n: number): () => boolean {
  let writes = 0;
  const spies = (['put', 'delete'] as const).map((name) => {
    const real = IDBObjectStore.prototype[name] as (...parts: unknown[]) => IDBRequest;
    return vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function write(this: IDBObjectStore, ...parts: unknown[]) {
      writes += 1;
      if (writes < n) return real.apply(this, parts);
      throw new Error('killed');
    } as typeof IDBObjectStore.prototype.put);
  });
  return () => {
    for (const spy of spies) spy.mockRestore();
    return writes >= n;
  };
}

/** The phone as a start of the app finds it, with whichever of the two PINs opens it. */
async function start(phone: Local): Promise<Local> {
  phone.db.close();
  try {
    return await openLocal(phone.account);
  } catch {
    const db = await openStore(phone.account);
    const later = 1e9;
    const key = await openWithSecret(db, phone.account, PIN, later).catch(() => openWithSecret(db, phone.account, '4096', 2 * later));
    db.close();
    return openLocal(phone.account, undefined, key);
  }
}

const STEPS: [string, (phone: Local) => Promise<unknown>, number][] = [
  ['on', (phone) => removeLock(phone, PIN, 0).then(() => setLock(phone, PIN, 1)), 8],
  ['to another PIN', (phone) => changeSecret(phone, PIN, '4096', 0), 3],
  ['off', (phone) => removeLock(phone, PIN, 0), 5],
];

describe.each(STEPS)('a tab killed while the lock is turned %s', (_what, step, writes) => {
  it.each(Array.from({ length: writes + 1 }, (_, i) => i + 1))('at write %i loses nothing', async (n) => {
    const phone = await lockedPhone();
    const died = dieAt(n);
    await step(phone).catch(() => undefined);
    expect(died()).toBe(n <= writes);
    const again = await start(phone);
    expect(await texts(again)).toEqual(['before the lock']);
    expect(await loadDraft(again, 'today')).toEqual(DRAFT);
    expect(await again.db.count('outbox')).toBe(1);
    expect([['lock'], ['content', 'device']]).toContainEqual(await again.db.getAllKeys('keys'));
  });
});

describe('wrong tries', () => {
  it('are counted before they are checked, also when the app is closed in the middle', async () => {
    const phone = await lockedPhone();
    vi.spyOn(crypto.subtle, 'deriveKey').mockRejectedValueOnce(new Error('killed'));
    await expect(open(phone, '2581')).rejects.toThrow('killed');
    expect((await readLock(phone.db))?.tries).toBe(1);
  });

  it('make each next one wait longer, and the tenth is the last', async () => {
    const phone = await lockedPhone();
    const waits: number[] = [];
    let now = 1000;
    for (let i = 1; i < TRIES; i += 1) {
      await expect(open(phone, '2581', now)).rejects.toMatchObject({ code: 'wrong', left: TRIES - i });
      const wait = waitOf((await readLock(phone.db))!, now);
      waits.push(wait / 1000);
      if (wait > 0) expect(await code(open(phone, PIN, now + wait - 1))).toBe('wait');
      now += wait;
    }
    expect(waits).toEqual([0, 0, 5, 15, 30, 60, 120, 300, 300]);
    expect(await code(open(phone, '2581', now))).toBe('spent');
  });

  it('are forgotten after a right one, and the right one is taken to the end', async () => {
    const phone = await lockedPhone();
    let now = 0;
    for (let i = 1; i < TRIES; i += 1) await code(open(phone, '2581', (now += 400_000)));
    await open(phone, PIN, now + 400_000);
    expect(await readLock(phone.db)).toMatchObject({ tries: 0, until: 0 });
  });

  it('count in the settings too', async () => {
    const phone = await lockedPhone();
    await code(removeLock(phone, '1379', 0));
    await code(changeSecret(phone, '1379', '4096', 0));
    expect((await readLock(phone.db))?.tries).toBe(2);
  });

  it('never make anyone wait longer because the clock was set back', () => {
    expect(waitOf({ tries: 4, until: 9e12 }, 0)).toBe(15_000);
    expect(waitOf({ tries: 4, until: 10 }, 20)).toBe(0);
  });
});

describe('a passkey', () => {
  const { answer } = PASSKEY;
  const make = async (): Promise<typeof PASSKEY> => PASSKEY;

  it('opens the lock beside the PIN, also after the PIN was changed, until it is dropped', async () => {
    const phone = await lockedPhone();
    await setPasskey(phone, PIN, make, 0);
    await changeSecret(phone, PIN, '4096', 0);
    const key = await openWithPasskey(phone.db, phone.account, answer);
    expect(await texts(await openLocal(phone.account, undefined, key))).toEqual(['before the lock']);
    expect(await code(openWithPasskey(phone.db, phone.account, new ArrayBuffer(32)))).toBe('passkey');
    await dropPasskey(phone);
    expect(await code(openWithPasskey(phone.db, phone.account, answer))).toBe('changed');
    await open(phone, '4096');
  });

  it('is only made after the right PIN', async () => {
    const phone = await lockedPhone();
    const ceremony = vi.fn(make);
    expect(await code(setPasskey(phone, '1379', ceremony, 0))).toBe('wrong');
    expect(ceremony).not.toHaveBeenCalled();
  });
});

describe('what only this phone has', () => {
  it('is counted by name without any key', async () => {
    const phone = await lockedPhone();
    await write(phone, 'one more');
    phone.db.close();
    const db = await openStore(phone.account);
    expect(await countStake(db)).toEqual({ entry: 2, person: 0, verdict: 0, practice: 0, drafts: 1 });
  });
});

describe('a new PIN or passphrase', () => {
  it.each([
    ['2580', null], ['123456789017', null], ['٢٥٨٠', null], ['seven gulls', null],
    ['123', 'short'], ['gulls', 'short'], ['aaaaaaaa', 'short'], ['', 'short'],
    ['1234', 'easy'], ['0000', 'easy'], ['9876', 'easy'],
  ])('%s: %s', (secret, fault) => expect(faultOf(secret)).toBe(fault));
});
