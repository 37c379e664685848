import type { PrivateKey } from 'ts-mls';
import type { Bytes } from '../bytes/index.ts';
import { FieldReader, FieldWriter, concat, digest, own, utf8 } from '../bytes/index.ts';
import { sessionSuite } from '../group/suite.ts';
import type { Checked, DeviceCertificate, SessionIdentity, Trust } from '../identity/index.ts';
import { readStatement, statement } from '../identity/index.ts';

const SCHEMA = 1;
const ASK = 'mado-still-ask-1';
const ANSWER = 'mado-still-answer-1';
/** An X25519 public key, and what HPKE sends along of its own one. */
const KEY_BYTES = 32;
/** The largest picture that fits, in bytes. */
export const MAX_STILL_BYTES = 48 * 1024;

/** Something that a device of the city said, and which device it was. */
export interface FromDevice<T> {
  readonly by: DeviceCertificate;
  readonly value: T;
}

/** A clerk's question for a still picture of the citizen in the waiting room, and the one key that opens its answer. */
export interface StillQuestion {
  /** For the kiosk, by way of the server. */
  readonly asked: Bytes;
  /** The picture, when exactly this question was answered by a kiosk of the city, in this session. */
  open(answer: Uint8Array, trust: Trust): Promise<Checked<FromDevice<Bytes>>>;
}

/**
 * Asks for a still before there is a group: a fresh X25519 key, signed by the session's key, with the credential that says whose that is.
 * The key stays in the returned question and is gone with it.
 */
export async function askForStill(identity: SessionIdentity): Promise<StillQuestion> {
  const { hpke } = await sessionSuite();
  const { publicKey, privateKey } = await hpke.generateKeyPair();
  const key = await hpke.exportPublicKey(publicKey);
  const asked = await statement(identity, ASK, own(key));
  return { asked, open: (answer, trust) => open(identity.sessionId, { asked, privateKey }, answer, trust) };
}

/**
 * Seals a still for whoever asked, if that is a clerk's device of the city, in this session.
 * @param picture at most `MAX_STILL_BYTES`
 */
export async function answerStill(
  asked: Uint8Array,
  picture: Uint8Array,
  { identity, trust }: { readonly identity: SessionIdentity; readonly trust: Trust },
): Promise<Checked<FromDevice<Bytes>>> {
  if (picture.byteLength > MAX_STILL_BYTES) throw new RangeError('the picture is too large');
  const question = readStatement(asked, ASK, { sessionId: identity.sessionId, role: 'clerk', trust });
  if (!question.ok) return question;
  const { by, value: key } = question.value;
  if (key.byteLength !== KEY_BYTES) return { ok: false, fault: 'malformed' };
  const { hpke } = await sessionSuite();
  const plain = await statement(identity, ANSWER, concat(digest(asked), picture));
  const publicKey = await hpke.importPublicKey(key);
  const { enc, ct } = await hpke.seal(publicKey, plain, infoOf(identity.sessionId), own(asked));
  return { ok: true, value: { by, value: new FieldWriter().uint(SCHEMA, 1).fixed(enc).fixed(ct).done() } };
}

async function open(
  sessionId: string,
  { asked, privateKey }: { readonly asked: Bytes; readonly privateKey: PrivateKey },
  answer: Uint8Array,
  trust: Trust,
): Promise<Checked<FromDevice<Bytes>>> {
  const { hpke } = await sessionSuite();
  let plain: Uint8Array;
  try {
    const fields = new FieldReader(answer);
    if (fields.uint(1) !== SCHEMA) return { ok: false, fault: 'unknown-schema' };
    const enc = fields.fixed(KEY_BYTES);
    plain = await hpke.open(privateKey, enc, fields.rest(), infoOf(sessionId), asked);
  } catch {
    // Cut short, changed, or the answer to another question: HPKE does not say which.
    return { ok: false, fault: 'malformed' };
  }
  const said = readStatement(plain, ANSWER, { sessionId, role: 'kiosk', trust });
  if (!said.ok) return said;
  const expected = digest(asked);
  const { by, value } = said.value;
  const fits = expected.every((byte, at) => value[at] === byte);
  return fits
    ? { ok: true, value: { by, value: value.slice(expected.byteLength) } }
    : { ok: false, fault: 'wrong-key' };
}

function infoOf(sessionId: string): Bytes {
  return utf8(`mado-still-1\n${sessionId}`);
}
