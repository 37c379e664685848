import type { PrivateKey } from 'ts-mls';
import type { Bytes } from '../bytes/index.ts';
import {
  FieldReader,
  FieldWriter,
  MalformedBytes,
  digest,
  expand,
  hkdfExtract,
  own,
  sameBytes,
  utf8,
  wipe,
} from '../bytes/index.ts';
import { MAX_GENERATION } from '../frame/index.ts';
import type { GroupMember } from '../group/index.ts';
import { sessionSuite } from '../group/suite.ts';
import type { Checked, SessionIdentity, Statement, Trust } from '../identity/index.ts';
import { readStatement, statement } from '../identity/index.ts';

const SCHEMA = 1;
const ASK = 'mado-aside-ask-1';
const ANSWER = 'mado-aside-answer-1';
const FRAMES = 'mado aside frames 1';
/** An X25519 public key, and what HPKE sends along of its own one. */
const KEY_BYTES = 32;
const SECRET_BYTES = 32;
const HASH_BYTES = 32;
/** Longest id of a device, in UTF-16 units. */
const MAX_ID = 128;

/** Where two devices talk aside: everything of it is bound to this. */
export interface AsidePlace {
  /** Which side conversation of the session; both ends know it from the session's course. */
  readonly asideId: string;
  /** The group's epoch: a change of it makes a new secret. */
  readonly epoch: number;
  /** The other device, as the group has it. */
  readonly peer: GroupMember;
}

/** What the two of a side conversation share and nobody else has. */
export interface AsideKey {
  readonly generation: number;
  /** 32 bytes. Secret. */
  readonly secret: Bytes;
}

/** One device's question for the secret, and the one key that opens its answer. */
export interface AsideQuestion {
  readonly place: AsidePlace;
  /** For the other device, by way of the server. */
  readonly asked: Bytes;
  /** The secret, when the device that it was put to made this answer. Null: it answers another question, and is no fault. */
  open(answer: Uint8Array, trust: Trust): Promise<Checked<AsideKey> | null>;
}

export interface AsideAnswer {
  /** For the device that asked. */
  readonly answer: Bytes;
  readonly key: AsideKey;
}

/**
 * Asks the other clerk's device for a secret: a fresh X25519 key, signed by this device's session key for that device, side conversation
 * and epoch. The key stays in the returned question and is gone with it.
 */
export async function askForAside(identity: SessionIdentity, place: AsidePlace): Promise<AsideQuestion> {
  const { hpke } = await sessionSuite();
  const { publicKey, privateKey } = await hpke.generateKeyPair();
  const where = whereOf(place);
  const content = new FieldWriter()
    .bytes(where)
    .text(place.peer.certificate.deviceId)
    .fixed(await hpke.exportPublicKey(publicKey))
    .done();
  const asked = new FieldWriter()
    .uint(SCHEMA, 1)
    .bytes(where)
    .fixed(await statement(identity, ASK, content))
    .done();
  return { place, asked, open: (answer, trust) => open(identity, { place, asked, privateKey }, answer, trust) };
}

/**
 * Makes a secret for whoever asked, if that is the clerk's device with which this one talks aside, here and now. A question of another
 * side conversation or epoch is null: it came too early or too late and is no fault.
 * @param generation from 1, never the same twice in one epoch
 */
export async function answerAside(
  identity: SessionIdentity,
  place: AsidePlace,
  options: { readonly asked: Uint8Array; readonly generation: number; readonly trust: Trust },
): Promise<Checked<AsideAnswer> | null> {
  const { asked, generation, trust } = options;
  const outside = orNull(() => {
    const fields = new FieldReader(asked);
    return fields.uint(1) === SCHEMA ? { where: fields.bytes(), statement: fields.rest() } : null;
  });
  if (outside === null) return { ok: false, fault: 'malformed' };
  if (!sameBytes(outside.where, whereOf(place))) return null;
  const question = fromPeer(outside.statement, ASK, { identity, place, trust });
  if (!question.ok) return question;
  const peerKey = readAsk(question.value.value, outside.where, identity.certificate.deviceId);
  if (peerKey === null) return { ok: false, fault: 'malformed' };
  const { hpke } = await sessionSuite();
  const secret = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  const hash = digest(asked);
  const content = new FieldWriter().fixed(hash).uint(generation, 4).fixed(secret).done();
  const plain = await statement(identity, ANSWER, content);
  const sealed = await hpke
    .importPublicKey(peerKey)
    .then((publicKey) => hpke.seal(publicKey, plain, infoOf(identity.sessionId), own(asked)))
    // Bytes that are no key.
    .catch(() => null);
  wipe(content, plain);
  if (sealed === null) return { ok: false, fault: 'malformed' };
  const { enc, ct } = sealed;
  const answer = new FieldWriter().uint(SCHEMA, 1).fixed(hash).fixed(enc).fixed(ct).done();
  return { ok: true, value: { answer, key: { generation, secret } } };
}

