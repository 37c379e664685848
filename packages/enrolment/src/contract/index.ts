import { z } from 'zod';

/** What both hosts offer their user interfaces of the device's place in the city. Only zod here: user interfaces import it too. */
const Bytes = z.instanceof(Uint8Array);
const nothing = z.strictObject({});
const SessionName = z.string().min(1).max(64);
const Moment = z.int().nonnegative();

/** Why a certificate or a list is not believed; the words of `@mado/e2ee`. */
export const DeviceFault = z.enum([
  'malformed',
  'unknown-schema',
  'wrong-city',
  'bad-signature',
  'not-yet-valid',
  'expired',
  'revoked',
  'wrong-session',
  'wrong-key',
]);
export type DeviceFault = z.infer<typeof DeviceFault>;

/** `answers`: somebody speaks TLS there. `no-name`: the name is not known. `refused`: nobody listens. `silent`: no answer in time. */
export const ServerReach = z.enum(['answers', 'no-name', 'refused', 'silent']);
export type ServerReach = z.infer<typeof ServerReach>;

/** This device's clock, and the time of a certificate that does not hold it. */
export const OutsideDates = z.strictObject({ now: Moment, notBefore: Moment, notAfter: Moment });
export type OutsideDates = z.infer<typeof OutsideDates>;

/** Digits that people compare: groups of five. */
const Fingerprint = z.string().regex(/^\d{5}( \d{5}){5}$/);

/** What the other devices of a session check this one by, and what this one checks them by. */
export const DeviceIdentity = z.strictObject({
  certificate: Bytes,
  cityId: z.string().max(64),
  authorityKey: Bytes,
  /** As the authority signed it; null: none was ever published. */
  revocations: Bytes.nullable(),
});
export type DeviceIdentity = z.infer<typeof DeviceIdentity>;

/** Where this device stands with the city. */
export const EnrolmentView = z.strictObject({
  deviceId: z.string().max(100),
  role: z.enum(['kiosk', 'clerk']),
  name: z.string().max(100),
  /** SHA-256 of the device's public key: under this its certificate is asked for. */
  keyHash: Bytes,
  /** Of the request that this device made; null before the first. */
  requestFingerprint: Fingerprint.nullable(),
  /** Null: not enrolled. */
  certificate: z
    .strictObject({
      cityId: z.string().max(64),
      authorityFingerprint: Fingerprint,
      notBefore: Moment,
      notAfter: Moment,
      /** Null: it holds now. */
      fault: DeviceFault.nullable(),
    })
    .nullable(),
  /** This device's clock. */
  now: Moment,
});
export type EnrolmentView = z.infer<typeof EnrolmentView>;

/** Why a device's own store cannot be used. */
export const StoreTrouble = z.enum([
  /** The key is sealed for another user or machine, or the system's key store is locked or was made anew. */
  'key-sealed',
  'key-damaged',
  /** Others on this machine may read the key. */
  'key-open',
  /** The certificate is for another key: a copied folder. */
  'other-key',
  'enrolment-damaged',
  'revocations-damaged',
  /** The kiosk's list of jobs. */
  'jobs-damaged',
  'no-rights',
  'disk-full',
  'disk-failed',
]);
export type StoreTrouble = z.infer<typeof StoreTrouble>;

/** What IT staff read about it. */
export const TroubleView = z.strictObject({
  cause: StoreTrouble,
  deviceId: z.string().max(100),
  name: z.string().max(100),
  /** Where the store is. */
  folder: z.string().max(1000),
  /** Putting what is there aside and beginning anew mends it; else only a repair does. */
  canSetAside: z.boolean(),
});
export type TroubleView = z.infer<typeof TroubleView>;

const MOST_KNOCKING_MS = 10_000;

