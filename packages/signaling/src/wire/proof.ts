/** The server's random bytes in `challenge`. */
export const NONCE_BYTES = 32;
/** An Ed25519 signature (RFC 8032). */
export const PROOF_BYTES = 64;

/**
 * What a device signs in `hello`: a context word, the protocol version, the device and the server's nonce, so that a
 * signature made here means nothing anywhere else and never twice.
 */
export function proofText(nonce: Uint8Array, deviceId: string): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`mado-hello-1\n${deviceId}\n`);
  const text = new Uint8Array(head.byteLength + nonce.byteLength);
  text.set(head);
  text.set(nonce, head.byteLength);
  return text;
}
