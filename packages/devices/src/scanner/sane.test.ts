import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { DeviceError } from '../fault.ts';
import { listSaneDevices, SaneConfig, SaneScanner } from './sane.ts';
import type { PageImage, ScanEvent, ScanRequest } from './scanner.ts';

// The real scanimage with SANE's own two virtual backends.
let root: string;
let environment: NodeJS.ProcessEnv;
const request: ScanRequest = { source: 'flatbed', colour: 'colour', resolution: 150 };

beforeAll(async () => {
  root = await mkdtemp('/dev/shm/mado-sane-');
  environment = { ...process.env, XDG_RUNTIME_DIR: root };
  await writeFile(join(root, 'dll.conf'), 'test\npnm\n');
  const width = 620;
  const height = 877;
  const pixels = Buffer.alloc(width * height * 3, 250);
  pixels.fill(Buffer.from([200, 30, 30]), 0, width * 3 * 100);
  await writeFile(join(root, 'form.ppm'), Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`), pixels]));
});
afterAll(() => rm(root, { recursive: true }));

function scanner(device: string, rest: Partial<SaneConfig> = {}): SaneScanner {
  const config = SaneConfig.parse({ driver: 'sane', device, saneConfigDir: root, ...rest });
  return new SaneScanner(config, environment);
}

async function collect(events: AsyncIterable<ScanEvent>): Promise<{ pages: PageImage[]; fault: unknown }> {
  const pages: PageImage[] = [];
  try {
    for await (const event of events) if (event.type === 'page') pages.push(event.image);
    return { pages, fault: null };
  } catch (error) {
    return { pages, fault: error instanceof DeviceError ? error.fault : error };
  }
}

/**
 * Every event of a feeder's scan. SANE's `test` backend hangs between two pages about once in a hundred feeders: it cancels its
 * reading thread while that holds the loader's lock. The driver calls that failed after its silence; then the feeder is tried again.
 */
async function emptyFeeder(device: SaneScanner): Promise<ScanEvent[]> {
  for (let tries = 3; ; tries -= 1) {
    const events: ScanEvent[] = [];
    try {
      for await (const event of device.scan({ ...request, source: 'feeder' })) events.push(event);
      return events;
    } catch (error) {
      if (tries === 1 || !(error instanceof DeviceError) || !error.detail.startsWith('no answer')) throw error;
    }
  }
}

/** Files left in memory after a scan. */
async function leftBehind(): Promise<readonly string[]> {
  const uid = process.getuid?.() ?? 0;
  return readdir(join(root, `mado-pages-${uid}`));
}

describe('SaneScanner', () => {
  it('scans the page that lies there, as a JPEG of the same pixels', async () => {
    const device = scanner('pnm:0', { options: { '--filename': join(root, 'form.ppm') } });
    const { pages, fault } = await collect(device.scan(request));
    expect(fault).toBeNull();
    expect(pages).toHaveLength(1);
    const page = pages[0]!;
    expect(page).toMatchObject({ mime: 'image/jpeg', width: 620, height: 877 });
    const { data } = await sharp(page.data).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number): number[] => [...data.subarray((y * 620 + x) * 3, (y * 620 + x) * 3 + 3)];
    at(300, 50).forEach((value, i) => expect(Math.abs(value - [200, 30, 30][i]!)).toBeLessThan(8));
    at(300, 600).forEach((value) => expect(Math.abs(value - 250)).toBeLessThan(4));
    expect(await sharp(page.small).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 453 });
    expect(await leftBehind()).toEqual([]);
  });

  it('makes a page grey and upright when asked', async () => {
    const device = scanner('pnm:0', { options: { '--filename': join(root, 'form.ppm') }, rotate: 90 });
    const { pages } = await collect(device.scan({ ...request, colour: 'grey' }));
    expect(pages[0]).toMatchObject({ width: 877, height: 620 });
    expect((await sharp(pages[0]!.data).metadata()).channels).toBe(1);
    expect(await sharp(pages[0]!.small).metadata()).toMatchObject({ channels: 1, width: 320, height: 226 });
  });

  it('empties the feeder, page by page, and tells how far each is', async () => {
    const events = await emptyFeeder(scanner('test:0', { options: { '--test-picture': 'Grid' }, silenceSeconds: 4 }));
    const pages = events.filter((event) => event.type === 'page');
    expect(pages.map((event) => event.page)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const progress = events.flatMap((event) => (event.type === 'progress' ? [event.fraction] : []));
    expect(progress.length).toBeGreaterThan(0);
    expect(progress.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);
    expect(await leftBehind()).toEqual([]);
  });

  it.each([
    ['SANE_STATUS_JAMMED', 'scanner-jam'],
    ['SANE_STATUS_COVER_OPEN', 'scanner-cover-open'],
    ['SANE_STATUS_NO_DOCS', 'scanner-no-paper'],
    ['SANE_STATUS_DEVICE_BUSY', 'scanner-busy'],
    ['SANE_STATUS_IO_ERROR', 'scanner-failed'],
    ['SANE_STATUS_CANCELLED', 'cancelled'],
    // A page without pixels.
    ['SANE_STATUS_EOF', 'scanner-failed'],
  ])('names %s as %s and leaves nothing', async (status, fault) => {
    const device = scanner('test:0', { options: { '--read-return-value': status } });
    expect(await collect(device.scan({ ...request, source: 'feeder' }))).toMatchObject({ pages: [], fault });
    expect(await leftBehind()).toEqual([]);
  });

  it('gives a scan up when the scanner says nothing for too long', async () => {
    // Tells its options, then never begins.
    const command = join(root, 'silent-scanimage');
    await writeFile(command, '#!/bin/sh\ncase "$*" in *--batch=*) exec sleep 60 ;; *) exec scanimage "$@" ;; esac\n', {
      mode: 0o700,
    });
    const device = scanner('test:0', { command, silenceSeconds: 1 });
    expect(await collect(device.scan(request))).toEqual({ pages: [], fault: 'scanner-failed' });
    expect(await leftBehind()).toEqual([]);
  });

  it('stops a slow scan within a moment, and can scan again', async () => {
    const slow = { '--read-delay': 'yes', '--read-delay-duration': '200000', '--read-limit': 'yes' };
    const device = scanner('test:0', { options: slow });
    const stop = new AbortController();
    const started = collect(device.scan({ ...request, source: 'feeder' }, { signal: stop.signal }));
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await device.status()).toEqual({ condition: 'busy' });
    const before = Date.now();
    stop.abort();
    expect(await started).toMatchObject({ fault: 'cancelled' });
    expect(Date.now() - before).toBeLessThan(5_000);
    expect(await leftBehind()).toEqual([]);
    expect(await device.status()).toEqual({ condition: 'ready' });
  });

  it('lets go of the device when the reader leaves early', async () => {
    const device = scanner('test:0');
    for await (const event of device.scan({ ...request, source: 'feeder' })) if (event.type === 'page') break;
    expect(await leftBehind()).toEqual([]);
    expect(await device.status()).toEqual({ condition: 'ready' });
  });

  it('does one scan at a time', async () => {
    const device = scanner('test:0', { options: { '--read-delay': 'yes', '--read-delay-duration': '100000' } });
    const first = collect(device.scan(request));
    expect(await collect(device.scan(request))).toMatchObject({ fault: 'scanner-busy' });
    expect(await first).toMatchObject({ fault: null });
  });

  it('says that a scanner, or the program, is not there', async () => {
    expect(await scanner('test:7').status()).toMatchObject({
      condition: 'missing',
      fault: { name: 'scanner-missing' },
    });
    const { fault } = await collect(scanner('test:0', { command: '/nowhere/scanimage' }).scan(request));
    expect(fault).toBe('scanner-missing');
  });

  it('takes no option for a device name', () => {
    expect(SaneConfig.safeParse({ driver: 'sane', device: '--output-file=/x' }).success).toBe(false);
  });
});

describe('listSaneDevices', () => {
  it('names the scanners that are there', async () => {
    const devices = await listSaneDevices({ saneConfigDir: root });
    expect(devices.map(({ device }) => device)).toEqual(expect.arrayContaining(['test:0', 'pnm:0']));
  });
});
