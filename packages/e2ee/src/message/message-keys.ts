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
import type { GroupEpoch } from '../group/index.ts';
import type { MessageFault } from './message-fault.ts';
import type { ArchivedEpoch, ArchivedSender } from './message-archive.ts';
import { readArchive, writeArchive } from './message-archive.ts';

const SCHEMA = 1;
const MAX_STREAM = 96;
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
      readonly sender: MessageSender;
      /** How many messages that this sender sealed before it in this stream never came: withheld on the way. */
      readonly missing: number;
    }
  | { readonly ok: false; readonly fault: MessageFault };

interface StreamKey {
  readonly key: CryptoKey;
  readonly salt: Bytes;
}

/** Whose key a message was sealed with. */
export type MessageSender = Omit<ArchivedSender, 'secret'>;

interface Sender extends ArchivedSender {
  readonly streams: Map<string, Promise<StreamKey>>;
}

interface EpochKeys {
  readonly number: number;
  readonly senders: ReadonlyMap<number, Sender>;
}

/**
 * Seals and opens messages with keys of the group's epochs. Bound to each message: session, epoch, sender's place and
 * device, stream, counter. A stream is a sequence that all its readers get whole and in order (the session channel's
 * messages to everybody are one, those to one participant another); counters go on over epochs, so that a message withheld at
 * a change is missed too.
 *
 * Keys stay until the session's end, as what they open does: a screen that was reloaded opens the session's history with
 * an archive of them (`archive`, `learn`), which its host process or another member gives it.
 */
export class MessageKeys {
  readonly #sessionId: string;
  readonly #epochs = new Map<number, EpochKeys>();
  #present: EpochKeys | null = null;
  #ownLeaf = -1;
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
  advance(epoch: GroupEpoch): void {
    const senders = epoch.members.map(({ leaf, certificate, sessionKey }): Sender => {
      const secret = senderSecret(epoch.messageSecret, leaf);
      return { leaf, deviceId: certificate.deviceId, sessionKey, secret, streams: new Map() };
    });
    if (this.#present === null) {
      for (const { leaf, sessionKey } of senders) if (leaf !== epoch.ownLeaf) this.#earlier.add(hex(sessionKey));
    }
    const keys = { number: epoch.number, senders: new Map(senders.map((one) => [one.leaf, one])) };
    this.#epochs.set(epoch.number, keys);
    this.#present = keys;
    this.#ownLeaf = epoch.ownLeaf;
    this.#held = false;
  }

