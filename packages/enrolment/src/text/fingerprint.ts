import { createHash } from 'node:crypto';

const GROUPS = 6;
const GROUP_BYTES = 5;

/**
 * Six groups of five digits (99 bits of SHA-256) that two people read to each other. Whoever wants to put something else in
 * the place of what they compare has to find a second one with the same digits.
 */
function digits(context: string, content: Uint8Array): string {
  const hash = createHash('sha256').update(context).update('\0').update(content).digest();
  return Array.from({ length: GROUPS }, (_, group) =>
    String(hash.readUIntBE(group * GROUP_BYTES, GROUP_BYTES) % 100_000).padStart(5, '0'),
  ).join(' ');
}

/** The fingerprint of an enrolment request, over all of its bytes: key, identifier, role and name. */
export function requestFingerprint(request: Uint8Array): string {
  return digits('mado-enrolment-request', request);
}

/** The fingerprint of a city's authority: its key and the city's identifier. */
export function authorityFingerprint(authority: { readonly cityId: string; readonly publicKey: Uint8Array }): string {
  return digits('mado-authority', Buffer.concat([authority.publicKey, Buffer.from(authority.cityId, 'utf8')]));
}
