import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readCertificate } from '@mado/e2ee';
import { writeBlock, type BlockKind } from '@mado/enrolment';
import { CLOSE, DeviceId } from '@mado/signaling/wire';
import { recordsIn } from './testing/audit-scene.ts';
import { authority } from './testing/authority.ts';
import { inventDevice, TestClient } from './testing/client.ts';
import { HandClock } from './testing/clock.ts';
import { inventRequest } from './testing/enrolment.ts';
import { firstLogIn, invent, type TestPerson } from './testing/person.ts';
import { devices, Stage } from './testing/stage.ts';

const kita = DeviceId.parse('kiosk-kita');
let clock: HandClock;
let stage: Stage;
let admin: TestClient;
let kanri: TestPerson;
let from: number;
beforeEach(async () => {
  clock = new HandClock();
  stage = await Stage.open({ people: {} }, clock);
  admin = (await stage.enter('clerk2')).client;
  kanri = await invent(stage, 'kanri', ['it-administrator']);
  await firstLogIn(admin, kanri, clock);
  from = recordsIn(stage.dataDir).length;
});
afterEach(() => stage.close());

/** The lines since the administrator came in, without place and time. */
const lines = () =>
  recordsIn(stage.dataDir)
    .slice(from)
    .map(({ seq: _seq, time: _time, ...line }) => line);
const byAdmin = () => ({ actor: 'device:clerk-2', person: kanri.entry.id });
const upload = (kind: BlockKind, bytes: Uint8Array<ArrayBuffer>) =>
  admin.ask('admin.upload', { text: writeBlock({ kind, bytes }) });

describe('the audit log of devices', () => {
  it('has each step of an enrolment, and who made the code and took the certificate in', async () => {
    const { code } = await admin.ask('admin.enrolmentCode', { requestKey: randomUUID() });
    const { about, request } = await inventRequest(kita, clock.now());
    const asking = await TestClient.open(stage.server.url);
    await asking.next('challenge');
    expect(await asking.refusal('enrolment.request', { code: 'AAAA-AAAA-AAAA', request })).toBe('forbidden');
    await asking.ask('enrolment.request', { code, request });
    asking.socket.terminate();
    await upload('DEVICE CERTIFICATE', await authority.certify(about));
    const subject = { device: kita, role: 'kiosk' };
    expect(lines()).toEqual([
      { ...byAdmin(), action: 'enrolment.codeMade', subject: {} },
      { actor: 'server', action: 'enrolment.requested', subject },
      { ...byAdmin(), action: 'device.certified', subject },
    ]);
    for (const word of [code, '北公民館', 'kanri']) expect(JSON.stringify(lines())).not.toContain(word);
  });

  it('has a device that was put out by a list, and who took the list in', async () => {
    const { client: kiosk } = await stage.enter('kiosk');
    from = recordsIn(stage.dataDir).length;
    const read = readCertificate(devices.kiosk.certificate);
    if (!read.ok) throw new Error(read.fault);
    await upload('REVOCATION LIST', await authority.list(4, [read.value.serial]));
    expect((await kiosk.closed).code).toBe(CLOSE.revoked);
    expect(lines().slice(0, 2)).toEqual([
      { ...byAdmin(), action: 'revocations.accepted', subject: { number: 4, revoked: 1 } },
      { actor: 'server', action: 'device.expelled', subject: { device: 'kiosk-1', reason: 'revoked' } },
    ]);
  });

  it('has a device that was put out when its certificate ran out', async () => {
    const soon = await inventDevice(kita, 'kiosk', '北公民館', { notAfter: clock.now() + 8_000 });
    const { client } = await TestClient.enter(stage.server.url, soon);
    from = recordsIn(stage.dataDir).length;
    clock.advance(8_000);
    expect(lines()).toEqual([]);
    clock.advance(1);
    expect((await client.closed).code).toBe(CLOSE.expired);
    expect(lines()[0]).toEqual({
      actor: 'server',
      action: 'device.expelled',
      subject: { device: kita, reason: 'expired' },
    });
  });
});
