import { type DeviceStatus, findHeadset, IppPrinter, SaneConfig, SaneScanner, watchUsb } from '@mado/devices';
import { blankPdf, startVirtualPrinter, type VirtualPrinter } from '@mado/devices/testing';
import { deviceHandlers, DeviceStore } from '@mado/enrolment';
import { loadDeviceKey, Refusal } from '@mado/rpc/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { KioskConfig } from './config.ts';
import type { KioskEvent } from './events.ts';
import { JobJournal } from './job-journal.ts';
import { createKioskHost, type KioskHost } from './kiosk-host.ts';

// The host with real devices: scanimage with SANE's test backends, and ippeveprinter.
let dir: string;
let virtual: VirtualPrinter;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mado-host-'));
  await writeFile(join(dir, 'dll.conf'), 'test\n');
  virtual = await startVirtualPrinter({ dir, pageMs: 100 });
});
afterAll(async () => {
  await virtual.stop();
  await rm(dir, { recursive: true });
});

type Said =
  | { readonly name: 'scan.page'; readonly event: KioskEvent<'scan.page'> }
  | { readonly name: 'job.progress'; readonly event: KioskEvent<'job.progress'> }
  | { readonly name: 'job.done'; readonly event: KioskEvent<'job.done'> }
  | { readonly name: 'devices'; readonly event: KioskEvent<'devices'> };

let host: KioskHost;
let said: Said[];
let logged: string;
const pages = (pdf: Uint8Array<ArrayBuffer>) => [{ mime: 'application/pdf' as const, data: pdf }];
const context = { signal: new AbortController().signal };

async function start(slowScanner = false, usb = watchUsb, printerEveryMs = 200): Promise<KioskHost> {
  const dataDir = 'data';
  const config = KioskConfig.parse({
    deviceId: 'booth-1',
    booth: '青葉公民館',
    serverUrl: 'wss://localhost:8443/v1/signaling',
    dataDir,
    scanner: {
      driver: 'sane',
      device: 'test:0',
      name: 'Test',
      saneConfigDir: dir,
      options: slowScanner ? { '--read-delay': 'yes', '--read-delay-duration': '200000' } : {},
    },
    printer: { driver: 'ipp', uri: virtual.uri, name: 'Printer' },
  });
  const deviceKey = await loadDeviceKey(join(dir, dataDir));
  return createKioskHost({
    config,
    version: '1',
    deviceKey,
    device: deviceHandlers({
      store: await DeviceStore.open(join(dir, dataDir), deviceKey),
      device: { deviceId: config.deviceId, role: 'kiosk', name: config.booth },
      serverUrl: config.serverUrl,
      now: Date.now,
      refuse: (code, message) => new Refusal(code, message),
      onChange: () => undefined,
    }),
    scanner: new SaneScanner(SaneConfig.parse(config.scanner)),
    printer: new IppPrinter(config.printer!, { pollMs: 80, stallMs: 500 }),
    cardReader: null,
    findHeadset,
    watchUsb: usb,
    journal: new JobJournal(join(dir, dataDir, 'kiosk.sqlite')),
    emit: (name, event) => said.push({ name, event } as Said),
    log: pino({ level: 'debug' }, { write: (line) => (logged += line) }),
    watch: { scannerEveryMs: 60_000, printerEveryMs },
  });
}

beforeEach(async () => {
  said = [];
  logged = '';
  host = await start();
});
afterEach(async () => {
  await virtual.setState(null);
  await host.handlers.erase({}, context);
  await host.close();
});

