import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  DeviceError,
  type DeviceStatus,
  type FaultName,
  isDeviceError,
  SCANNER_FAULTS,
  type ScannerFaultName,
} from '../fault.ts';
import { encodePage } from './page-image.ts';
import { PnmError, type RawPage, readPnm } from './pnm.ts';
import { makePrivateDirectory } from './private-directory.ts';
import { parseSaneOptions, saneArguments, saneCapabilities, type SaneOptions } from './sane-options.ts';
import { runScanimage, scanimageFault, type ScanimageEvent } from './scanimage.ts';
import type { ScanEvent, Scanner, ScannerCapabilities, ScanRequest } from './scanner.ts';

const Word = z.string().min(1).max(200);

/** One SANE scanner in a booth's configuration. */
export const SaneConfig = z.strictObject({
  driver: z.literal('sane'),
  /** As `scanimage -L` names it, e.g. `airscan:e0:Kiosk MFP`. A leading dash would read as an option. */
  device: Word.regex(/^[^-]/u),
  /** What people call it; shown to the clerk. */
  name: z.string().max(100).optional(),
  sources: z.strictObject({ flatbed: Word.optional(), feeder: Word.optional() }).optional(),
  modes: z.strictObject({ colour: Word.optional(), grey: Word.optional() }).optional(),
  /** Further scanimage options, e.g. `{ "--swdeskew": "yes" }`. */
  options: z.record(z.string().regex(/^--?[A-Za-z][\w-]*$/u), z.string().max(1000)).optional(),
  /** Clockwise degrees that make the pages upright. */
  rotate: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]).optional(),
  /** Directory of SANE's configuration when it is not the system's. */
  saneConfigDir: z.string().optional(),
  /** Seconds without a word from the scanner after which a scan has failed; 120 unless given. */
  silenceSeconds: z.number().min(1).max(600).optional(),
  command: z.string().optional(),
});
export type SaneConfig = z.infer<typeof SaneConfig>;

/** Most pages of one scan: what the session's tray takes. */
const MAX_PAGES = 50;
/** Unless configured. A slow scanner warms its lamp and calibrates for up to a minute before the first line. */
const SILENCE_MS = 120_000;
/** Opening a network scanner that is switched off takes SANE some seconds to give up. */
const STATUS_SILENCE_MS = 20_000;

function isScannerFault(fault: FaultName): fault is ScannerFaultName {
  return SCANNER_FAULTS.some((name) => name === fault);
}

/** A scanner behind SANE, driven through the `scanimage` program so that a crash in a backend stays outside this process. */
export class SaneScanner implements Scanner {
  readonly #config: SaneConfig;
  readonly #environment: NodeJS.ProcessEnv;
  #scanning = false;
  #options: SaneOptions | null = null;

  constructor(config: SaneConfig, environment: NodeJS.ProcessEnv = process.env) {
    this.#config = config;
    this.#environment =
      config.saneConfigDir === undefined ? environment : { ...environment, SANE_CONFIG_DIR: config.saneConfigDir };
  }

