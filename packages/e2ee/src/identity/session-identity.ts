import type { Bytes, Signer, SigningKeys } from '../bytes/index.ts';
import {
  FieldReader,
  FieldWriter,
  MalformedBytes,
  PUBLIC_KEY_BYTES,
  SIGNATURE_BYTES,
  contentOf,
  makeSigningKeys,
  sameBytes,
  sign,
  verify,
  wipe,
} from '../bytes/index.ts';
import type { DeviceCertificate, Trust } from './certificate.ts';
import { readCertificate, verifyCertificate } from './certificate.ts';
import type { Checked } from './fault.ts';

const CONTEXT = 'mado-session-key-1';
const SCHEMA = 1;
const MAX_ID = 64;
/** How long a device speaks for a session's key, in milliseconds: longer than any session. */
const LIFE_MS = 24 * 60 * 60 * 1000;
/** How far two city devices' clocks may be apart, in milliseconds. */
export const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;

/**
 * Who this device is in one session. The device's own key signs one sentence – "in this session I speak with that key" –
 * and stays where it is (in the host process); the session's key lives in the user interface and dies with the session.
 */
export interface SessionIdentity {
  readonly sessionId: string;
  readonly certificate: DeviceCertificate;
  /** Signs within the session's group. */
  readonly keys: SigningKeys;
  /** Certificate and sentence together: what the others check. */
  readonly credential: Bytes;
}

/** What a checked credential says. */
export interface SessionMember {
  readonly certificate: DeviceCertificate;
  /** When the device made this key: a later one takes the place of an earlier one, never the other way. */
  readonly issuedAt: number;
}

/** Makes a new key for a session and has the device speak for it. `device` is called once. */
export async function makeSessionIdentity(options: {
  readonly sessionId: string;
  readonly certificate: Uint8Array;
  readonly trust: Trust;
  readonly device: Signer;
}): Promise<Checked<SessionIdentity>> {
  const { sessionId, trust } = options;
  const checked = verifyCertificate(options.certificate, trust);
  if (!checked.ok) return checked;
  const keys = makeSigningKeys();
  const sentence = new FieldWriter()
    .uint(SCHEMA, 1)
    .text(sessionId)
    .text(checked.value.deviceId)
    .fixed(keys.publicKey)
    .uint(trust.now, 8)
    .done();
  const signature = await sign(CONTEXT, sentence, options.device);
  const credential = new FieldWriter().bytes(options.certificate).bytes(sentence).fixed(signature).done();
  // A device whose key is not the certified one learns it here and not from its peers.
  const proved = verifyCredential(credential, keys.publicKey, sessionId, trust);
  if (!proved.ok) return proved;
  return { ok: true, value: { sessionId, certificate: checked.value, keys, credential } };
}

/** What a device says when it speaks for a session's key. */
export interface SessionKeySentence {
  readonly sessionId: string;
  readonly deviceId: string;
  readonly publicKey: Bytes;
  /** The signer's clock, in milliseconds since the Unix epoch. */
  readonly issuedAt: number;
}

/**
 * Reads the bytes that a device is asked to sign: null unless they are the one sentence, whole and nothing else. Whoever
 * holds a device's key signs nothing that this does not read.
 */
export function readSessionKeySentence(bytes: Uint8Array): SessionKeySentence | null {
  const sentence = contentOf(CONTEXT, bytes);
  if (sentence === null) return null;
  try {
    return readSentence(sentence);
  } catch (error) {
    if (error instanceof MalformedBytes) return null;
    throw error;
  }
}

/** Null: made by a version that this one does not know. */
function readSentence(sentence: Uint8Array): SessionKeySentence | null {
  const said = new FieldReader(sentence);
  if (said.uint(1) !== SCHEMA) return null;
  const sessionId = said.text(MAX_ID);
  const deviceId = said.text(MAX_ID);
  const publicKey = said.fixed(PUBLIC_KEY_BYTES);
  const issuedAt = said.uint(8);
  said.end();
  return { sessionId, deviceId, publicKey, issuedAt };
}

/** Destroys the session's key. */
export function destroySessionIdentity(identity: SessionIdentity): void {
  wipe(identity.keys.secretKey);
}

interface ReadCredential extends SessionKeySentence {
  readonly certificate: Bytes;
  readonly sentence: Bytes;
  readonly signature: Bytes;
}

function read(credential: Uint8Array): Checked<ReadCredential> {
  try {
    const fields = new FieldReader(credential);
    const certificate = fields.bytes();
    const sentence = fields.bytes();
    const signature = fields.fixed(SIGNATURE_BYTES);
    fields.end();
    const said = readSentence(sentence);
    if (said === null) return { ok: false, fault: 'unknown-schema' };
    return { ok: true, value: { certificate, sentence, signature, ...said } };
  } catch (error) {
    if (error instanceof MalformedBytes) return { ok: false, fault: 'malformed' };
    throw error;
  }
}

/** What a credential says that was verified before. */
export function readCredential(credential: Uint8Array): Checked<SessionMember> {
  const said = read(credential);
  if (!said.ok) return said;
  const certificate = readCertificate(said.value.certificate);
  if (!certificate.ok) return certificate;
  return { ok: true, value: { certificate: certificate.value, issuedAt: said.value.issuedAt } };
}

/** Whether a credential is a city device's and speaks for exactly this key in exactly this session. */
export function verifyCredential(
  credential: Uint8Array,
  publicKey: Uint8Array,
  sessionId: string,
  trust: Trust,
): Checked<SessionMember> {
  const said = read(credential);
  if (!said.ok) return said;
  const { sentence, signature, issuedAt } = said.value;
  const checked = verifyCertificate(said.value.certificate, trust);
  if (!checked.ok) return checked;
  const certificate = checked.value;
  if (!verify(CONTEXT, sentence, signature, certificate.publicKey)) return { ok: false, fault: 'wrong-key' };
  if (said.value.sessionId !== sessionId) return { ok: false, fault: 'wrong-session' };
  if (said.value.deviceId !== certificate.deviceId) return { ok: false, fault: 'wrong-key' };
  if (!sameBytes(said.value.publicKey, publicKey)) return { ok: false, fault: 'wrong-key' };
  if (issuedAt > trust.now + CLOCK_TOLERANCE_MS) return { ok: false, fault: 'not-yet-valid' };
  if (trust.now > issuedAt + LIFE_MS) return { ok: false, fault: 'expired' };
  return { ok: true, value: { certificate, issuedAt } };
}
