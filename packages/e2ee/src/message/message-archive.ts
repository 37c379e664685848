import type { Bytes } from '../bytes/index.ts';
import { FieldReader, FieldWriter, MalformedBytes, PUBLIC_KEY_BYTES } from '../bytes/index.ts';

/** What one member seals with in one epoch. */
export interface ArchivedSender {
  /** Its place in the group's tree. */
  readonly leaf: number;
  readonly deviceId: string;
  /** The key with which it spoke in the session. */
  readonly sessionKey: Bytes;
  /** From which the keys of its streams come: each stream counts for itself, so each has a key of its own. */
  readonly secret: Bytes;
}

export interface ArchivedEpoch {
  readonly number: number;
  readonly senders: readonly ArchivedSender[];
}

const SCHEMA = 1;
const SECRET_BYTES = 32;
const MAX_ID = 64;

/**
 * Layout: schema (1), epochs (4), then for each: number (4), senders (2), then for each: leaf (2), device (text behind its
 * length in two bytes), session key (32), secret (32).
 */
export function writeArchive(epochs: readonly ArchivedEpoch[]): Bytes {
  const fields = new FieldWriter().uint(SCHEMA, 1).uint(epochs.length, 4);
  for (const { number, senders } of epochs) {
    fields.uint(number, 4).uint(senders.length, 2);
    for (const { leaf, deviceId, sessionKey, secret } of senders) {
      fields.uint(leaf, 2).text(deviceId).fixed(sessionKey).fixed(secret);
    }
  }
  return fields.done();
}

/** Null when the bytes are no archive. */
export function readArchive(bytes: Uint8Array): ArchivedEpoch[] | null {
  try {
    const fields = new FieldReader(bytes);
    if (fields.uint(1) !== SCHEMA) return null;
    const epochs: ArchivedEpoch[] = [];
    for (let left = fields.uint(4); left > 0; left--) {
      const number = fields.uint(4);
      const senders: ArchivedSender[] = [];
      for (let more = fields.uint(2); more > 0; more--) {
        const leaf = fields.uint(2);
        const deviceId = fields.text(MAX_ID);
        const sessionKey = fields.fixed(PUBLIC_KEY_BYTES);
        senders.push({ leaf, deviceId, sessionKey, secret: fields.fixed(SECRET_BYTES) });
      }
      epochs.push({ number, senders });
    }
    fields.end();
    return epochs;
  } catch (error) {
    if (error instanceof MalformedBytes) return null;
    throw error;
  }
}
