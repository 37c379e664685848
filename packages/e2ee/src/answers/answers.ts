import type { Bytes } from '../bytes/index.ts';
import { FieldReader, FieldWriter, own, utf8 } from '../bytes/index.ts';
import { sessionSuite } from '../group/suite.ts';
import type { Checked } from '../identity/index.ts';

const SCHEMA = 1;
const KEY_BYTES = 32;
/** Answers are filled up to a multiple of this, so that their length says little of what was answered. */
const BLOCK_BYTES = 4096;
/** Most bytes of one booking's answers before sealing. */
export const MAX_ANSWERS_BYTES = 64 * 1024;
/** And after it: schema, HPKE's own key, tag. */
export const MAX_SEALED_ANSWERS_BYTES = MAX_ANSWERS_BYTES + 1 + KEY_BYTES + 16;

/** The key that answers of bookings are sealed to (X25519): the public half for the booking system, the private one for clerks' PCs. */
export interface AnswersKeyPair {
  readonly publicKey: Bytes;
  readonly privateKey: Bytes;
}

export async function makeAnswersKey(): Promise<AnswersKeyPair> {
  const { hpke } = await sessionSuite();
  const { publicKey, privateKey } = await hpke.generateKeyPair();
  return {
    publicKey: own(await hpke.exportPublicKey(publicKey)),
    privateKey: own(await hpke.exportPrivateKey(privateKey)),
  };
}

/**
 * Seals the answers of one booking (HPKE, RFC 9180, base mode) to the clerks' key. The booking's number is bound in: answers do not open under
 * another one. Whoever seals proves nothing of who they are.
 * @param publicKey 32 bytes
 * @param answers JSON in UTF-8, at most `MAX_ANSWERS_BYTES`; white space is put behind it
 * @throws RangeError too large
 */
export async function sealAnswers(publicKey: Uint8Array, number: string, answers: Uint8Array): Promise<Bytes> {
  if (answers.byteLength > MAX_ANSWERS_BYTES) throw new RangeError('the answers are too large');
  const filled = new Uint8Array(Math.max(1, Math.ceil(answers.byteLength / BLOCK_BYTES)) * BLOCK_BYTES).fill(0x20);
  filled.set(answers);
  const { hpke } = await sessionSuite();
  const { enc, ct } = await hpke.seal(await hpke.importPublicKey(own(publicKey)), filled, infoOf(number));
  return new FieldWriter().uint(SCHEMA, 1).fixed(enc).fixed(ct).done();
}

/** The answers that were sealed for this booking, filled up with white space; a fault when they are none, of another booking or for another key. */
export async function openAnswers(privateKey: Uint8Array, number: string, sealed: Uint8Array): Promise<Checked<Bytes>> {
  const { hpke } = await sessionSuite();
  try {
    const fields = new FieldReader(sealed);
    if (fields.uint(1) !== SCHEMA) return { ok: false, fault: 'unknown-schema' };
    const enc = fields.fixed(KEY_BYTES);
    const key = await hpke.importPrivateKey(own(privateKey));
    return { ok: true, value: own(await hpke.open(key, enc, fields.rest(), infoOf(number))) };
  } catch {
    // Cut short, changed, of another booking, for another key: HPKE does not say which.
    return { ok: false, fault: 'malformed' };
  }
}

function infoOf(number: string): Bytes {
  return utf8(`mado-booking-answers-1\n${number}`);
}