  async capabilities(options: { readonly signal?: AbortSignal } = {}): Promise<ScannerCapabilities> {
    return saneCapabilities(await this.#listOptions(options.signal), this.#config);
  }

  async status(options: { readonly signal?: AbortSignal } = {}): Promise<DeviceStatus<ScannerFaultName>> {
    // Asking opens the device, which would disturb a scan.
    if (this.#scanning) return { condition: 'busy' };
    try {
      await this.#listOptions(options.signal);
      return { condition: 'ready' };
    } catch (error) {
      if (!isDeviceError(error) || !isScannerFault(error.fault)) throw error;
      const { fault: name, detail } = error;
      if (name === 'scanner-busy') return { condition: 'busy' };
      return { condition: name === 'scanner-missing' ? 'missing' : 'attention', fault: { name, detail } };
    }
  }

  async *scan(request: ScanRequest, options: { readonly signal?: AbortSignal } = {}): AsyncGenerator<ScanEvent, void> {
    if (this.#scanning) throw new DeviceError('scanner-busy', 'a scan is running');
    this.#scanning = true;
    try {
      yield* this.#scan(request, options.signal ?? new AbortController().signal);
    } finally {
      this.#scanning = false;
    }
  }

  async *#scan(request: ScanRequest, signal: AbortSignal): AsyncGenerator<ScanEvent, void> {
    const known = this.#options ?? (await this.#listOptions(signal));
    const chosen = saneArguments(known, request, this.#config);
    if (chosen === null) throw new DeviceError('scanner-failed', `the device has no ${request.source}`);
    const directory = await makePrivateDirectory(this.#environment);
    try {
      const args = [
        `--device-name=${this.#config.device}`,
        '--format=pnm',
        // scanimage writes batches to files only; these are in memory and are removed as soon as they are read.
        `--batch=${join(directory.path, 'page-%d.pnm')}`,
        `--batch-count=${request.source === 'flatbed' ? 1 : MAX_PAGES}`,
        '--batch-print',
        '--progress',
        ...chosen,
      ];
      const { silenceSeconds } = this.#config;
      const silenceMs = silenceSeconds === undefined ? SILENCE_MS : silenceSeconds * 1000;
      let page = 0;
      for await (const event of this.#run(args, signal, silenceMs)) {
        if (event.type === 'progress') yield event;
        if (event.type === 'line') {
          const raw = await takePage(event.text);
          const image = await encodePage(raw, request.colour, this.#config.rotate ?? 0);
          yield { type: 'page', page, image };
          page += 1;
        }
        if (event.type === 'exit') {
          const fault = scanimageFault(event.code, event.stderr, page);
          if (fault !== null) throw fault;
        }
      }
    } catch (error) {
      // A device that vanished may come back as another model: look again.
      this.#options = null;
      throw error;
    } finally {
      await directory.remove();
    }
  }

  async #listOptions(signal: AbortSignal | undefined): Promise<SaneOptions> {
    let listing = '';
    const args = [`--device-name=${this.#config.device}`, '--all-options'];
    for await (const event of this.#run(args, signal ?? new AbortController().signal, STATUS_SILENCE_MS)) {
      if (event.type === 'line') listing += `${event.text}\n`;
      if (event.type === 'exit') {
        const fault = scanimageFault(event.code, event.stderr, 1);
        if (fault !== null) throw fault;
      }
    }
    this.#options = parseSaneOptions(listing);
    return this.#options;
  }

  #run(args: readonly string[], signal: AbortSignal, silenceMs: number): AsyncGenerator<ScanimageEvent, void> {
    const command = this.#config.command ?? 'scanimage';
    return runScanimage({ command, args, environment: this.#environment, signal, silenceMs });
  }
}

/** Reads a finished page and removes its file. */
async function takePage(path: string): Promise<RawPage> {
  const file = await readFile(path);
  await rm(path);
  try {
    return readPnm(file);
  } catch (error) {
    if (error instanceof PnmError) throw new DeviceError('scanner-failed', error.message, { cause: error });
    throw error;
  }
}

export interface SaneDevice {
  readonly device: string;
  readonly vendor: string;
  readonly model: string;
}

/** The scanners that SANE finds, as `scanimage -L` would list them. Takes seconds when backends search the network. */
export async function listSaneDevices(
  options: { readonly saneConfigDir?: string; readonly command?: string; readonly signal?: AbortSignal } = {},
): Promise<readonly SaneDevice[]> {
  const devices: SaneDevice[] = [];
  const run = runScanimage({
    command: options.command ?? 'scanimage',
    args: ['--formatted-device-list=%d%t%v%t%m%n'.replaceAll('%t', '\t')],
    environment:
      options.saneConfigDir === undefined ? process.env : { ...process.env, SANE_CONFIG_DIR: options.saneConfigDir },
    signal: options.signal ?? new AbortController().signal,
    silenceMs: SILENCE_MS,
  });
  for await (const event of run) {
    if (event.type === 'line') {
      const [device, vendor = '', model = ''] = event.text.split('\t');
      if (device !== undefined && device !== '') devices.push({ device, vendor, model });
    }
    if (event.type === 'exit') {
      const fault = scanimageFault(event.code, event.stderr, 1);
      if (fault !== null) throw fault;
    }
  }
  return devices;
}
