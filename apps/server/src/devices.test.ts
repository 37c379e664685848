import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readCertificate, signEnrolmentRequest, signerOf } from '@mado/e2ee';
import { writeBlock } from '@mado/enrolment';
import { CLOCK_TOLERANCE_MS, CLOSE, DeviceId } from '@mado/signaling/wire';
import { z } from 'zod';
import { keyHashOf } from './devices/register.ts';
import { authority, TestAuthority } from './testing/authority.ts';
import { inventDevice, TestClient, type TestDevice } from './testing/client.ts';
import { checkIn, talk } from './testing/scenes.ts';
import { devices, Stage } from './testing/stage.ts';

const run = promisify(execFile);
const HOUR = 3_600_000;
const Ended = z.object({ stdout: z.string(), stderr: z.string(), code: z.int() });
let stage: Stage;

/** The server's command for IT staff, beside the running server. */
async function command(...args: string[]): Promise<{ out: string; code: number }> {
  const main = fileURLToPath(new URL('./devices-main.ts', import.meta.url));
  const [name = '', ...rest] = args;
  const all = [main, name, '--config', join(stage.dataDir, 'config.json'), ...rest];
  try {
    return { out: (await run(process.execPath, all)).stdout, code: 0 };
  } catch (error) {
    return Ended.transform(({ stdout, stderr, code }) => ({ out: stdout + stderr, code })).parse(error);
  }
}

async function upload(kind: 'REVOCATION LIST' | 'DEVICE CERTIFICATE', bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const file = join(stage.dataDir, 'signed.txt');
  await writeFile(file, writeBlock({ kind, bytes }));
  return (await command('upload', file)).out;
}

function serialOf(device: TestDevice): Uint8Array {
  const read = readCertificate(device.certificate);
  if (!read.ok) throw new Error(read.fault);
  return read.value.serial;
}

async function refusalOf(device: TestDevice, change: Parameters<TestClient['hello']>[1] = {}): Promise<string> {
  const client = await TestClient.open(stage.server.url);
  try {
    await client.hello(device, change);
    return 'let in';
  } catch (error) {
    return error instanceof Error ? (error.message.split(':')[0] ?? '') : 'unknown';
  } finally {
    client.socket.terminate();
  }
}

