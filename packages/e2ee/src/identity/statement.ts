import type { Bytes } from '../bytes/index.ts';
import {
  FieldReader,
  FieldWriter,
  MalformedBytes,
  PUBLIC_KEY_BYTES,
  SIGNATURE_BYTES,
  sign,
  signerOf,
  verify,
} from '../bytes/index.ts';
import type { CertificateRole, DeviceCertificate, Trust } from './certificate.ts';
import type { Checked } from './fault.ts';
import type { SessionIdentity } from './session-identity.ts';
import { verifyCredential } from './session-identity.ts';

const SCHEMA = 1;

/** Something that a device of the city said under its session's key. */
export interface Statement {
  readonly by: DeviceCertificate;
  /** The key that signed it. */
  readonly sessionKey: Bytes;
  readonly value: Bytes;
}

/**
 * A credential, the session's key that it speaks for, and something that this key signed: what a device says beside the group.
 * `context`: what the sentence is for, so that it means nothing elsewhere.
 */
export async function statement(identity: SessionIdentity, context: string, content: Bytes): Promise<Bytes> {
  const { keys, credential, sessionId } = identity;
  const signature = await sign(context, bound(sessionId, content), signerOf(keys.secretKey));
  return new FieldWriter()
    .uint(SCHEMA, 1)
    .bytes(credential)
    .fixed(keys.publicKey)
    .fixed(signature)
    .bytes(content)
    .done();
}

/** What `statement` wrote, when a device of the city in that role says it in this session. */
export function readStatement(
  bytes: Uint8Array,
  context: string,
  expected: { readonly sessionId: string; readonly role: CertificateRole; readonly trust: Trust },
): Checked<Statement> {
  try {
    const fields = new FieldReader(bytes);
    if (fields.uint(1) !== SCHEMA) return { ok: false, fault: 'unknown-schema' };
    const credential = fields.bytes();
    const publicKey = fields.fixed(PUBLIC_KEY_BYTES);
    const signature = fields.fixed(SIGNATURE_BYTES);
    const content = fields.bytes();
    fields.end();
    const { sessionId, role, trust } = expected;
    const member = verifyCredential(credential, publicKey, sessionId, trust);
    if (!member.ok) return member;
    const by = member.value.certificate;
    if (by.role !== role) return { ok: false, fault: 'wrong-key' };
    if (!verify(context, bound(sessionId, content), signature, publicKey)) return { ok: false, fault: 'bad-signature' };
    return { ok: true, value: { by, sessionKey: publicKey, value: content } };
  } catch (error) {
    if (error instanceof MalformedBytes) return { ok: false, fault: 'malformed' };
    throw error;
  }
}

function bound(sessionId: string, content: Uint8Array): Bytes {
  return new FieldWriter().text(sessionId).bytes(content).done();
}
