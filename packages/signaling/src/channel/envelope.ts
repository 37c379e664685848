import { decode, encode } from '../wire/index.ts';
import { SessionMessage } from './content.ts';

/**
 * What a payload of the session channel is: `[version, kind, …]`. A handshake changes the group of devices (MLS) and is
 * read by all of them; everything else is sealed for that group. There is no kind in clear.
 */
const VERSION = 2;
const KINDS = { handshake: 1, sealed: 2 } as const;
const HEAD_BYTES = 2;

export type EnvelopeKind = keyof typeof KINDS;
export interface Envelope {
  readonly kind: EnvelopeKind;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The bytes that travel through the session channel. */
export function wrap(kind: EnvelopeKind, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const payload = new Uint8Array(HEAD_BYTES + bytes.byteLength);
  payload[0] = VERSION;
  payload[1] = KINDS[kind];
  payload.set(bytes, HEAD_BYTES);
  return payload;
}

/** Null: too short, or made by a version that this client does not know, which is also what a downgrade would look like. */
export function unwrap(payload: Uint8Array): Envelope | null {
  if (payload.byteLength <= HEAD_BYTES || payload[0] !== VERSION) return null;
  const bytes = Uint8Array.from(payload.subarray(HEAD_BYTES));
  switch (payload[1]) {
    case KINDS.handshake:
      return { kind: 'handshake', bytes };
    case KINDS.sealed:
      return { kind: 'sealed', bytes };
    default:
      return null;
  }
}

/** What a payload is that `unwrap` does not know: cut short, or in another form than the sealed one, in which nobody may be talked into reading. */
export function faultOfUnknown(payload: Uint8Array): 'malformed' | 'downgraded' {
  return payload.byteLength <= HEAD_BYTES ? 'malformed' : 'downgraded';
}

/** Why what a member sealed is no message. */
export type ContentFault =
  /** Not MessagePack. */
  | 'malformed'
  /** A message that the protocol does not have, or one with wrong fields. */
  | 'unknown-content';

export type ReadContent =
  { readonly ok: true; readonly message: SessionMessage } | { readonly ok: false; readonly fault: ContentFault };

/** What is sealed for one message. */
export function writeContent(message: SessionMessage): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(encode(message));
}

/** What somebody said. Never throws: whoever sealed the bytes may have sealed anything. */
export function readContent(bytes: Uint8Array): ReadContent {
  const decoded = decode(bytes);
  if (!decoded.ok) return { ok: false, fault: 'malformed' };
  const parsed = SessionMessage.safeParse(decoded.value);
  return parsed.success ? { ok: true, message: parsed.data } : { ok: false, fault: 'unknown-content' };
}