describe('who is let in', () => {
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it('refuses a device of another authority, without certificate, before or after its time, and with another key', async () => {
    const id = DeviceId.parse('kiosk-9');
    const now = Date.now();
    const elsewhere = new TestAuthority();
    const own = await inventDevice(id, 'kiosk', '南公民館');
    const foreign = await elsewhere.certify({
      deviceId: id,
      role: 'kiosk',
      name: '南公民館',
      publicKey: own.publicKey,
    });
    expect(await refusalOf({ ...own, certificate: foreign })).toBe('not-enrolled');
    expect(await refusalOf({ ...own, certificate: new Uint8Array(0) })).toBe('not-enrolled');
    const expired = await inventDevice(id, 'kiosk', '南公民館', { notAfter: now - 2 * HOUR });
    expect(await refusalOf(expired)).toBe('certificate-expired');
    const early = await inventDevice(id, 'kiosk', '南公民館', { notBefore: now + 2 * HOUR });
    expect(await refusalOf(early)).toBe('wrong-clock');
    expect(await refusalOf({ ...own, privateKey: devices.kiosk2.privateKey })).toBe('unauthenticated');
    expect(await refusalOf(own)).toBe('let in');
  });

  it('calls a wrong clock by its name, though the certificate holds', async () => {
    expect(await refusalOf(devices.kiosk, { deviceTime: Date.now() + CLOCK_TOLERANCE_MS + 60_000 })).toBe(
      'wrong-clock',
    );
  });

  it('enrols a new device: code, request, certificate of the authority, let in; the code opens once', async () => {
    const id = DeviceId.parse('kiosk-new');
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const raw = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
    const secret = new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(-32));
    const about = { deviceId: id, role: 'kiosk', name: '北公民館', publicKey: raw } as const;
    const request = await signEnrolmentRequest({ ...about, requestedAt: Date.now() }, signerOf(secret));
    const code = /code: (\S+)/u.exec((await command('code')).out)?.[1] ?? '';
    const asking = await TestClient.open(stage.server.url);
    await asking.next('challenge');
    expect(await asking.refusal('enrolment.request', { code: 'AAAA-AAAA-AAAA', request })).toBe('forbidden');
    await asking.ask('enrolment.request', { code: code.toLowerCase(), request });
    const keyHash = new Uint8Array(keyHashOf(raw));
    expect(await asking.ask('enrolment.collect', { keyHash })).toMatchObject({ state: 'waiting' });
    expect((await command('requests')).out).toMatch(
      /# kiosk-new \(kiosk\) 北公民館\n# fingerprint: \d{5}( \d{5}){5}\n/u,
    );
    const another = await signEnrolmentRequest({ ...about, name: '別', requestedAt: Date.now() }, signerOf(secret));
    expect(await asking.refusal('enrolment.request', { code, request: another })).toBe('forbidden');

    const certificate = await authority.certify(about);
    expect(await upload('DEVICE CERTIFICATE', certificate)).toContain('certificates taken: kiosk-new');
    expect(await asking.ask('enrolment.collect', { keyHash })).toMatchObject({ state: 'ready' });
    expect(await refusalOf({ id, privateKey, publicKey: raw, certificate })).toBe('let in');
    expect((await command('list')).out).toMatch(/kiosk-new\tkiosk\tin-force\tuntil 2100/u);
    expect((await command('requests')).out).toBe('no request waits\n');
    asking.socket.terminate();
  });

  it('says what it cannot take', async () => {
    const foreign = await new TestAuthority().list(9, []);
    expect(await upload('REVOCATION LIST', foreign)).toContain('not taken: untrusted');
    expect(await command('upload', '/nowhere')).toMatchObject({ code: 2 });
    expect((await command('nothing')).out).toContain('usage:');
  });

  it('lets nobody guess a code', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const raw = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
    const secret = new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(-32));
    const about = {
      deviceId: 'kiosk-guess',
      role: 'kiosk',
      name: '',
      publicKey: raw,
      requestedAt: Date.now(),
    } as const;
    const request = await signEnrolmentRequest(about, signerOf(secret));
    const asking = await TestClient.open(stage.server.url);
    await asking.next('challenge');
    const answers: string[] = [];
    while (answers.length < 30 && answers.at(-1) !== 'limited')
      answers.push(await asking.refusal('enrolment.request', { code: 'AAAA-AAAA-AAAA', request }));
    expect(answers.length).toBeLessThanOrEqual(21);
    expect(answers.at(-1)).toBe('limited');
    expect(new Set(answers.slice(0, -1))).toEqual(new Set(['forbidden']));
    asking.socket.terminate();
  });
});

describe('on open lines', () => {
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterEach(async () => {
    await stage.close();
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it('a revoked device is out at once, everybody else gets the list, and the device does not come back', async () => {
    const { kiosk, clerk } = await talk(stage);
    const list = await authority.list(1, [serialOf(devices.kiosk)]);
    await upload('REVOCATION LIST', list);
    expect(await kiosk.closed).toMatchObject({ code: CLOSE.revoked });
    const told = await clerk.next('identity.revocations');
    expect(Buffer.from(told.list).equals(list)).toBe(true);
    // Its citizen cannot come back: the clerk is told, and does not wait for a line that never returns.
    await clerk.next('session.state', ({ session }) => session.endReason === 'put-out');
    expect(await refusalOf(devices.kiosk)).toBe('certificate-revoked');
    const older = await authority.list(1, []);
    expect(await upload('REVOCATION LIST', older)).toContain('not taken: older');
    await stage.restart();
    expect(await refusalOf(devices.kiosk)).toBe('certificate-revoked');
    expect((await stage.enter('clerk')).hello.revocations).not.toBeNull();
  });

  it('a certificate that runs out ends its line at that moment', async () => {
    const soon = await inventDevice(DeviceId.parse('kiosk-soon'), 'kiosk', '終', { notAfter: Date.now() + 1500 });
    const { client } = await TestClient.enter(stage.server.url, soon);
    client.keepAlive();
    await checkIn(client);
    expect(await client.closed).toMatchObject({ code: CLOSE.expired });
    expect(await refusalOf(soon)).toBe('certificate-expired');
  });

  it('a renewed certificate reaches its device on the open line', async () => {
    const { client } = await stage.enter('kiosk');
    const renewed = await authority.certify({
      deviceId: devices.kiosk.id,
      role: 'kiosk',
      name: '東公民館',
      publicKey: devices.kiosk.publicKey,
      notAfter: Date.parse('2101-01-01T00:00:00Z'),
    });
    await upload('DEVICE CERTIFICATE', renewed);
    const told = await client.next('identity.renewal');
    expect(Buffer.from(told.certificate).equals(renewed)).toBe(true);
  });
});
