import type { Bytes } from '../bytes/index.ts';
import {
  FieldReader,
  FieldWriter,
  MalformedBytes,
  SerialSteps,
  aesKey,
  concat,
  decrypt,
  encrypt,
  expand,
  hex,
  nonceOf,
  own,
  utf8,
  wipe,
} from '../bytes/index.ts';
import type { GroupEpoch, GroupMember } from '../group/index.ts';
import type { MessageFault } from './message-fault.ts';

/** How many epochs back messages can still be opened: what is under way while the group moves. */
export const PAST_EPOCHS = 4;
const SCHEMA = 1;
const MAX_STREAM = 64;
/** Largest counter: 2^48 messages, beyond anything that a session says. */
const MAX_COUNTER = 2 ** 48;

/** Sealing before there is a key, or while a member is being removed. Try again after the next epoch. */
export class SealingHeldError extends Error {
  constructor() {
    super('nothing may be sealed before the group has moved');
    this.name = 'SealingHeldError';
  }
}

export type OpenedMessage =
  | {
      readonly ok: true;
      readonly content: Bytes;
      readonly sender: GroupMember;
      /** How many messages that this sender sealed before it in this stream never came: withheld on the way. */
      readonly missing: number;
    }
  | { readonly ok: false; readonly fault: MessageFault };

interface StreamKey {
  readonly key: CryptoKey;
  readonly salt: Bytes;
}

interface Sender {
  readonly member: GroupMember;
  /** From which the keys of its streams come: each stream counts for itself, so each has a key of its own. */
  readonly secret: Bytes;
  readonly streams: Map<string, Promise<StreamKey>>;
}

interface EpochKeys {
  readonly number: number;
  readonly ownLeaf: number;
  readonly senders: ReadonlyMap<number, Sender>;
}

/**
 * Seals and opens messages with keys of the group's epochs. Bound to each message: session, epoch, sender's place and
 * device, stream, counter. A stream is a sequence that all its readers get whole and in order (the session channel's
 * messages to everybody are one, those to one participant another); counters go on over epochs, so that a message withheld at
 * a change is missed too.
 */
export class MessageKeys {
  readonly #sessionId: string;
  #epochs: readonly EpochKeys[] = [];
  #held = true;
  readonly #sent = new Map<string, number>();
  /** By sender's session key and stream: the counter that comes next. */
  readonly #expected = new Map<string, number>();
  /** Senders that were here when this device came; what they said before is not missed. */
  readonly #earlier = new Set<string>();
  readonly #sealing = new SerialSteps();
  readonly #opening = new SerialSteps();

  constructor(sessionId: string) {
    this.#sessionId = sessionId;
  }

  /** Whether something may be sealed now. */
  get open(): boolean {
    return !this.#held;
  }

