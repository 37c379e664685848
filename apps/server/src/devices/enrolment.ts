import { createHash, randomInt } from 'node:crypto';
import { readCertificate, readEnrolmentRequest, type EnrolmentRequest } from '@mado/e2ee';
import { readBlocks, requestFingerprint, writeBlock } from '@mado/enrolment';
import {
  DeviceId,
  type CollectedEnrolment,
  type RequestOf,
  type ResponseOf,
  type UploadFault,
  type UploadOutcome,
  type WaitingEnrolment,
} from '@mado/signaling/wire';
import type { AuditActor, AuditEntry } from '../audit/record.ts';
import { MOST_WAITING, type DeviceRows } from '../store/devices.ts';
import { TokenBucket } from '../wire/rate.ts';
import { Refusal } from '../wire/refusal.ts';
import { keyHashOf, type Certified, type DeviceRegister } from './register.ts';

/** Without letters that are taken for digits: read out over a telephone. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LETTERS = 12;
/** Tries with a wrong code, all strangers together: 59 bits against one every ten seconds. */
const TRY_RATE = { burst: 20, perSecond: 0.1 };

interface Surroundings {
  readonly register: DeviceRegister;
  readonly rows: DeviceRows;
  readonly now: () => number;
  readonly codeLifeMs: number;
  readonly record: (entry: AuditEntry) => void;
  readonly onCertified?: (certified: Certified) => void;
  readonly onRevocations?: () => void;
}