async function until<T>(look: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not seen; said: ${said.map(({ name }) => name).join(' ')}`);
}
function done(jobId: string): Promise<KioskEvent<'job.done'>> {
  return until(() =>
    said.flatMap((one) => (one.name === 'job.done' && one.event.jobId === jobId ? [one.event] : [])).at(-1),
  );
}
function pagesOf(jobId: string): number[] {
  return said.flatMap((one) => (one.name === 'scan.page' && one.event.jobId === jobId ? [one.event.page] : []));
}
const scan = { source: 'feeder', colour: 'grey', resolution: 150 } as const;

describe('the kiosk host', () => {
  it('proves the device with a signature that only this device can make', async () => {
    const { publicKey } = await loadDeviceKey(join(dir, 'data'));
    const nonce = Buffer.from('nonce-of-the-server');
    const { proof } = await host.handlers.prove({ nonce }, context);
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(publicKey, 'base64')]);
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(verify(null, Buffer.from('mado-hello-1\nbooth-1\nnonce-of-the-server'), key, proof)).toBe(true);
  });

  it('leaves no job in the printer of a host that was killed, once it is started again', async () => {
    await virtual.setState('media-jam');
    const jobId = randomUUID();
    await host.handlers['print.start']({ jobId, pages: pages(blankPdf(2)), copies: 1 }, context);
    await until(() => said.find((one) => one.name === 'job.progress' && one.event.fault === 'printer-jam'));
    // The one that is killed says and ends nothing; this one lives on so that it sees what becomes of its job.
    const killed = host;
    host = await start();
    await until(() => (logged.includes('"cleared":1') ? true : undefined));
    // The printer lets go of a job that was taken back when it can move again.
    await virtual.setState(null);
    expect((await done(jobId)).fault).toBe('cancelled');
    await killed.close();
  });

  it('says what its devices are, and when that changes', async () => {
    const ready: DeviceStatus<never>['condition'] = 'ready';
    expect(await host.handlers.devices({}, context)).toEqual({
      scanner: { condition: ready, name: 'Test', fault: null },
      printer: { condition: ready, name: 'Printer', fault: null },
      cardReader: null,
      headset: { connected: false, name: '' },
    });
    await virtual.setState('cover-open');
    const seen = await until(() =>
      said
        .flatMap((one) => (one.name === 'devices' ? [one.event.printer] : []))
        .find(({ fault }) => fault === 'printer-cover-open'),
    );
    expect(seen.condition).toBe('attention');
  });

  it('looks at once when something was plugged in, long before its next look', async () => {
    await host.close();
    said = [];
    let plugged: (() => void) | undefined;
    host = await start(
      false,
      ({ onChange }) => {
        plugged = onChange;
        return Promise.resolve({ state: 'watching' });
      },
      60_000,
    );
    await until(() => said.find((one) => one.name === 'devices' && one.event.printer.condition === 'ready'));
    await virtual.setState('cover-open');
    said = [];
    plugged?.();
    const fault = await until(() => said.find((one) => one.name === 'devices')?.event);
    expect(fault).toMatchObject({ printer: { fault: 'printer-cover-open' } });
  });

  it('does without word from USB', async () => {
    await host.close();
    host = await start(false, () => Promise.resolve({ state: 'unavailable', cause: new TypeError('no netlink') }));
    expect(await host.handlers.devices({}, context)).toMatchObject({ printer: { condition: 'ready' } });
    expect(logged).toContain('"cause":"TypeError"');
  });

  it('scans every page of the feeder once', async () => {
    const jobId = randomUUID();
    expect(await host.handlers['scan.start']({ jobId, ...scan }, context)).toEqual({});
    expect(await done(jobId)).toEqual({ jobId, pages: 10, fault: null });
    expect(pagesOf(jobId)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('says a scan again to a screen that was reloaded, without scanning', async () => {
    const jobId = randomUUID();
    await host.handlers['scan.start']({ jobId, ...scan }, context);
    await done(jobId);
    said = [];
    await host.handlers['scan.start']({ jobId, ...scan }, context);
    expect(await done(jobId)).toEqual({ jobId, pages: 10, fault: null });
    expect(pagesOf(jobId)).toHaveLength(10);
    expect(said.filter(({ name }) => name === 'job.progress')).toHaveLength(0);
  });

  it('prints once, however often it is asked', async () => {
    const before = (await virtual.documents()).length;
    const pdf = blankPdf(2, 'once');
    const job = { jobId: randomUUID(), pages: pages(pdf), copies: 1 };
    await host.handlers['print.start'](job, context);
    await host.handlers['print.start'](job, context);
    expect(await done(job.jobId)).toEqual({ jobId: job.jobId, pages: 2, fault: null });
    await host.handlers['print.start'](job, context);
    const documents = await virtual.documents();
    expect(documents).toHaveLength(before + 1);
    expect((await readFile(documents.at(-1)!)).equals(pdf)).toBe(true);
  });

  it('prints what was scanned, each page on a sheet', async () => {
    const scanned = randomUUID();
    await host.handlers['scan.start']({ jobId: scanned, ...scan, source: 'flatbed' }, context);
    await done(scanned);
    const { mime, data } = said.flatMap(({ name, event }) => (name === 'scan.page' ? [event] : []))[0]!;
    const picture = { mime, data };
    const jobId = randomUUID();
    await host.handlers['print.start']({ jobId, pages: [picture, picture], copies: 1 }, context);
    expect(await done(jobId)).toMatchObject({ fault: null });
    expect((await readFile((await virtual.documents()).at(-1)!)).includes('/DCTDecode')).toBe(true);
  });

  it('names an empty tray while the job waits, and goes on', async () => {
    await virtual.setState('media-empty');
    const jobId = randomUUID();
    await host.handlers['print.start']({ jobId, pages: pages(blankPdf(1)), copies: 1 }, context);
    await until(() =>
      said.find((one) => (one.name === 'job.progress' && one.event.fault === 'printer-no-paper' ? one : undefined)),
    );
    await virtual.setState(null);
    expect(await done(jobId)).toEqual({ jobId, pages: 1, fault: null });
  });

  it('tells a stop at the booth from one by the clerk, and a busy device from both', async () => {
    await host.close();
    host = await start(true);
    const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
    await host.handlers['scan.start']({ jobId: first, ...scan }, context);
    await host.handlers['scan.start']({ jobId: second, ...scan }, context);
    expect(await done(second)).toEqual({ jobId: second, pages: 0, fault: 'scanner-busy' });
    await host.handlers['job.cancel']({ jobId: first, by: 'booth' }, context);
    expect(await done(first)).toMatchObject({ fault: 'stopped-at-booth' });
    await host.handlers['scan.start']({ jobId: third, ...scan }, context);
    await host.handlers['job.cancel']({ jobId: third, by: 'clerk' }, context);
    expect(await done(third)).toMatchObject({ fault: 'cancelled' });
  });

  it('forgets the session when it is erased, in the middle of a job', async () => {
    const jobId = randomUUID();
    await host.handlers['print.start']({ jobId, pages: pages(blankPdf(40)), copies: 1 }, context);
    await until(() => said.find((one) => one.name === 'job.progress' && one.event.pages > 0));
    await host.handlers.erase({}, context);
    expect(await done(jobId)).toMatchObject({ fault: 'cancelled' });
    expect((await readFile(join(dir, 'data', 'kiosk.sqlite'))).includes(jobId)).toBe(false);
  });

  it('logs ids and causes, never content', async () => {
    const jobId = randomUUID();
    await host.handlers['print.start']({ jobId, pages: pages(blankPdf(1, 'planted-name')), copies: 1 }, context);
    await done(jobId);
    expect(logged).toContain(jobId);
    expect(logged).not.toContain('planted-name');
    expect(logged).not.toContain('青葉');
  });
});