  /** All keys so far, for a screen that comes back or a device that comes in. Secret: it opens every message of the session. */
  archive(): Bytes {
    return writeArchive(
      [...this.#epochs.values()].map(({ number, senders }) => ({ number, senders: [...senders.values()] })),
    );
  }

  /** Takes the keys of epochs that are not known here. False when the bytes are no archive. */
  learn(archive: Uint8Array): boolean {
    const epochs = readArchive(archive);
    if (epochs === null) return false;
    for (const epoch of epochs) if (!this.#epochs.has(epoch.number)) this.#epochs.set(epoch.number, keysOf(epoch));
    return true;
  }

  /** Nothing may be sealed until the next epoch. */
  hold(): void {
    this.#held = true;
  }

  /** The session is over: all keys are dropped. */
  destroy(): void {
    this.#held = true;
    this.#epochs.forEach(destroyKeys);
    this.#epochs.clear();
    this.#present = null;
  }

  /**
   * Fails with `SealingHeldError`. Resolves in the order of the calls; messages of a stream must be sent in that order.
   * `stream`: at most 96 letters.
   */
  seal(content: Uint8Array, stream = ''): Promise<Bytes> {
    const copy = own(content);
    return this.#sealing.run(() => this.#seal(copy, stream));
  }

  /**
   * What somebody said. Messages of a stream must be opened in the order of the session. `history`: it was said before
   * this device took its place, so its sender may have gone since. `now`: it counts only in the epoch in which it was sealed.
   */
  openSealed(
    bytes: Uint8Array,
    { history = false, now = false }: { readonly history?: boolean; readonly now?: boolean } = {},
  ): Promise<OpenedMessage> {
    const copy = own(bytes);
    return this.#opening.run(() => this.#open(copy, history, now));
  }

  /** A message whose key will never be here: those behind it are not held against its sender. */
  passOver(bytes: Uint8Array): void {
    const read = readMessage(bytes);
    const sender = read === null ? undefined : this.#epochs.get(read.epoch)?.senders.get(read.leaf);
    if (read !== null && sender !== undefined) {
      this.#expected.set(`${hex(sender.sessionKey)}/${read.stream}`, read.counter + 1);
    }
  }

  async #seal(content: Bytes, stream: string): Promise<Bytes> {
    const epoch = this.#present;
    const sender = epoch?.senders.get(this.#ownLeaf);
    if (this.#held || epoch === null || sender === undefined) throw new SealingHeldError();
    const counter = this.#sent.get(stream) ?? 0;
    if (counter >= MAX_COUNTER || stream.length > MAX_STREAM)
      throw new RangeError('counter exhausted, or stream too long');
    // Taken before anything is waited for: no two messages under one key have the same nonce.
    this.#sent.set(stream, counter + 1);
    const header = new FieldWriter()
      .uint(SCHEMA, 1)
      .uint(epoch.number, 4)
      .uint(sender.leaf, 2)
      .uint(counter, 8)
      .text(stream)
      .done();
    const { key, salt } = await streamKey(sender, stream);
    return concat(header, await encrypt(key, nonceOf(salt, counter), this.#bound(header, sender.deviceId), content));
  }

  async #open(bytes: Bytes, history: boolean, now: boolean): Promise<OpenedMessage> {
    const read = readMessage(bytes);
    if (read === null) return { ok: false, fault: 'malformed' };
    const present = this.#present;
    if (present === null || read.epoch > present.number) return { ok: false, fault: 'future-epoch' };
    const epoch = this.#epochs.get(read.epoch);
    if (epoch === undefined || (now && epoch !== present)) return { ok: false, fault: 'past-epoch' };
    const sender = epoch.senders.get(read.leaf);
    if (sender === undefined || !(history || isStill(sender, present))) return { ok: false, fault: 'unknown-sender' };
    const id = hex(sender.sessionKey);
    const sequence = `${id}/${read.stream}`;
    const { key, salt } = await streamKey(sender, read.stream);
    const bound = this.#bound(read.header, sender.deviceId);
    const content = await decrypt(key, nonceOf(salt, read.counter), bound, read.sealed);
    if (content === null) return { ok: false, fault: 'forged' };
    const next = this.#expected.get(sequence) ?? (this.#earlier.has(id) ? read.counter : 0);
    if (read.counter < next) return { ok: false, fault: 'replayed' };
    this.#expected.set(sequence, read.counter + 1);
    const { leaf, deviceId, sessionKey } = sender;
    return { ok: true, content, sender: { leaf, deviceId, sessionKey }, missing: read.counter - next };
  }

  #bound(header: Uint8Array, deviceId: string): Bytes {
    return new FieldWriter().text('mado-message-1').text(this.#sessionId).text(deviceId).bytes(header).done();
  }
}

/** A message of a member that has gone meanwhile is refused, also when it was sealed while it was a member. */
function isStill(sender: Sender, present: EpochKeys): boolean {
  return [...present.senders.values()].some(({ deviceId }) => deviceId === sender.deviceId);
}

/** The stream that sealed bytes say to belong to; null when they are none. Proven only when they open. */
export function streamOf(sealed: Uint8Array): string | null {
  return readMessage(sealed)?.stream ?? null;
}

/** The epoch that sealed bytes say to be of; null when they are none. Proven only when they open. */
export function sealedInEpoch(sealed: Uint8Array): number | null {
  return readMessage(sealed)?.epoch ?? null;
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

function senderSecret(secret: Bytes, leaf: number): Bytes {
  const place = new FieldWriter().uint(leaf, 2).done();
  return expand(secret, concat(utf8('mado message sender '), place), 32);
}

function keysOf({ number, senders }: ArchivedEpoch): EpochKeys {
  return { number, senders: new Map(senders.map((one) => [one.leaf, { ...one, streams: new Map() }])) };
}

function streamKey({ secret, streams }: Sender, stream: string): Promise<StreamKey> {
  const known = streams.get(stream);
  if (known !== undefined) return known;
  const made = makeStreamKey(secret, stream);
  streams.set(stream, made);
  return made;
}

async function makeStreamKey(secret: Bytes, stream: string): Promise<StreamKey> {
  const raw = expand(secret, utf8(`mado message key ${stream}`), 32);
  const salt = expand(secret, utf8(`mado message salt ${stream}`), 12);
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
