// A passkey of this phone that gives, for a salt, always the same secret (WebAuthn, extension "prf"). It signs nobody in.

const SALT_BYTES = 32;

/** `address`: this address has no name that a passkey could belong to (127.0.0.1). `browser`: this browser or phone cannot. */
export type PasskeyWay = 'yes' | 'address' | 'browser';

interface Capable {
  getClientCapabilities?: () => Promise<Record<string, boolean>>;
}

function hasName(host: string): boolean {
  return !/^[\d.]+$|:/.test(host);
}

/** Whether a passkey of this phone can open the lock here, and if not, why. */
export async function passkeyWay(host: string = location.hostname): Promise<PasskeyWay> {
  if (!hasName(host)) return 'address';
  if (!window.isSecureContext || typeof PublicKeyCredential === 'undefined') return 'browser';
  try {
    const can = await (PublicKeyCredential as Capable).getClientCapabilities?.();
    if (can?.['extension:prf'] === false) return 'browser';
    return (await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable()) ? 'yes' : 'browser';
  } catch {
    return 'browser';
  }
}

function random(bytes: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(bytes));
}

/** The salt of the lock, filled up to the 32 bytes that every authenticator takes. */
function evalOf(salt: Uint8Array<ArrayBuffer>): AuthenticationExtensionsPRFInputs {
  const first = new Uint8Array(SALT_BYTES);
  first.set(salt);
  return { eval: { first } };
}

function secretOf(credential: Credential | null): ArrayBuffer | null {
  const first = (credential as PublicKeyCredential | null)?.getClientExtensionResults().prf?.results?.first;
  if (!first) return null;
  return first instanceof ArrayBuffer ? first : new Uint8Array(first.buffer as ArrayBuffer, first.byteOffset, first.byteLength).slice().buffer;
}

/**
 * The passkey's secret for `salt`, after the phone asked for finger, face or its own code. Null when it cannot give one.
 *
 * @param signal takes the question back; then this rejects with an AbortError
 */
export async function askPasskey(
  id: ArrayBuffer,
  salt: Uint8Array<ArrayBuffer>,
  signal?: AbortSignal,
): Promise<ArrayBuffer | null> {
  const credential = await navigator.credentials.get({
    ...(signal ? { signal } : {}),
    publicKey: {
      challenge: random(32),
      rpId: location.hostname,
      allowCredentials: [{ type: 'public-key', id }],
      userVerification: 'required',
      extensions: { prf: evalOf(salt) },
    },
  });
  return secretOf(credential);
}

/** Makes a passkey on this phone. Its name says nothing about its owner. Null when it cannot give a secret. */
export async function makePasskey(salt: Uint8Array<ArrayBuffer>): Promise<{ id: ArrayBuffer; answer: ArrayBuffer } | null> {
  const credential = (await navigator.credentials.create({
    publicKey: {
      challenge: random(32),
      rp: { name: 'Holdfast', id: location.hostname },
      user: { id: random(16), name: 'Holdfast', displayName: 'Holdfast' },
      pubKeyCredParams: [-7, -257].map((alg) => ({ type: 'public-key', alg })),
      authenticatorSelection: { authenticatorAttachment: 'platform', residentKey: 'discouraged', userVerification: 'required' },
      extensions: { prf: evalOf(salt) },
    },
  })) as PublicKeyCredential | null;
  if (!credential) return null;
  // Some phones make the secret at once, others only when they are asked.
  const answer = secretOf(credential) ?? (await askPasskey(credential.rawId, salt));
  return answer && { id: credential.rawId, answer };
}
