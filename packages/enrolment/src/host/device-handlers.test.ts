import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  issueCertificate,
  issueRevocations,
  makeSigningKeys,
  readCertificate,
  readEnrolmentRequest,
  signerOf,
} from '@mado/e2ee';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeviceStore } from '../store/device-store.ts';
import { authorityFingerprint, requestFingerprint } from '../text/fingerprint.ts';
import { deviceHandlers, type DeviceHandlers } from './device-handlers.ts';

const NOW = 1_800_000_000_000;
const DAY = 24 * 3600 * 1000;
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = {
  publicKey: publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64'),
  sign: (bytes: Uint8Array) => sign(null, bytes, privateKey),
};

let dir = '';
let now = NOW;
let changes: unknown[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mado-device-'));
  now = NOW;
  changes = [];
});
afterEach(() => rm(dir, { recursive: true }));

async function device(name = '東公民館'): Promise<DeviceHandlers> {
  return deviceHandlers({
    store: await DeviceStore.open(dir, key),
    device: { deviceId: 'booth-1', role: 'kiosk', name },
    serverUrl: 'wss://localhost:1/v1/signaling',
    now: () => now,
    refuse: (code) => new Error(code),
    onChange: (what, detail) => changes.push([what, detail]),
  });
}

const authority = makeSigningKeys();
const city = { cityId: 'mado', authorityKey: authority.publicKey };

const said = { cityId: 'mado', deviceId: 'booth-1', role: 'kiosk', name: '東公民館', notBefore: NOW - DAY } as const;

async function approve(request: Uint8Array, deviceId = 'booth-1', keys = authority) {
  const read = readEnrolmentRequest(request);
  if (!read.ok) throw new Error(read.fault);
  const { role, name, publicKey: asked } = read.value;
  return issueCertificate(
    { cityId: 'mado', deviceId, role, name, publicKey: asked, notBefore: NOW - DAY, notAfter: NOW + DAY },
    signerOf(keys.secretKey),
  );
}

describe('a host’s enrolment calls', () => {
  it('show one request with one fingerprint until it is made anew or the name changes', async () => {
    const calls = await device();
    const first = await calls['enrolment.ask']({ anew: false });
    expect(first.fingerprint).toBe(requestFingerprint(first.request));
    now += 1000;
    expect(await (await device())['enrolment.ask']({ anew: false })).toEqual(first);
    expect(await (await device())['enrolment.state']({})).toMatchObject({
      requestFingerprint: first.fingerprint,
      certificate: null,
    });
    expect((await calls['enrolment.ask']({ anew: true })).fingerprint).not.toBe(first.fingerprint);
    const renamed = await (await device('西公民館'))['enrolment.ask']({ anew: false });
    expect(readEnrolmentRequest(renamed.request)).toMatchObject({ ok: true, value: { name: '西公民館' } });
  });

  it('store nothing of an unknown authority before a person has compared it', async () => {
    const calls = await device();
    const certificate = await approve((await calls['enrolment.ask']({ anew: false })).request);
    const offer = { ...city, certificate, revocations: null };
    const authorityFingerprintShown = authorityFingerprint({ cityId: 'mado', publicKey: authority.publicKey });
    expect(await calls['enrolment.offer']({ ...offer, compared: false })).toEqual({
      outcome: 'compare',
      fault: null,
      authorityFingerprint: authorityFingerprintShown,
    });
    expect(await calls.identity({})).toEqual({ identity: null });
    expect(await calls['enrolment.offer']({ ...offer, compared: true })).toMatchObject({ outcome: 'stored' });
    expect(await calls.identity({})).toMatchObject({ identity: { certificate, cityId: 'mado', revocations: null } });
    // The authority is known now: a renewal needs nobody.
    expect(await calls['enrolment.offer']({ ...offer, compared: false })).toMatchObject({ outcome: 'stored' });
  });

  it('refuse what is for another device, of another authority than it says, or from another time', async () => {
    const calls = await device();
    const { request } = await calls['enrolment.ask']({ anew: false });
    const offer = async (certificate: Uint8Array<ArrayBuffer>) => {
      const { outcome, fault } = await calls['enrolment.offer']({
        ...city,
        certificate,
        revocations: null,
        compared: true,
      });
      return [outcome, fault];
    };
    expect(await offer(await approve(request, 'booth-2'))).toEqual(['refused', 'wrong-key']);
    expect(await offer(await approve(request, 'booth-1', makeSigningKeys()))).toEqual(['refused', 'bad-signature']);
    const good = await approve(request);
    now += 2 * DAY;
    expect(await offer(good)).toEqual(['refused', 'expired']);
    expect(changes).toEqual(['wrong-key', 'bad-signature', 'expired'].map((fault) => ['offer-refused', fault]));
  });

  it('take a renewal by itself, and no renewal by somebody else', async () => {
    const calls = await device();
    const { request } = await calls['enrolment.ask']({ anew: false });
    await calls['enrolment.offer']({ ...city, certificate: await approve(request), revocations: null, compared: true });
    const longer = async (keys = authority) =>
      issueCertificate(
        { ...said, publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64')), notAfter: NOW + 90 * DAY },
        signerOf(keys.secretKey),
      );
    expect(await calls['identity.renewal']({ certificate: await longer(makeSigningKeys()) })).toEqual({
      fault: 'bad-signature',
    });
    const certificate = await longer();
    expect(await calls['identity.renewal']({ certificate })).toEqual({ fault: null });
    expect(await (await device()).identity({})).toMatchObject({ identity: { certificate } });
  });

  it('tell that the own certificate was revoked as soon as the list is there', async () => {
    const calls = await device();
    const certificate = await approve((await calls['enrolment.ask']({ anew: false })).request);
    await calls['enrolment.offer']({ ...city, certificate, revocations: null, compared: true });
    const read = readCertificate(certificate);
    if (!read.ok) throw new Error(read.fault);
    const list = await issueRevocations(
      { cityId: 'mado', number: 2, issuedAt: NOW, serials: [read.value.serial] },
      signerOf(authority.secretKey),
    );
    expect(await calls['identity.revocations']({ list })).toEqual({ fault: null, number: 2 });
    expect(await calls['enrolment.state']({})).toMatchObject({ certificate: { fault: 'revoked' } });
    expect(await calls['identity.revocations']({ list: list.subarray(1) })).toMatchObject({ number: 2 });
    await expect(calls['identity.speak']({ bytes: list })).rejects.toThrow('not-a-sentence');
  });

  it('keeps the keys of one session for a screen that is loaded again, until it is told to forget them or gets another one’s', async () => {
    const host = await device();
    const recall = async (sessionId: string) => (await host['session.keys.recall']({ sessionId })).keys;
    const keep = (sessionId: string, byte: number) =>
      host['session.keys.keep']({ sessionId, keys: new Uint8Array([byte, byte]) });
    expect(await recall('one')).toBeNull();
    await keep('one', 1);
    expect(await recall('one')).toEqual(new Uint8Array([1, 1]));
    await host['session.keys.forget']({ sessionId: 'another' });
    expect(await recall('one')).toEqual(new Uint8Array([1, 1]));
    await keep('two', 2);
    expect([await recall('one'), await recall('two')]).toEqual([null, new Uint8Array([2, 2])]);
    await host['session.keys.forget']({ sessionId: 'two' });
    expect(await recall('two')).toBeNull();
  });
});
