import {
  type CardReader,
  type findHeadset,
  type Printer,
  type Scanner,
  sweepPrivateDirectories,
  type watchUsb,
} from '@mado/devices';
import type { DeviceKey, Handlers } from '@mado/rpc/node';
import { proofText } from '@mado/signaling/wire';
import { type DeviceHandlers } from '@mado/enrolment';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { KioskContract } from '../contract/index.ts';
import { cardDesk } from './card-handlers.ts';
import type { KioskConfig } from './config.ts';
import { DeviceWatch } from './device-watch.ts';
import type { EmitKioskEvent } from './events.ts';
import type { JobJournal, Outcome } from './job-journal.ts';
import { type JobKind, Jobs } from './jobs.ts';
import { faultOf, printWork, scanWork } from './job-work.ts';

export interface KioskHostOptions {
  readonly config: KioskConfig;
  readonly version: string;
  readonly deviceKey: DeviceKey;
  /** The device's place in the city. */
  readonly device: DeviceHandlers;
  readonly scanner: Scanner | null;
  readonly printer: Printer | null;
  readonly cardReader: CardReader | null;
  readonly findHeadset: typeof findHeadset;
  readonly watchUsb: typeof watchUsb;
  readonly journal: JobJournal;
  readonly emit: EmitKioskEvent;
  readonly log: Logger;
  /** Milliseconds between two looks at the devices; the defaults spare them. */
  readonly watch?: { readonly scannerEveryMs?: number; readonly printerEveryMs?: number };
}

export interface KioskHost {
  readonly handlers: Handlers<KioskContract>;
  readonly close: () => Promise<void>;
}

/** The name on the printer's panel and in its log: it tells the booth, never the person or the paper. */
const PRINT_JOB_NAME = 'mado';

/** Joins devices, journal and contract. Ends the jobs that a crash interrupted and sweeps what it left, then is ready. */
export async function createKioskHost(options: KioskHostOptions): Promise<KioskHost> {
  const { config, journal, scanner, printer, emit, log } = options;
  const interrupted = [...journal.endInterrupted()];
  const swept = await sweepPrivateDirectories();
  if (interrupted.length > 0 || swept > 0)
    log.warn({ jobs: interrupted.length, files: swept }, 'ended what a crash left');

  // Beside everything else: a printer that is off may take its time.
  const clearing = clearPrinter(printer, journal, log);

  const watch = new DeviceWatch({
    scanner: scanner && { device: scanner, name: config.scanner?.name ?? '' },
    printer: printer && { device: printer, name: config.printer?.name ?? '' },
    cardReader: options.cardReader && { device: options.cardReader, name: config.cardReader?.name ?? '' },
    findHeadset: options.findHeadset,
    onChange: (devices) => {
      const { scanner, printer, cardReader, headset } = devices;
      const conditions = { scanner: scanner.condition, printer: printer.condition, cardReader: cardReader?.condition };
      log.info({ ...conditions, headset: headset.connected }, 'devices');
      emit('devices', devices);
    },
    onFailure: (error) => log.error({ cause: nameOf(error) }, 'cannot look at a device'),
    ...options.watch,
  });
  const jobs = new Jobs({
    journal,
    emit,
    faultOf: (error, kind) => {
      const fault = faultOf(error, kind);
      // A device's own words (exit codes, printer states); never what is on the paper.
      log.info({ kind, fault, cause: nameOf(error), detail: detailOf(error) }, 'job stopped on a fault');
      return fault;
    },
    onEnd: (kind: JobKind, jobId: string, outcome: Outcome) => {
      log.info({ kind, jobId, ...outcome }, 'job ended');
      void watch.refresh();
    },
  });
  const cards = cardDesk(options.cardReader, log);
  watch.start();
  const watching = new AbortController();
  const usb = await options.watchUsb({ onChange: () => void watch.refresh(), signal: watching.signal });
  if (usb.state === 'unavailable')
    log.info({ cause: usb.cause.name }, 'no word from USB; devices are looked at in turns only');

  const handlers: Handlers<KioskContract> = {
    ...options.device,
    ...cards.handlers,
    profile: () => kioskProfile(config, options.version),
    prove: async ({ nonce }) => {
      const { identity } = await options.device.identity({});
      const proof = options.deviceKey.sign(proofText(nonce, config.deviceId));
      return { proof, certificate: identity?.certificate ?? new Uint8Array() };
    },
    devices: async () => {
      const seen = await watch.seen();
      setImmediate(() => {
        for (const job of interrupted) {
          if (job.state === 'done') emit('job.done', { jobId: job.jobId, ...job.outcome });
        }
        void watch.refresh();
      });
      return seen;
    },
    'scan.start': ({ jobId, ...request }) => {
      jobs.start('scan', jobId, scanWork(scanner, request));
      return {};
    },
    'print.start': ({ jobId, pages, copies }) => {
      jobs.start('print', jobId, printWork(printer, pages, copies, PRINT_JOB_NAME));
      return {};
    },
    'job.cancel': ({ jobId, by }) => {
      jobs.cancel(jobId, by);
      return {};
    },
    erase: async () => {
      cards.stop();
      await jobs.stopAll('cancelled');
      interrupted.length = 0;
      await clearPrinter(printer, journal, log);
      const rows = journal.erase();
      const filesRemoved = await sweepPrivateDirectories({ own: true });
      log.info({ jobs: rows, files: filesRemoved }, 'erased');
      return { filesRemoved };
    },
  };
  return {
    handlers,
    close: async () => {
      watching.abort();
      cards.stop();
      await watch.close();
      await jobs.stopAll('host-restarted');
      await clearing;
      journal.close();
    },
  };
}

/** Who this kiosk is, from its configuration alone. */
export function kioskProfile(
  config: KioskConfig,
  version: string,
): z.infer<KioskContract['calls']['profile']['response']> {
  const { deviceId, booth, serverUrl, forceTcp, idleSeconds, waitingSeconds } = config;
  return { deviceId, booth, serverUrl, version, forceTcp, idleSeconds, waitingSeconds };
}

/** Has the printer delete what a host that was killed left there. What cannot be asked now is asked at the next start or end of a session. */
async function clearPrinter(printer: Printer | null, journal: JobJournal, log: Logger): Promise<void> {
  if (printer === null) return;
  const left = journal.uncleared();
  let cleared = 0;
  for (const printerJob of left) {
    try {
      if (!(await printer.clear(printerJob))) continue;
      journal.cleared(printerJob);
      cleared += 1;
    } catch (error) {
      log.error({ cause: nameOf(error) }, 'cannot clear the printer');
    }
  }
  if (left.length > 0) log.warn({ jobs: left.length, cleared }, 'cleared the printer of what a crash left');
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function detailOf(error: unknown): string | undefined {
  return error instanceof Error && 'detail' in error && typeof error.detail === 'string' ? error.detail : undefined;
}
