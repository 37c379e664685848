import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { DeviceError } from '../fault.ts';
import { SaneConfig, SaneScanner } from '../scanner/sane.ts';
import type { PageImage, ScanSource } from '../scanner/scanner.ts';
import {
  drawSamplePaper,
  SAMPLE_PAPERS,
  setVirtualScanner,
  startVirtualScanner,
  type VirtualScanner,
} from './index.ts';

// The SANE driver against a network scanner, through sane-airscan, with papers that look real.
let dir: string;
let virtual: VirtualScanner;
let scanner: SaneScanner;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mado-escl-'));
  const pages = await Promise.all(
    SAMPLE_PAPERS.map(async (paper) => {
      const file = join(dir, `${paper}.png`);
      await writeFile(file, await drawSamplePaper(paper));
      return file;
    }),
  );
  virtual = await startVirtualScanner({ dir, pages });
  const { device, saneConfigDir } = virtual;
  scanner = new SaneScanner(SaneConfig.parse({ driver: 'sane', device, saneConfigDir }));
});
afterEach(() => setVirtualScanner(dir, { fault: null, afterPages: 0, pageMs: 0 }));
afterAll(async () => {
  await virtual.stop();
  await rm(dir, { recursive: true });
});

async function scan(source: ScanSource, signal?: AbortSignal): Promise<{ pages: PageImage[]; fault: unknown }> {
  const pages: PageImage[] = [];
  try {
    const request = { source, colour: 'colour', resolution: 200 } as const;
    for await (const event of scanner.scan(request, signal && { signal })) {
      if (event.type === 'page') pages.push(event.image);
    }
    return { pages, fault: null };
  } catch (error) {
    return { pages, fault: error instanceof DeviceError ? error.fault : error };
  }
}

/** The darkest pixel of a part of the page, 0 to 255. */
async function darkest(page: PageImage, left: number, top: number, width: number, height: number): Promise<number> {
  const part = sharp(page.data).extract({ left, top, width, height }).greyscale();
  return Math.min(...(await part.raw().toBuffer()));
}

describe('a network scanner', () => {
  it('says what it can do', async () => {
    expect(await scanner.capabilities()).toMatchObject({
      sources: ['flatbed', 'feeder'],
      colours: ['colour', 'grey'],
      resolutions: [100, 150, 200, 300],
    });
  });

  it('gives A4 at 200 dpi with the print where it is on the paper', async () => {
    const { pages, fault } = await scan('flatbed');
    expect(fault).toBeNull();
    const page = pages[0]!;
    expect([page.width, page.height]).toEqual([1653, 2339]);
    expect(page.data.byteLength).toBeLessThan(1_500_000);
    // The heading is dark on light paper; the foot of the receipt is empty.
    expect(await darkest(page, 600, 180, 460, 90)).toBeLessThan(80);
    expect(await darkest(page, 600, 2180, 460, 90)).toBeGreaterThan(200);
  });

  it('gives all papers of the feeder', async () => {
    expect((await scan('feeder')).pages).toHaveLength(SAMPLE_PAPERS.length);
  });

  it('keeps the pages before a jam', async () => {
    await virtual.set({ fault: 'jam', afterPages: 1 });
    const { pages, fault } = await scan('feeder');
    expect(fault).toBe('scanner-jam');
    expect(pages).toHaveLength(1);
  });

  it.each([
    ['jam', 'scanner-jam'],
    ['no-paper', 'scanner-no-paper'],
    ['cover-open', 'scanner-cover-open'],
    ['missing', 'scanner-missing'],
    ['busy', 'scanner-busy'],
  ] as const)('with %s stops as %s and works again afterwards', async (fault, name) => {
    await setVirtualScanner(dir, { fault });
    expect(await scan('feeder')).toMatchObject({ pages: [], fault: name });
    await setVirtualScanner(dir, { fault: null });
    expect((await scan('feeder')).fault).toBeNull();
  });

  it('stops when told to', async () => {
    await virtual.set({ pageMs: 1_000 });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 500);
    const started = Date.now();
    expect(await scan('feeder', stop.signal)).toMatchObject({ fault: 'cancelled' });
    expect(Date.now() - started).toBeLessThan(7_000);
  });
});
