import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { readCertificate, signEnrolmentRequest, signerOf } from '@mado/e2ee';
import { writeBlock } from '@mado/enrolment';
import { DeviceId } from '@mado/signaling/wire';
import { authority } from '../testing/authority.ts';
import { inventDevice, TestClient } from '../testing/client.ts';
import { HandClock } from '../testing/clock.ts';
import { firstLogIn, invent } from '../testing/person.ts';
import { desk, devices, Stage } from '../testing/stage.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let clock: HandClock;
let stage: Stage;
let admin: TestClient;
beforeEach(async () => {
  clock = new HandClock();
  stage = await Stage.open({ people: { logIn: true } }, clock);
  admin = (await stage.enter('clerk')).client;
});
afterEach(() => stage.close());

/** A new device's request to be the city's, signed with the device's own new key. */
function requestOf(deviceId: DeviceId): Promise<Uint8Array<ArrayBuffer>> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
  const secret = new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(-32));
  const about = { deviceId, role: 'kiosk', name: '北公民館', publicKey: raw, requestedAt: clock.now() } as const;
  return signEnrolmentRequest(about, signerOf(secret));
}

/** Somebody whom the server does not know, on a line of its own. */
async function stranger(): Promise<TestClient> {
  const client = await TestClient.open(stage.server.url);
  await client.next('challenge');
  return client;
}

it('shows an IT administrator a request with its fingerprint until it is put away', async () => {
  await firstLogIn(admin, await invent(stage, 'kanri', ['it-administrator']), clock);
  const { code } = await admin.ask('admin.enrolmentCode', { requestKey: crypto.randomUUID() });
  const deviceId = DeviceId.parse('kiosk-kita');
  const asking = await stranger();
  await asking.ask('enrolment.request', { code, request: await requestOf(deviceId) });

  const [waiting, ...others] = (await admin.ask('admin.devices', {})).waiting;
  expect(others).toEqual([]);
  expect(waiting).toMatchObject({ deviceId, name: '北公民館' });
  expect(waiting?.fingerprint).toMatch(/^\d{5}( \d{5}){5}$/u);
  await admin.ask('admin.declineRequest', { keyHash: waiting!.keyHash });
  expect((await admin.ask('admin.devices', {})).waiting).toEqual([]);
  asking.socket.terminate();
});

it('takes a one-time code until its time is over, and not a moment later', async () => {
  await firstLogIn(admin, await invent(stage, 'kanri', ['it-administrator']), clock);
  const made = () => admin.ask('admin.enrolmentCode', { requestKey: crypto.randomUUID() });
  const [used, left] = [await made(), await made()];
  expect(used.expiresAt - clock.now()).toBe(30 * MINUTE);
  expect(left.expiresAt).toBe(used.expiresAt);

  clock.advance(30 * MINUTE);
  const inTime = await stranger();
  await inTime.ask('enrolment.request', { code: used.code, request: await requestOf(DeviceId.parse('kiosk-kita')) });
  inTime.socket.terminate();

  clock.advance(1);
  const late = await stranger();
  const request = await requestOf(DeviceId.parse('kiosk-minami'));
  expect(await late.refusal('enrolment.request', { code: left.code, request })).toBe('forbidden');
  late.socket.terminate();
});

it('shows an IT administrator which certificates end soon and which are over, by the server’s clock', async () => {
  await firstLogIn(admin, await invent(stage, 'kanri', ['it-administrator']), clock);
  const ends = { 'kiosk-over': 1, 'kiosk-soon': 61, 'kiosk-far': 63 };
  for (const [id, days] of Object.entries(ends)) {
    const time = { notAfter: clock.now() + days * DAY };
    const { certificate } = await inventDevice(DeviceId.parse(id), 'kiosk', '北公民館', time);
    const { certificates } = await admin.ask('admin.upload', {
      text: writeBlock({ kind: 'DEVICE CERTIFICATE', bytes: certificate }),
    });
    expect(certificates).toEqual([id]);
  }
  const shown = async () => {
    const { devices: all } = await admin.ask('admin.devices', {});
    return Object.fromEntries(
      all.flatMap(({ deviceId, condition }) => (deviceId in ends ? [[deviceId, condition]] : [])),
    );
  };
  expect(await shown()).toEqual({ 'kiosk-over': 'expiring', 'kiosk-soon': 'in-force', 'kiosk-far': 'in-force' });
  clock.advance(DAY + 1);
  // Nobody stays logged in for a day.
  admin = (await stage.enter('clerk')).client;
  await firstLogIn(admin, await invent(stage, 'kanri-2', ['it-administrator']), clock);
  expect(await shown()).toEqual({ 'kiosk-over': 'expired', 'kiosk-soon': 'expiring', 'kiosk-far': 'in-force' });
});

it('shows an IT administrator a device as revoked, and the number of the list that says so', async () => {
  await firstLogIn(admin, await invent(stage, 'kanri', ['it-administrator']), clock);
  const kiosk = (await stage.enter('kiosk')).client;
  const shown = async () => {
    const view = await admin.ask('admin.devices', {});
    const device = view.devices.find(({ deviceId }) => deviceId === devices.kiosk.id);
    return { number: view.revocationNumber, condition: device?.condition, connected: device?.connected };
  };
  expect(await shown()).toEqual({ number: null, condition: 'in-force', connected: true });
  const read = readCertificate(devices.kiosk.certificate);
  if (!read.ok) throw new Error(read.fault);
  const list = await authority.list(1, [read.value.serial]);
  await admin.ask('admin.upload', { text: writeBlock({ kind: 'REVOCATION LIST', bytes: list }) });
  await kiosk.closed;
  expect(await shown()).toEqual({ number: 1, condition: 'revoked', connected: false });
});

it('is for IT administrators alone', async () => {
  await firstLogIn(admin, await invent(stage, 'sato', ['clerk'], [desk]), clock);
  expect(await admin.refusal('admin.devices', {})).toBe('forbidden');
  expect(await admin.refusal('admin.enrolmentCode', { requestKey: crypto.randomUUID() })).toBe('forbidden');
});
