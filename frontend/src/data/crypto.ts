// Everything about the key of this phone is in this module, so that a PIN can wrap it later.

const CIPHER = 'AES-GCM';
const IV_BYTES = 12;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A value under the key: the nonce of this one sealing, and the bytes with their tag. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

/** A new AES-256 key whose bytes no script can read; the browser keeps it as an object in IndexedDB. */
export function newKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ['encrypt', 'decrypt']);
}

function cipher(iv: Uint8Array<ArrayBuffer>, place: string): AesGcmParams {
  return { name: CIPHER, iv, additionalData: encoder.encode(place) };
}

/**
 * Seals `value` (anything JSON can hold) for one place, so that a sealed value cannot be moved to another row.
 *
 * @param place the store and key of the row
 */
export async function seal(key: CryptoKey, place: string, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const data = await crypto.subtle.encrypt(cipher(iv, place), key, encoder.encode(JSON.stringify(value)));
  return { iv, data };
}

/** Opens what `seal` made for the same place. Rejects with an OperationError when key, place or bytes differ. */
export async function unseal<T>(key: CryptoKey, place: string, sealed: Sealed): Promise<T> {
  const data = await crypto.subtle.decrypt(cipher(sealed.iv, place), key, sealed.data);
  return JSON.parse(decoder.decode(data)) as T;
}
