import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCertificate, verifyRevocations } from '@mado/e2ee';
import { CLOSE, DeviceId, type NotificationName } from '@mado/signaling/wire';
import { pino } from 'pino';
import { openDatabase, type Database } from '../store/database.ts';
import { DeviceRows } from '../store/devices.ts';
import { authority } from '../testing/authority.ts';
import { HandClock } from '../testing/clock.ts';
import type { Line } from '../wire/line.ts';
import { DeviceRegister, type Certified } from './register.ts';
import { DeviceWatch } from './watch.ts';

const DAY = 24 * 3_600_000;
const id = DeviceId.parse('kiosk-kita');

let dir: string;
let database: Database;
let clock: HandClock;
let register: DeviceRegister;
let watch: DeviceWatch;
/** What the device heard, and what closed its line. */
let told: NotificationName[];
let expelled: number[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mado-watch-'));
  database = openDatabase(dir);
  clock = new HandClock();
  const rows = new DeviceRows(database, Buffer.from(authority.configured.publicKey, 'base64'));
  register = new DeviceRegister({ authority: authority.configured, devices: [] }, rows);
  [told, expelled] = [[], []];
  watch = new DeviceWatch({
    ...{ clock, register, rows, log: pino({ level: 'silent' }), note: () => undefined },
    lines: () => lines,
    expel: (line, code) => {
      watch.left(line);
      expelled.push(code);
    },
  });
});
afterEach(() => {
  watch.close();
  database.close();
  rmSync(dir, { recursive: true });
});

const lines: Line[] = [];
const makeKey = () =>
  new Uint8Array(generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));

async function certified(publicKey: Uint8Array<ArrayBuffer>, days: number, deviceId: string = id): Promise<Certified> {
  const about = { deviceId, role: 'kiosk', name: '北公民館', publicKey } as const;
  const bytes = await authority.certify({ ...about, notAfter: clock.now() + days * DAY });
  const read = readCertificate(bytes);
  if (!read.ok) throw new Error(read.fault);
  return { certificate: read.value, bytes };
}

function open(own: Certified): Line {
  const line: Line = {
    device: { id, role: 'kiosk', name: '北公民館', department: '', desks: [] },
    certified: own,
    ...{ buffered: 0, open: true, close: () => undefined },
    notify: (name) => void told.push(name),
  };
  register.keep(own);
  lines.splice(0, lines.length, line);
  watch.arrived(line);
  return line;
}

/** As when the authority's answer is taken in. */
function takeIn(renewed: Certified): void {
  register.keep(renewed);
  watch.certified(renewed);
}

describe('the watch over certificates on open lines', () => {
  it('ends a line at the moment after its certificate’s last', async () => {
    open(await certified(makeKey(), 1));
    clock.advance(DAY);
    expect(expelled).toEqual([]);
    clock.advance(1);
    expect(expelled).toEqual([CLOSE.expired]);
  });

  it('leaves the line of a renewed device open until the renewed certificate ends', async () => {
    const key = makeKey();
    open(await certified(key, 1));
    takeIn(await certified(key, 3));
    expect(told).toEqual(['identity.renewal']);
    clock.advance(2 * DAY);
    expect(expelled).toEqual([]);
    clock.advance(2 * DAY);
    expect(expelled).toEqual([CLOSE.expired]);
  });

  it('does not take another device’s certificate, another key’s or one that was taken back for a renewal', async () => {
    const key = makeKey();
    open(await certified(key, 1));
    takeIn(await certified(makeKey(), 3));
    takeIn(await certified(key, 3, 'kiosk-minami'));
    const back = await certified(key, 2);
    takeIn(back);
    const list = await authority.list(1, [back.certificate.serial]);
    expect(verifyRevocations(list, register).ok).toBe(true);
    register.accept(list);
    clock.advance(DAY + 1);
    expect(expelled).toEqual([CLOSE.expired]);
  });
});
