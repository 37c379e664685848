import { decode, encode } from '../wire/index.ts';
import { SessionMessage } from './content.ts';

/**
 * The one place where what participants say becomes bytes and bytes become what they said. Today an envelope is
 * `[version, kind, MessagePack…]`, in clear; end-to-end encryption will be another version with another kind, and
 * nothing else in the client or the server changes.
 */
const VERSION = 1;
const KIND_PLAIN = 0;
const HEAD_BYTES = 2;

/** Why an envelope was not opened. */
export type SealFault =
  /** Too short, or made by a version that this client does not know. */
  | 'unknown-envelope'
  /** Not MessagePack. */
  | 'malformed'
  /** A message that the protocol does not have, or one with wrong fields. */
  | 'unknown-content';

export type Opened =
  { readonly ok: true; readonly message: SessionMessage } | { readonly ok: false; readonly fault: SealFault };

/** The bytes that travel through the session channel for one message. */
export function seal(message: SessionMessage): Uint8Array<ArrayBuffer> {
  const content = encode(message);
  const envelope = new Uint8Array(HEAD_BYTES + content.byteLength);
  envelope[0] = VERSION;
  envelope[1] = KIND_PLAIN;
  envelope.set(content, HEAD_BYTES);
  return envelope;
}

/** What somebody said. Never throws: whoever sent the bytes may have sent anything. */
export function open(envelope: Uint8Array): Opened {
  if (envelope.byteLength <= HEAD_BYTES || envelope[0] !== VERSION || envelope[1] !== KIND_PLAIN) {
    return { ok: false, fault: 'unknown-envelope' };
  }
  const decoded = decode(envelope.subarray(HEAD_BYTES));
  if (!decoded.ok) return { ok: false, fault: 'malformed' };
  const parsed = SessionMessage.safeParse(decoded.value);
  return parsed.success ? { ok: true, message: parsed.data } : { ok: false, fault: 'unknown-content' };
}