export const deviceCalls = {
  /** Why the store cannot be used; null: it can. In trouble a host answers this, `device.restart` and `profile` alone. */
  'device.trouble': { request: nothing, response: z.strictObject({ trouble: TroubleView.nullable() }) },
  /**
   * The host begins anew and reads its store again; the line breaks in place of an answer. With `setAside` a person has said that what cannot be read is
   * put aside first (nothing is deleted but a list of jobs). Refused with `not-set-aside` when that cannot be done, `no-trouble` when there is none.
   */
  'device.restart': { request: z.strictObject({ setAside: z.boolean() }), response: nothing },
  /** Null: this device is not enrolled. */
  identity: { request: nothing, response: z.strictObject({ identity: DeviceIdentity.nullable() }) },
  /** Has the device say "in this session I speak with that key". Refused with `not-a-sentence` for any other bytes. */
  'identity.speak': { request: z.strictObject({ bytes: Bytes }), response: z.strictObject({ signature: Bytes }) },
  /** Takes a list of revocations of the device's authority. `number` is that of the list in force, which never gets smaller. */
  'identity.revocations': {
    request: z.strictObject({ list: Bytes }),
    response: z.strictObject({ fault: DeviceFault.nullable(), number: z.int().nonnegative().nullable() }),
  },
  /** Takes a certificate that lasts longer, of the authority that the device knows. */
  'identity.renewal': {
    request: z.strictObject({ certificate: Bytes }),
    response: z.strictObject({ fault: DeviceFault.nullable() }),
  },
  /** Keeps the keys to what was said in this session in the host's memory, in place of those before. */
  'session.keys.keep': {
    request: z.strictObject({ sessionId: SessionName, keys: Bytes.refine(({ byteLength }) => byteLength <= 1 << 20) }),
    response: nothing,
  },
  /** Null: there are none of this session. */
  'session.keys.recall': {
    request: z.strictObject({ sessionId: SessionName }),
    response: z.strictObject({ keys: Bytes.nullable() }),
  },
  'session.keys.forget': { request: z.strictObject({ sessionId: SessionName }), response: nothing },
  'enrolment.state': { request: nothing, response: EnrolmentView },
  /** The request of this device to be the city's; the same one until `anew`. Refused with `device-id` when its identifier is no valid one. */
  'enrolment.ask': {
    request: z.strictObject({ anew: z.boolean() }),
    response: z.strictObject({ request: Bytes, fingerprint: Fingerprint }),
  },
  /** The digits of an authority, to be compared with the operator's own; `known`: this device believes in it already. */
  'enrolment.authority': {
    request: z.strictObject({ cityId: z.string().min(1).max(64), authorityKey: Bytes }),
    response: z.strictObject({ fingerprint: Fingerprint, known: z.boolean() }),
  },
  /**
   * Looks whether anything answers at the server's address, for a page that has no line to it. `outside`: it does, and this device's clock is not
   * within the time of the certificate that it shows; which of the two is wrong cannot be known here.
   */
  'enrolment.reach': {
    request: nothing,
    response: z.strictObject({ found: ServerReach, outside: OutsideDates.nullable() }),
  },
  /** Waits until something answers at the server's address, for a page whose sockets failed there. `answered`: within that time. */
  'server.knock': {
    request: z.strictObject({ withinMs: z.int().positive().max(MOST_KNOCKING_MS) }),
    response: z.strictObject({ answered: z.boolean() }),
  },
  /**
   * Offers what came through the server. Of the authority that the device knows already it is taken at once; of another one only when
   * a person has `compared` the authority's fingerprint. Until then nothing is stored.
   */
  'enrolment.offer': {
    request: z.strictObject({
      certificate: Bytes,
      cityId: z.string().min(1).max(64),
      authorityKey: Bytes,
      revocations: Bytes.nullable(),
      compared: z.boolean(),
    }),
    response: z.strictObject({
      outcome: z.enum(['stored', 'compare', 'refused']),
      fault: DeviceFault.nullable(),
      authorityFingerprint: Fingerprint,
    }),
  },
} as const;
export type DeviceCalls = typeof deviceCalls;
