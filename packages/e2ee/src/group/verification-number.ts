/** Bytes that the number is made of. */
export const VERIFICATION_BYTES = 30;
const GROUP_BYTES = 5;

/**
 * Six groups of five digits (99 bits), each from five bytes, big-endian, modulo 100,000. Two people who read the same
 * groups to each other share one key group with nobody between them. The bias of the modulus is below 2^-23.
 */
export function verificationNumber(secret: Uint8Array): string[] {
  if (secret.byteLength !== VERIFICATION_BYTES) throw new RangeError('30 bytes are needed');
  return Array.from({ length: VERIFICATION_BYTES / GROUP_BYTES }, (_, group) => {
    const part = secret.subarray(group * GROUP_BYTES, (group + 1) * GROUP_BYTES);
    const value = part.reduce((sum, byte) => sum * 256 + byte, 0);
    return String(value % 100_000).padStart(5, '0');
  });
}
