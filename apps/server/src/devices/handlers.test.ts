import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { readCertificate, signEnrolmentRequest, signerOf } from '@mado/e2ee';
import { writeBlock } from '@mado/enrolment';
import { DeviceId } from '@mado/signaling/wire';
import { authority } from '../testing/authority.ts';
import { TestClient } from '../testing/client.ts';
import { HandClock } from '../testing/clock.ts';
import { firstLogIn, invent } from '../testing/person.ts';
import { desk, devices, Stage } from '../testing/stage.ts';

let clock: HandClock;
let stage: Stage;
let admin: TestClient;
beforeEach(async () => {
  clock = new HandClock();
  stage = await Stage.open({ people: { logIn: true } }, clock);
  admin = (await stage.enter('clerk')).client;
});
afterEach(() => stage.close());

it('shows an IT administrator a request with its fingerprint until it is put away', async () => {
  await firstLogIn(admin, await invent(stage, 'kanri', ['it-administrator']), clock);
  const { code } = await admin.ask('admin.enrolmentCode', { requestKey: crypto.randomUUID() });
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
  const secret = new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(-32));
  const deviceId = DeviceId.parse('kiosk-kita');
  const about = { deviceId, role: 'kiosk', name: '北公民館', publicKey: raw, requestedAt: clock.now() } as const;
  const asking = await TestClient.open(stage.server.url);
  await asking.next('challenge');
  await asking.ask('enrolment.request', { code, request: await signEnrolmentRequest(about, signerOf(secret)) });

  const [waiting, ...others] = (await admin.ask('admin.devices', {})).waiting;
  expect(others).toEqual([]);
  expect(waiting).toMatchObject({ deviceId, name: '北公民館' });
  expect(waiting?.fingerprint).toMatch(/^\d{5}( \d{5}){5}$/u);
  await admin.ask('admin.declineRequest', { keyHash: waiting!.keyHash });
  expect((await admin.ask('admin.devices', {})).waiting).toEqual([]);
  asking.socket.terminate();
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
