let lastMoment = 0;
let lastCount = 0;

function nextMoment(now: number): number {
  // Ids made on this phone keep their order within one millisecond and when its clock is set back.
  const moment = Math.floor(now);
  lastCount = moment > lastMoment ? 0 : lastCount + 1;
  if (lastCount > 0xfff) {
    lastCount = 0;
    lastMoment += 1;
  }
  lastMoment = Math.max(moment, lastMoment);
  return lastMoment;
}

/**
 * A UUIDv7 (RFC 9562, with a counter in `rand_a`): lower case with hyphens, later ids sort after earlier ones.
 *
 * @param now milliseconds since 1970
 */
export function uuidv7(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const moment = nextMoment(now);
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(moment / 256 ** (5 - i)) % 256;
  bytes[6] = 0x70 | (lastCount >> 8);
  bytes[7] = lastCount & 0xff;
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