  /** The keys of a new epoch. Call it before anything else of that epoch is handled, with the secret still whole. */
  async advance(epoch: GroupEpoch): Promise<void> {
    const senders = await Promise.all(epoch.members.map((member) => senderOf(epoch.messageSecret, member)));
    if (this.#epochs.length === 0) {
      for (const { leaf, sessionKey } of epoch.members) if (leaf !== epoch.ownLeaf) this.#earlier.add(hex(sessionKey));
    }
    const keys = {
      number: epoch.number,
      ownLeaf: epoch.ownLeaf,
      senders: new Map(senders.map((one) => [one.member.leaf, one])),
    };
    for (const past of this.#epochs.slice(PAST_EPOCHS)) destroyKeys(past);
    this.#epochs = [keys, ...this.#epochs].slice(0, PAST_EPOCHS + 1);
    this.#held = false;
  }

  /** Nothing may be sealed until the next epoch. */
  hold(): void {
    this.#held = true;
  }

  /** The session is over: all keys are dropped. */
  destroy(): void {
    this.#held = true;
    this.#epochs.forEach(destroyKeys);
    this.#epochs = [];
  }

  /**
   * Fails with `SealingHeldError`. Resolves in the order of the calls; messages of a stream must be sent in that order.
   * `stream`: at most 64 letters.
   */
  seal(content: Uint8Array, stream = ''): Promise<Bytes> {
    const copy = own(content);
    return this.#sealing.run(() => this.#seal(copy, stream));
  }

  /** What somebody said. Messages of a stream must be opened in the order of the session. */
  openSealed(bytes: Uint8Array): Promise<OpenedMessage> {
    const copy = own(bytes);
    return this.#opening.run(() => this.#open(copy));
  }

  async #seal(content: Bytes, stream: string): Promise<Bytes> {
    const [epoch] = this.#epochs;
    const sender = epoch?.senders.get(epoch.ownLeaf);
    if (this.#held || epoch === undefined || sender === undefined) throw new SealingHeldError();
    const counter = this.#sent.get(stream) ?? 0;
    if (counter >= MAX_COUNTER || stream.length > MAX_STREAM)
      throw new RangeError('counter exhausted, or stream too long');
    // Taken before anything is waited for: no two messages under one key have the same nonce.
    this.#sent.set(stream, counter + 1);
    const header = new FieldWriter()
      .uint(SCHEMA, 1)
      .uint(epoch.number, 4)
      .uint(sender.member.leaf, 2)
      .uint(counter, 8)
      .text(stream)
      .done();
    const { key, salt } = await streamKey(sender, stream);
    return concat(header, await encrypt(key, nonceOf(salt, counter), this.#bound(header, sender.member), content));
  }

  async #open(bytes: Bytes): Promise<OpenedMessage> {
    const read = readMessage(bytes);
    if (read === null) return { ok: false, fault: 'malformed' };
    const [present] = this.#epochs;
    if (present === undefined || read.epoch > present.number) return { ok: false, fault: 'future-epoch' };
    const epoch = this.#epochs.find((one) => one.number === read.epoch);
    if (epoch === undefined) return { ok: false, fault: 'past-epoch' };
    const sender = epoch.senders.get(read.leaf);
    if (sender === undefined || !isStill(sender, present)) return { ok: false, fault: 'unknown-sender' };
    const id = hex(sender.member.sessionKey);
    const sequence = `${id}/${read.stream}`;
    const { key, salt } = await streamKey(sender, read.stream);
    const bound = this.#bound(read.header, sender.member);
    const content = await decrypt(key, nonceOf(salt, read.counter), bound, read.sealed);
    if (content === null) return { ok: false, fault: 'forged' };
    const next = this.#expected.get(sequence) ?? (this.#earlier.has(id) ? read.counter : 0);
    if (read.counter < next) return { ok: false, fault: 'replayed' };
    this.#expected.set(sequence, read.counter + 1);
    return { ok: true, content, sender: sender.member, missing: read.counter - next };
  }

  #bound(header: Uint8Array, member: GroupMember): Bytes {
    return new FieldWriter()
      .text('mado-message-1')
      .text(this.#sessionId)
      .text(member.certificate.deviceId)
      .bytes(header)
      .done();
  }
}

/** A message of a member that has gone meanwhile is refused, also when it was sealed while it was a member. */
function isStill(sender: Sender, present: EpochKeys): boolean {
  return [...present.senders.values()].some(
    ({ member }) => member.certificate.deviceId === sender.member.certificate.deviceId,
  );
}

function readMessage(bytes: Uint8Array) {
  try {
    const fields = new FieldReader(bytes);
    if (fields.uint(1) !== SCHEMA) return null;
    const epoch = fields.uint(4);
    const leaf = fields.uint(2);
    const counter = fields.uint(8);
    const stream = fields.text(MAX_STREAM);
    const sealed = fields.rest();
    const header = own(bytes.subarray(0, bytes.byteLength - sealed.byteLength));
    return { epoch, leaf, counter, stream, sealed, header };
  } catch (error) {
    if (error instanceof MalformedBytes) return null;
    throw error;
  }
}

async function senderOf(secret: Bytes, member: GroupMember): Promise<Sender> {
  const place = new FieldWriter().uint(member.leaf, 2).done();
  return { member, secret: await expand(secret, concat(utf8('mado message sender '), place), 32), streams: new Map() };
}

function streamKey({ secret, streams }: Sender, stream: string): Promise<StreamKey> {
  const known = streams.get(stream);
  if (known !== undefined) return known;
  const made = makeStreamKey(secret, stream);
  streams.set(stream, made);
  return made;
}

async function makeStreamKey(secret: Bytes, stream: string): Promise<StreamKey> {
  const [raw, salt] = await Promise.all([
    expand(secret, utf8(`mado message key ${stream}`), 32),
    expand(secret, utf8(`mado message salt ${stream}`), 12),
  ]);
  const key = await aesKey(raw);
  wipe(raw);
  return { key, salt };
}

function destroyKeys(epoch: EpochKeys): void {
  for (const { secret, streams } of epoch.senders.values()) {
    wipe(secret);
    streams.clear();
  }
}
