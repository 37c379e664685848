import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import sharp from 'sharp';
import {
  type AdfState,
  parseScanSettings,
  type ScanSettings,
  scannerCapabilities,
  scannerStatus,
} from './escl-documents.ts';
import { readScannerSetting, setVirtualScanner, type VirtualScannerSetting } from './virtual-scanner-control.ts';

export interface VirtualScanner {
  /** For `saneConfigDir` of the SANE driver. */
  readonly saneConfigDir: string;
  /** Name of the device in SANE. */
  readonly device: string;
  /** What is wrong, how slow it is; `setVirtualScanner(dir, …)` does the same from another process. */
  set(change: Partial<VirtualScannerSetting>): Promise<void>;
  /** When it had handed out the newest page, in milliseconds since the epoch; null before the first. */
  handedOut(): number | null;
  stop(): Promise<void>;
}

interface ScanJob {
  readonly id: string;
  readonly settings: ScanSettings;
  readonly pages: readonly string[];
  delivered: number;
  state: 'Processing' | 'Completed' | 'Aborted' | 'Canceled';
}

const NAME = 'Mado virtual scanner';
const ADF_STATES: Readonly<Partial<Record<NonNullable<VirtualScannerSetting['fault']>, AdfState>>> = {
  jam: 'ScannerAdfJam',
  'no-paper': 'ScannerAdfEmpty',
  'cover-open': 'ScannerAdfDoorOpen',
};

/**
 * A network scanner (eSCL, the driverless standard) with paper in it, on loopback; SANE reaches it through sane-airscan as it reaches a
 * multifunction device in a booth. The glass shows the next page with every scan, the feeder gives all of them.
 *
 * @param options.dir an existing directory of the caller's
 * @param options.pages files of A4 pages, PNG or another format that sharp reads
 */
export async function startVirtualScanner(options: {
  readonly dir: string;
  readonly pages: readonly string[];
}): Promise<VirtualScanner> {
  const scanner = new EsclScanner(options.dir, options.pages);
  const server = createServer((request, response) => {
    scanner.answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error('failed'));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const saneConfigDir = join(options.dir, 'sane.d');
  await mkdir(saneConfigDir, { recursive: true });
  await writeFile(join(saneConfigDir, 'dll.conf'), 'airscan\n');
  await writeFile(
    join(saneConfigDir, 'airscan.conf'),
    `[devices]\n"${NAME}" = http://127.0.0.1:${address.port}/eSCL, eSCL\n[options]\ndiscovery = disable\n`,
  );
  return {
    saneConfigDir,
    device: `airscan:e0:${NAME}`,
    set: (change) => setVirtualScanner(options.dir, change),
    handedOut: () => scanner.handedOut,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

class EsclScanner {
  readonly #directory: string;
  readonly #pages: readonly string[];
  readonly #uuid = randomUUID();
  readonly #jobs = new Map<string, ScanJob>();
  handedOut: number | null = null;
  #glassScans = 0;

  constructor(directory: string, pages: readonly string[]) {
    this.#directory = directory;
    this.#pages = pages;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const setting = await readScannerSetting(this.#directory);
    if (setting.fault === 'missing') {
      request.socket.destroy();
      return;
    }
    const route = `${request.method ?? ''} ${request.url ?? ''}`;
    const jobId = /\/eSCL\/ScanJobs\/([\w-]+)/u.exec(route)?.[1];
    const job = jobId === undefined ? undefined : this.#jobs.get(jobId);
    if (route === 'GET /eSCL/ScannerCapabilities') this.#xml(response, scannerCapabilities(this.#uuid));
    else if (route === 'GET /eSCL/ScannerStatus') this.#xml(response, this.#status(setting));
    else if (route === 'POST /eSCL/ScanJobs') await this.#begin(request, response, setting);
    else if (job === undefined) this.#plain(response, 404);
    else if (request.method === 'DELETE') {
      if (job.state === 'Processing') job.state = 'Canceled';
      this.#plain(response, 200);
    } else if (route.endsWith('/NextDocument')) await this.#next(job, response, setting);
    else this.#plain(response, 404);
  }

  #status(setting: VirtualScannerSetting): string {
    const active = [...this.#jobs.values()].some((job) => job.state === 'Processing');
    const adf = (setting.fault === null ? undefined : ADF_STATES[setting.fault]) ?? 'ScannerAdfLoaded';
    return scannerStatus(active || setting.fault === 'busy' ? 'Processing' : 'Idle', adf, [...this.#jobs.values()]);
  }

  async #begin(request: IncomingMessage, response: ServerResponse, setting: VirtualScannerSetting): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) if (chunk instanceof Buffer) chunks.push(chunk);
    const settings = parseScanSettings(Buffer.concat(chunks).toString('utf8'));
    if (setting.fault === 'busy') {
      this.#plain(response, 503);
      return;
    }
    const fed = settings.source === 'Feeder';
    const blocked = setting.fault !== null && !(setting.fault === 'jam' && setting.afterPages > 0);
    if (blocked && (fed || setting.fault === 'cover-open')) {
      this.#plain(response, 409);
      return;
    }
    const glass = this.#pages[this.#glassScans % this.#pages.length];
    if (!fed) this.#glassScans += 1;
    const job: ScanJob = {
      id: randomUUID(),
      settings,
      pages: fed ? this.#pages : glass === undefined ? [] : [glass],
      delivered: 0,
      state: 'Processing',
    };
    this.#jobs.set(job.id, job);
    response.writeHead(201, { Location: `http://${request.headers.host ?? ''}/eSCL/ScanJobs/${job.id}` }).end();
  }

  async #next(job: ScanJob, response: ServerResponse, setting: VirtualScannerSetting): Promise<void> {
    const page = job.pages[job.delivered];
    if (job.state !== 'Processing' || page === undefined) {
      if (job.state === 'Processing') job.state = 'Completed';
      this.#plain(response, 404);
      return;
    }
    if (setting.fault === 'jam' && job.settings.source === 'Feeder' && job.delivered >= setting.afterPages) {
      job.state = 'Aborted';
      this.#plain(response, 409);
      return;
    }
    const { settings } = job;
    const pixels = (length: number): number => Math.max(1, Math.round((length * settings.resolution) / 300));
    let image = sharp(await readFile(page)).resize(pixels(settings.width), pixels(settings.height), { fit: 'fill' });
    if (settings.grey) image = image.greyscale();
    const jpeg = await image.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
    await delay(setting.pageMs);
    job.delivered += 1;
    response.once('finish', () => (this.handedOut = Date.now()));
    response.writeHead(200, { 'Content-Type': 'image/jpeg', 'Content-Length': jpeg.byteLength }).end(jpeg);
  }

  #xml(response: ServerResponse, body: string): void {
    response.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(body) }).end(body);
  }

  #plain(response: ServerResponse, status: number): void {
    response.writeHead(status, { 'Content-Length': 0 }).end();
  }
}

/** Whether SANE can reach network scanners here: its airscan backend is a package of its own. */
export async function hasAirscan(): Promise<boolean> {
  const places = ['/usr/lib/sane', ...(await readdir('/usr/lib')).map((name) => join('/usr/lib', name, 'sane'))];
  const found = await Promise.all(
    places.map((place) =>
      access(join(place, 'libsane-airscan.so.1')).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