/** The server's part in enrolment: it hands codes out, keeps requests, and passes on what the authority signed. It decides nothing. */
export class Enrolment {
  readonly #around: Surroundings;
  readonly #tries: TokenBucket;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#tries = new TokenBucket(TRY_RATE, around.now());
  }

  /** A one-time code for one enrolment, in groups of four. */
  makeCode(by: AuditActor): { readonly code: string; readonly expiresAt: number } {
    const { rows, now, codeLifeMs, record } = this.#around;
    const letters = Array.from({ length: CODE_LETTERS }, () => LETTERS.charAt(randomInt(LETTERS.length)));
    const code = [0, 4, 8].map((at) => letters.slice(at, at + 4).join('')).join('-');
    const expiresAt = now() + codeLifeMs;
    rows.together(() => {
      rows.addCode(hashOf(code), expiresAt);
      record({ actor: by, action: 'enrolment.codeMade', subject: {} });
    });
    return { code, expiresAt };
  }

  /** Takes a request from a device that has the code. @throws {Refusal} */
  request({ code, request }: RequestOf<'enrolment.request'>): ResponseOf<'enrolment.request'> {
    const { rows, now, record, register } = this.#around;
    const read = readEnrolmentRequest(request);
    if (!read.ok) throw new Refusal('malformed', `enrolment request: ${read.fault}`);
    const { deviceId, role, publicKey } = read.value;
    const keyHash = new Uint8Array(keyHashOf(publicKey));
    const answer = { authority: { cityId: register.cityId, publicKey: register.authorityKey } };
    const waiting = rows.requests();
    // Asked again after a lost answer: the code is used up, and the request is here.
    if (waiting.some((each) => Buffer.from(each.request).equals(request))) return answer;
    if (!this.#tries.take(1, now())) throw new Refusal('limited', 'too many tries');
    if (waiting.length >= MOST_WAITING) throw new Refusal('limited', 'too many requests wait');
    rows.together(() => {
      if (!rows.takeCode(hashOf(code), now())) throw new Refusal('forbidden', 'the code does not hold');
      rows.putRequest({ keyHash, deviceId, request: new Uint8Array(request), receivedAt: now() });
      record({ actor: 'server', action: 'enrolment.requested', subject: { device: DeviceId.parse(deviceId), role } });
    });
    return answer;
  }

  /** What the authority has made of a key. */
  collect(keyHash: Uint8Array): CollectedEnrolment {
    const { register, rows } = this.#around;
    // Another process took the answer in a moment ago: no device shall read from that gap that it was declined.
    if (register.ofKey(keyHash) === undefined && rows.hasCertificateOf(keyHash)) register.reload();
    const certified = register.ofKey(keyHash);
    const waits = this.waiting().some((each) => Buffer.from(each.keyHash).equals(keyHash));
    return {
      state: waits ? 'waiting' : certified ? 'ready' : 'unknown',
      certificate: certified?.bytes ?? null,
      authority: { cityId: register.cityId, publicKey: register.authorityKey },
      revocations: register.revocationBytes,
    };
  }

  /** The requests that nobody has answered. */
  waiting(): WaitingEnrolment[] {
    return this.#around.rows.requests().flatMap(({ request, keyHash, receivedAt }) => {
      const read = readEnrolmentRequest(request);
      return read.ok ? [waitingView(read.value, request, keyHash, receivedAt)] : [];
    });
  }

  /** Puts a request away. @throws {Refusal} */
  decline(keyHash: Uint8Array, by: AuditActor): void {
    const { rows, record } = this.#around;
    const found = this.waiting().find((each) => Buffer.from(each.keyHash).equals(keyHash));
    if (found === undefined) throw new Refusal('not-found', 'no such request');
    rows.together(() => {
      rows.removeRequest(keyHash);
      record({ actor: by, action: 'enrolment.declined', subject: { device: found.deviceId } });
    });
  }

  /** Takes what the authority wrote: lists first, so that no certificate comes in that the same text takes back. */
  upload(text: string, by: AuditActor): UploadOutcome {
    const blocks = readBlocks(text);
    const faults: UploadFault[] = blocks.length === 0 ? ['unreadable'] : [];
    const certificates: DeviceId[] = [];
    for (const { bytes } of blocks.filter(({ kind }) => kind === 'REVOCATION LIST')) {
      const fault = this.#acceptList(bytes, by);
      if (fault !== null) faults.push(fault);
    }
    for (const { bytes } of blocks.filter(({ kind }) => kind === 'DEVICE CERTIFICATE')) {
      const taken = this.#acceptCertificate(bytes, by);
      if (taken.ok) certificates.push(taken.deviceId);
      else faults.push(taken.fault);
    }
    if (blocks.some(({ kind }) => kind === 'ENROLMENT REQUEST')) faults.push('unreadable');
    return { certificates, revocationNumber: this.#around.register.revocations?.number ?? null, faults };
  }

  /** A certificate that came with `hello`: known from now on. */
  met(certified: Certified): void {
    this.#keep(certified, 'server', false);
  }

  #acceptList(bytes: Uint8Array, by: AuditActor): UploadFault | null {
    const { register, rows, record, onRevocations } = this.#around;
    const accepted = rows.together(() => {
      const list = register.accept(bytes);
      if (typeof list !== 'string') {
        const subject = { number: list.number, revoked: list.serials.size };
        record({ actor: by, action: 'revocations.accepted', subject });
      }
      return list;
    });
    if (typeof accepted === 'string') return accepted;
    onRevocations?.();
    return null;
  }

  #acceptCertificate(
    bytes: Uint8Array<ArrayBuffer>,
    by: AuditActor,
  ): { readonly ok: true; readonly deviceId: DeviceId } | { readonly ok: false; readonly fault: UploadFault } {
    const { register, now, onCertified } = this.#around;
    const fault = register.fault(bytes, now());
    const read = readCertificate(bytes);
    const deviceId = read.ok ? DeviceId.safeParse(read.value.deviceId) : undefined;
    if (fault === 'expired' || fault === 'revoked') return { ok: false, fault };
    if (fault !== null || !read.ok || deviceId?.success !== true) return { ok: false, fault: 'untrusted' };
    const certified = { certificate: read.value, bytes };
    this.#keep(certified, by, true);
    onCertified?.(certified);
    return { ok: true, deviceId: deviceId.data };
  }

  #keep(certified: Certified, by: AuditActor, isAnswer: boolean): void {
    const { register, rows, record } = this.#around;
    const { deviceId, role, publicKey } = certified.certificate;
    rows.together(() => {
      if (isAnswer) rows.removeRequest(keyHashOf(publicKey));
      if (!register.keep(certified)) return;
      record({ actor: by, action: 'device.certified', subject: { device: DeviceId.parse(deviceId), role } });
    });
  }
}

function waitingView(
  said: EnrolmentRequest,
  request: Uint8Array<ArrayBuffer>,
  keyHash: Uint8Array<ArrayBuffer>,
  receivedAt: number,
): WaitingEnrolment {
  const { deviceId, role, name } = said;
  const text = writeBlock({ kind: 'ENROLMENT REQUEST', bytes: request });
  const fingerprint = requestFingerprint(request);
  return { keyHash, deviceId: DeviceId.parse(deviceId), role, name, fingerprint, receivedAt, text };
}

/** However it was typed: small letters, with or without the strokes between. */
function hashOf(code: string): Buffer {
  const letters = code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
  return createHash('sha256').update(`mado-enrolment-code\n${letters}`).digest();
}
