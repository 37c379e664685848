import { z } from 'zod';
import { DeviceId, Moment } from './ids.ts';
import { MAX_CERTIFICATE_BYTES, MAX_REVOCATIONS_BYTES } from './limits.ts';
import { DeviceRole } from './session.ts';

const atMost = (limit: number) => z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= limit);

/** Bytes that the city's authority signed; each end checks them for itself. Empty: the device has none. */
export const CertificateBytes = atMost(MAX_CERTIFICATE_BYTES);
export const RevocationBytes = atMost(MAX_REVOCATIONS_BYTES);
export const RequestBytes = atMost(MAX_CERTIFICATE_BYTES);
/** SHA-256 of a device's public key. */
export const KeyHash = z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength === 32);
/** Six groups of five digits. */
export const Fingerprint = z.string().regex(/^\d{5}( \d{5}){5}$/);
const CityId = z.string().min(1).max(64);

/** The city's authority as the server has it in its configuration. Devices compare its fingerprint, they do not trust the server for it. */
export const AuthorityView = z.strictObject({
  cityId: CityId,
  publicKey: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength === 32),
});

/** What became of an enrolment request. */
export const CollectedEnrolment = z.strictObject({
  /** `unknown`: nobody asked with this key, or it was declined. */
  state: z.enum(['unknown', 'waiting', 'ready']),
  /** The newest certificate of this key, when there is one. */
  certificate: CertificateBytes.nullable(),
  authority: AuthorityView,
  revocations: RevocationBytes.nullable(),
});
export type CollectedEnrolment = z.infer<typeof CollectedEnrolment>;

export const CertificateCondition = z.enum(['in-force', 'expiring', 'expired', 'revoked']);
export type CertificateCondition = z.infer<typeof CertificateCondition>;

/** A device as the administration shows it. */
export const ManagedDevice = z.strictObject({
  deviceId: DeviceId,
  role: DeviceRole,
  name: z.string().max(100),
  condition: CertificateCondition,
  notAfter: Moment,
  connected: z.boolean(),
});
export type ManagedDevice = z.infer<typeof ManagedDevice>;

/** A request that waits for the operator of the authority. `text` is what is carried to `mado-ca approve`. */
export const WaitingEnrolment = z.strictObject({
  keyHash: KeyHash,
  deviceId: DeviceId,
  role: DeviceRole,
  name: z.string().max(100),
  fingerprint: Fingerprint,
  receivedAt: Moment,
  text: z.string().max(4000),
});
export type WaitingEnrolment = z.infer<typeof WaitingEnrolment>;

export const DevicesView = z.strictObject({
  devices: z.array(ManagedDevice),
  waiting: z.array(WaitingEnrolment),
  authority: z.strictObject({ cityId: CityId, fingerprint: Fingerprint }),
  /** Number of the list of revocations in force; null: none was ever uploaded. */
  revocationNumber: z.int().nonnegative().nullable(),
  serverTime: Moment,
});
export type DevicesView = z.infer<typeof DevicesView>;

/** Why a part of what was uploaded was not taken. */
export const UploadFault = z.enum(['unreadable', 'untrusted', 'expired', 'revoked', 'older']);
export type UploadFault = z.infer<typeof UploadFault>;
export const UploadOutcome = z.strictObject({
  certificates: z.array(DeviceId),
  revocationNumber: z.int().nonnegative().nullable(),
  faults: z.array(UploadFault),
});
export type UploadOutcome = z.infer<typeof UploadOutcome>;
