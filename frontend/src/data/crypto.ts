// Every use of WebCrypto is in this module: sealing under the content key, and wrapping that key.

const CIPHER = 'AES-GCM';
const IV_BYTES = 12;
const SALT_BYTES = 16;
const HASH = 'SHA-256';
/** OWASP's floor for PBKDF2 with SHA-256; a slow phone waits longer rather than guard less. */
export const FEWEST_ROUNDS = 600_000;
const MOST_ROUNDS = 20_000_000;
const PROBE_ROUNDS = 60_000;
/** How long a phone shall think about one PIN. */
const THINK_MS = 400;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A value under the key: the nonce of this one sealing, and the bytes with their tag. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

function cipher(iv: Uint8Array<ArrayBuffer>, place: string): AesGcmParams {
  return { name: CIPHER, iv, additionalData: encoder.encode(place) };
}

function freshIv(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(IV_BYTES));
}

export function freshSalt(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(SALT_BYTES));
}

/**
 * Seals `value` (anything JSON can hold) for one place, so that a sealed value cannot be moved to another row.
 *
 * @param place the store and key of the row
 */
export async function seal(key: CryptoKey, place: string, value: unknown): Promise<Sealed> {
  const iv = freshIv();
  const data = await crypto.subtle.encrypt(cipher(iv, place), key, encoder.encode(JSON.stringify(value)));
  return { iv, data };
}

/** Opens what `seal` made for the same place. Rejects with an OperationError when key, place or bytes differ. */
export async function unseal<T>(key: CryptoKey, place: string, sealed: Sealed): Promise<T> {
  const data = await crypto.subtle.decrypt(cipher(sealed.iv, place), key, sealed.data);
  return JSON.parse(decoder.decode(data)) as T;
}

/** A key that wraps the content key and cannot be exported itself; what opens a phone without a lock. */
export function newWrappingKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ['wrapKey', 'unwrapKey']);
}

async function unwrap(wrapped: Sealed, by: CryptoKey, place: string, extractable: boolean): Promise<CryptoKey> {
  const { iv, data } = wrapped;
  return crypto.subtle.unwrapKey('raw', data, by, cipher(iv, place), CIPHER, extractable, ['encrypt', 'decrypt']);
}

async function wrap(key: CryptoKey, by: CryptoKey, place: string): Promise<Sealed> {
  const iv = freshIv();
  return { iv, data: await crypto.subtle.wrapKey('raw', key, by, cipher(iv, place)) };
}

/** A new content key, wrapped the moment it is made; nothing outside this function ever held one that can be exported. */
export async function makeContentKey(by: CryptoKey, place: string): Promise<Sealed> {
  const key = await crypto.subtle.generateKey({ name: CIPHER, length: 256 }, true, ['encrypt', 'decrypt']);
  return wrap(key, by, place);
}

/** The content key, not exportable. Rejects with an OperationError when it was wrapped by another key or for another place. */
export function openContentKey(wrapped: Sealed, by: CryptoKey, place: string): Promise<CryptoKey> {
  return unwrap(wrapped, by, place, false);
}

/** The same content key under another wrapping key. For that moment it can be exported, and only in here. */
export async function rewrapContentKey(
  wrapped: Sealed,
  from: { by: CryptoKey; place: string },
  to: { by: CryptoKey; place: string },
): Promise<Sealed> {
  return wrap(await unwrap(wrapped, from.by, from.place, true), to.by, to.place);
}

/** The wrapping key that a PIN or passphrase makes with this phone's own salt. Takes a moment, on purpose. */
export async function keyFromSecret(secret: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<CryptoKey> {
  // Another keyboard may build the same letters from other code points.
  const words = encoder.encode(secret.normalize('NFKC'));
  const base = await crypto.subtle.importKey('raw', words, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: HASH, salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, base, { name: CIPHER, length: 256 }, false, ['wrapKey', 'unwrapKey']);
}

/** The wrapping key that a passkey's own secret (32 even bytes) makes. */
export async function keyFromPasskey(secret: BufferSource, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const how = { name: 'HKDF', hash: HASH, salt, info: encoder.encode('holdfast lock') };
  return crypto.subtle.deriveKey(how, base, { name: CIPHER, length: 256 }, false, ['wrapKey', 'unwrapKey']);
}

/** How many rounds this phone needs for 0.4 s; never fewer than the floor. */
export async function measureRounds(now: () => number = () => performance.now()): Promise<number> {
  const salt = freshSalt();
  await keyFromSecret('warm', salt, 1000);
  const begun = now();
  await keyFromSecret('probe', salt, PROBE_ROUNDS);
  // A browser may round its clock to 1 ms.
  const took = Math.max(now() - begun, 1);
  const rounds = Math.round((PROBE_ROUNDS * THINK_MS) / took / 10_000) * 10_000;
  return Math.min(Math.max(rounds, FEWEST_ROUNDS), MOST_ROUNDS);
}
