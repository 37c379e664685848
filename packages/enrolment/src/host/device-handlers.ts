import {
  type CertificateRole,
  type DeviceCertificate,
  readCertificate,
  readEnrolmentRequest,
  verifyCertificate,
} from '@mado/e2ee';
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { DeviceCalls, DeviceFault, EnrolmentView } from '../contract/index.ts';
import type { DeviceStore } from '../store/device-store.ts';
import { Knocker } from './knock.ts';
import { MessageKeySafe } from './message-key-safe.ts';
import { reach } from './reach.ts';
import { authorityFingerprint, requestFingerprint } from '../text/fingerprint.ts';

type Answer<N extends keyof DeviceCalls> = z.input<DeviceCalls[N]['response']>;
type Question<N extends keyof DeviceCalls> = z.output<DeviceCalls[N]['request']>;
/** One handler for each call of `deviceCalls`. */
export type DeviceHandlers = {
  readonly [N in keyof DeviceCalls]: (question: Question<N>) => Answer<N> | Promise<Answer<N>>;
};

/** What the device says of itself, from its configuration. */
export interface DeviceDescription {
  readonly deviceId: string;
  readonly role: CertificateRole;
  readonly name: string;
}

export interface DeviceHandlersOptions {
  readonly store: DeviceStore;
  readonly device: DeviceDescription;
  /** `wss://host:port/…` */
  readonly serverUrl: string;
  /** This device's clock, in milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Makes what the RPC answers a caller with whose call is refused. */
  readonly refuse: (code: 'not-a-sentence' | 'device-id' | 'no-trouble', message: string) => Error;
  /** A lifecycle change, in words without personal data. */
  readonly onChange: (what: 'enrolled' | 'offer-refused' | 'revocations', detail: DeviceFault | number | null) => void;
}

/** The device's side of enrolment and identity, behind `deviceCalls`. */
export function deviceHandlers(options: DeviceHandlersOptions): DeviceHandlers {
  const { store, device, serverUrl, now, refuse, onChange } = options;
  const safe = new MessageKeySafe();
  const door = new Knocker(serverUrl);
  return {
    'session.keys.keep': ({ sessionId, keys }) => {
      safe.keep(sessionId, keys);
      // What came over the wire is a copy of its own.
      keys.fill(0);
      return {};
    },
    'session.keys.recall': ({ sessionId }) => ({ keys: safe.recall(sessionId) }),
    'session.keys.forget': ({ sessionId }) => {
      safe.forget(sessionId);
      return {};
    },
    'device.trouble': () => ({ trouble: null }),
    'device.restart': () => {
      throw refuse('no-trouble', 'the store can be used');
    },
    identity: () => {
      const { enrolment, revocationBytes: revocations } = store;
      if (enrolment === null) return { identity: null };
      const { authority, certificate } = enrolment;
      return { identity: { certificate, cityId: authority.cityId, authorityKey: authority.publicKey, revocations } };
    },
    'identity.speak': async ({ bytes }) => {
      try {
        return { signature: new Uint8Array(await store.sessionSigner(bytes)) };
      } catch (error) {
        throw error instanceof RangeError ? refuse('not-a-sentence', error.message) : error;
      }
    },
    'identity.revocations': async ({ list }) => {
      const before = store.revocations?.number ?? null;
      const taken = await store.acceptRevocations(list);
      const number = store.revocations?.number ?? null;
      if (number !== before) onChange('revocations', number);
      return { fault: taken.ok ? null : taken.fault, number };
    },
    'identity.renewal': async ({ certificate }) => {
      const before = store.enrolment?.certificate;
      const taken = await store.renew(certificate, now());
      if (store.enrolment?.certificate !== before) onChange('enrolled', null);
      return { fault: taken.ok ? null : taken.fault };
    },
    'enrolment.state': async () => ({
      ...device,
      keyHash: new Uint8Array(createHash('sha256').update(store.publicKey).digest()),
      requestFingerprint: fingerprintOf(await store.pendingRequest()),
      certificate: certificateView(store, now()),
      now: now(),
    }),
    'enrolment.ask': async ({ anew }) => {
      const kept = anew ? null : await store.pendingRequest();
      const request = kept !== null && saysOf(kept, device) ? kept : await ask(options);
      return { request, fingerprint: requestFingerprint(request) };
    },
    'enrolment.authority': ({ cityId, authorityKey }) => {
      const authority = { cityId, publicKey: new Uint8Array(authorityKey) };
      return { fingerprint: authorityFingerprint(authority), known: store.knows(authority) };
    },
    'enrolment.reach': () => reach({ url: serverUrl, now }),
    'server.knock': async ({ withinMs }) => ({ answered: await door.knock(withinMs) }),
    'enrolment.offer': async ({ certificate, cityId, authorityKey, revocations, compared }) => {
      const authority = { cityId, publicKey: new Uint8Array(authorityKey) };
      const fingerprint = authorityFingerprint(authority);
      const refused = (fault: DeviceFault): Answer<'enrolment.offer'> => {
        onChange('offer-refused', fault);
        return { outcome: 'refused', fault, authorityFingerprint: fingerprint };
      };
      const checked = verifyCertificate(certificate, { cityId, authorityKey, revocations: null, now: now() });
      if (!checked.ok) return refused(checked.fault);
      if (!isOf(checked.value, device)) return refused('wrong-key');
      if (!compared && !store.knows(authority)) {
        return { outcome: 'compare', fault: null, authorityFingerprint: fingerprint };
      }
      const stored = await store.enrol({ authority, certificate: new Uint8Array(certificate) }, now());
      if (!stored.ok) return refused(stored.fault);
      if (revocations !== null) await store.acceptRevocations(revocations);
      onChange('enrolled', null);
      return { outcome: 'stored', fault: null, authorityFingerprint: fingerprint };
    },
  };
}

async function ask({ store, device, now, refuse }: DeviceHandlersOptions): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await store.request({ ...device, requestedAt: now() });
  } catch (error) {
    throw error instanceof RangeError ? refuse('device-id', error.message) : error;
  }
}

function fingerprintOf(request: Uint8Array | null): string | null {
  return request === null ? null : requestFingerprint(request);
}

/** Whether a request that was kept is still what the configuration says. */
function saysOf(request: Uint8Array, device: DeviceDescription): boolean {
  const read = readEnrolmentRequest(request);
  return read.ok && isOf(read.value, device) && read.value.name === device.name;
}

function isOf(said: Pick<DeviceCertificate, 'deviceId' | 'role'>, device: DeviceDescription): boolean {
  return said.deviceId === device.deviceId && said.role === device.role;
}

function certificateView(store: DeviceStore, now: number): EnrolmentView['certificate'] {
  if (store.enrolment === null) return null;
  const read = readCertificate(store.enrolment.certificate);
  const checked = store.check(now);
  const { authority } = store.enrolment;
  return {
    cityId: authority.cityId,
    authorityFingerprint: authorityFingerprint(authority),
    notBefore: read.ok ? read.value.notBefore : 0,
    notAfter: read.ok ? read.value.notAfter : 0,
    fault: checked === null || checked.ok ? null : checked.fault,
  };
}