/**
 * What the frames of a side conversation are sealed under, 16 bytes: from the group's own secret of this epoch and from the one that only
 * two devices have. Without the second nobody can compute it, whatever else of the group they know.
 */
export function asideFrameSecret(
  epochSecret: Uint8Array,
  { generation, secret }: AsideKey,
  bound: { readonly sessionId: string; readonly asideId: string; readonly epoch: number },
): Bytes {
  const info = new FieldWriter()
    .text(FRAMES)
    .text(bound.sessionId)
    .text(bound.asideId)
    .uint(bound.epoch, 4)
    .uint(generation, 4)
    .done();
  const both = hkdfExtract(epochSecret, secret);
  const base = expand(both, info, 16);
  wipe(both);
  return base;
}

async function open(
  identity: SessionIdentity,
  { place, asked, privateKey }: { readonly place: AsidePlace; readonly asked: Bytes; readonly privateKey: PrivateKey },
  answer: Uint8Array,
  trust: Trust,
): Promise<Checked<AsideKey> | null> {
  const hash = digest(asked);
  const sealed = orNull(() => {
    const fields = new FieldReader(answer);
    const schema = fields.uint(1);
    return schema === SCHEMA
      ? { hash: fields.fixed(HASH_BYTES), enc: fields.fixed(KEY_BYTES), ct: fields.rest() }
      : null;
  });
  if (sealed === null) return { ok: false, fault: 'malformed' };
  if (!sameBytes(sealed.hash, hash)) return null;
  const { hpke } = await sessionSuite();
  const plain = await hpke
    .open(privateKey, sealed.enc, sealed.ct, infoOf(identity.sessionId), asked)
    // Cut short or changed: HPKE does not say which.
    .catch(() => null);
  if (plain === null) return { ok: false, fault: 'malformed' };
  const said = fromPeer(plain, ANSWER, { identity, place, trust });
  wipe(plain);
  if (!said.ok) return said;
  const read = readAnswer(said.value.value);
  wipe(said.value.value);
  if (read === null) return { ok: false, fault: 'malformed' };
  if (!sameBytes(read.hash, hash)) return { ok: false, fault: 'wrong-key' };
  return { ok: true, value: { generation: read.generation, secret: read.secret } };
}

/** Something that exactly the device said with which this one talks aside, and with the key that it has in the group. */
function fromPeer(
  bytes: Uint8Array,
  context: string,
  expected: { readonly identity: SessionIdentity; readonly place: AsidePlace; readonly trust: Trust },
): Checked<Statement> {
  const { identity, place, trust } = expected;
  const said = readStatement(bytes, context, { sessionId: identity.sessionId, role: 'clerk', trust });
  if (!said.ok) return said;
  const { by, sessionKey } = said.value;
  const isPeer = by.deviceId === place.peer.certificate.deviceId && sameBytes(sessionKey, place.peer.sessionKey);
  return isPeer ? said : { ok: false, fault: 'wrong-key' };
}

/** The asker's key. Null: not of this form, or for another place or device. */
function readAsk(content: Bytes, where: Bytes, ownDevice: string): Bytes | null {
  return orNull(() => {
    const fields = new FieldReader(content);
    const isHere = sameBytes(fields.bytes(), where);
    const to = fields.text(MAX_ID);
    const key = fields.fixed(KEY_BYTES);
    fields.end();
    return isHere && to === ownDevice ? key : null;
  });
}

function readAnswer(content: Bytes): (AsideKey & { readonly hash: Bytes }) | null {
  return orNull(() => {
    const fields = new FieldReader(content);
    const hash = fields.fixed(HASH_BYTES);
    const generation = fields.uint(4);
    const secret = fields.fixed(SECRET_BYTES);
    fields.end();
    return generation >= 1 && generation <= MAX_GENERATION ? { hash, generation, secret } : null;
  });
}

function orNull<T>(read: () => T | null): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedBytes) return null;
    throw error;
  }
}

function whereOf({ asideId, epoch }: AsidePlace): Bytes {
  return new FieldWriter().text(asideId).uint(epoch, 4).done();
}

function infoOf(sessionId: string): Bytes {
  return utf8(`mado-aside-1\n${sessionId}`);
}
