import { authorityFingerprint } from '@mado/enrolment';
import {
  DeviceId,
  methods,
  type CertificateCondition,
  type DevicesView,
  type ManagedDevice,
} from '@mado/signaling/wire';
import { byDevice } from '../audit/record.ts';
import type { Clock } from '../clock.ts';
import { CLERK, route, type Routes } from '../wire/route.ts';
import type { Enrolment } from './enrolment.ts';
import type { Certified, DeviceRegister } from './register.ts';

/** Certificates that run out within this time are shown as such, in milliseconds. */
const EXPIRING_MS = 60 * 24 * 3600 * 1000;

interface Surroundings {
  readonly clock: Clock;
  readonly register: DeviceRegister;
  readonly enrolment: Enrolment;
  readonly isHere: (deviceId: DeviceId) => boolean;
}

type AdminRoutes = Pick<Routes, 'admin.devices' | 'admin.enrolmentCode' | 'admin.upload' | 'admin.declineRequest'>;

/** What the administration asks about devices; who may ask is `people/rights.ts`. */
export function deviceRoutes(around: Surroundings): AdminRoutes {
  const { enrolment, clock } = around;
  /** Codes given, so that a question asked again gets the same answer. */
  const given = new Map<string, { readonly code: string; readonly expiresAt: number }>();
  return {
    'admin.devices': route(methods['admin.devices'], CLERK, () => devicesView(around)),
    'admin.enrolmentCode': route(methods['admin.enrolmentCode'], CLERK, (line, { requestKey }) => {
      for (const [key, { expiresAt }] of given) if (expiresAt < clock.now()) given.delete(key);
      const code = given.get(requestKey) ?? enrolment.makeCode(byDevice(line.device.id));
      given.set(requestKey, code);
      return code;
    }),
    'admin.upload': route(methods['admin.upload'], CLERK, (line, { text }) => {
      return enrolment.upload(text, byDevice(line.device.id));
    }),
    'admin.declineRequest': route(methods['admin.declineRequest'], CLERK, (line, { keyHash }) => {
      enrolment.decline(keyHash, byDevice(line.device.id));
      return {};
    }),
  };
}

/** All devices and requests as the administration shows them. */
export function devicesView({
  clock,
  register,
  enrolment,
  isHere,
}: Pick<Surroundings, 'clock' | 'register' | 'enrolment' | 'isHere'>): DevicesView {
  const now = clock.now();
  const newest = new Map<string, Certified>();
  for (const each of register.certificates()) {
    const { deviceId, publicKey, notAfter } = each.certificate;
    const key = `${deviceId} ${Buffer.from(publicKey).toString('hex')}`;
    const known = newest.get(key);
    if (known === undefined || known.certificate.notAfter <= notAfter) newest.set(key, each);
  }
  const devices = [...newest.values()].map(({ certificate, bytes }): ManagedDevice => {
    const deviceId = DeviceId.parse(certificate.deviceId);
    const { role, name, notAfter } = certificate;
    const condition = conditionOf(register.fault(bytes, now), notAfter - now);
    return { deviceId, role, name, notAfter, condition, connected: condition !== 'revoked' && isHere(deviceId) };
  });
  const authority = { cityId: register.cityId, publicKey: register.authorityKey };
  return {
    devices: devices.toSorted((a, b) => (a.deviceId < b.deviceId ? -1 : 1)),
    waiting: enrolment.waiting(),
    authority: { cityId: register.cityId, fingerprint: authorityFingerprint(authority) },
    revocationNumber: register.revocations?.number ?? null,
    serverTime: now,
  };
}

function conditionOf(fault: ReturnType<DeviceRegister['fault']>, left: number): CertificateCondition {
  if (fault === 'revoked') return 'revoked';
  if (left < 0) return 'expired';
  return left <= EXPIRING_MS ? 'expiring' : 'in-force';
}
