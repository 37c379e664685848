import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { DeviceError, type DeviceStatus, type Fault, isDeviceError, type PrinterFaultName } from '../fault.ts';
import { callPrinter, IppConnectionError, type IppAttributes, IppStatusError } from './ipp-request.ts';
import { JobAttributes, type JobPhase, jobPhase, PrinterAttributes, printerFault, printerStatus } from './ipp-state.ts';
import type { PrintEvent, PrintOptions, Printer } from './printer.ts';

/** One IPP printer in a booth's configuration. */
export const IppConfig = z.strictObject({
  driver: z.literal('ipp'),
  /** e.g. `ipp://192.168.10.20/ipp/print` or `ipp://localhost/printers/booth` of a local CUPS. */
  uri: z.url({ protocol: /^ipps?$/u }),
  name: z.string().max(100).optional(),
  /** Reasons (RFC 8011, 5.4.12) that this printer shows without meaning them, e.g. `media-empty` of a second tray. */
  ignoreReasons: z.array(z.string().max(100)).max(20).optional(),
});
export type IppConfig = z.infer<typeof IppConfig>;

/** How patiently the driver deals with its printer, in milliseconds. */
export interface IppPatience {
  readonly pollMs: number;
  /** For one request without a document. */
  readonly requestMs: number;
  /** For handing over a document. */
  readonly sendMs: number;
  /** Without a page for so long, a printer's warning counts as the reason. */
  readonly stallMs: number;
  /** A printer that takes one job at a time is asked again this long. */
  readonly busyMs: number;
  /** A printer that stopped answering in the middle of a job may come back this long. */
  readonly lostMs: number;
  /** How long a job waits for a person to put paper in or open a jam. */
  readonly mendMs: number;
}
const PATIENCE: IppPatience = {
  // Whoever waits at the printer sees it done a moment after it is.
  pollMs: 250,
  requestMs: 8_000,
  sendMs: 60_000,
  stallMs: 3_000,
  busyMs: 30_000,
  lostMs: 30_000,
  mendMs: 15 * 60_000,
};

const PRINTER_ATTRIBUTES = Object.keys(PrinterAttributes.shape);
const STATE_ATTRIBUTES = ['printer-state', 'printer-state-reasons', 'printer-is-accepting-jobs'];
const JOB_ATTRIBUTES = Object.keys(JobAttributes.shape);
const NewJob = z.object({ 'job-id': z.int().positive() });

interface SentJob {
  readonly id: number;
}

function fromConnection(error: unknown): unknown {
  if (error instanceof IppConnectionError) return new DeviceError('printer-missing', error.message, { cause: error });
  if (error instanceof IppStatusError) {
    return new DeviceError(error.status === 'server-error-busy' ? 'printer-busy' : 'printer-failed', error.message, {
      cause: error,
    });
  }
  if (error instanceof z.ZodError) {
    return new DeviceError('printer-failed', 'the printer answers without its state', { cause: error });
  }
  return error;
}

/** A printer that speaks IPP and takes PDF: driverless (IPP Everywhere, AirPrint, Mopria) or a queue of CUPS. */
export class IppPrinter implements Printer {
  readonly #uri: URL;
  readonly #ignored: readonly string[];
  readonly #patience: IppPatience;

  constructor(config: IppConfig, patience: Partial<IppPatience> = {}) {
    this.#uri = new URL(config.uri);
    this.#ignored = config.ignoreReasons ?? [];
    this.#patience = { ...PATIENCE, ...patience };
  }

  async status(options: { readonly signal?: AbortSignal } = {}): Promise<DeviceStatus<PrinterFaultName>> {
    try {
      return printerStatus(await this.#attributes(PRINTER_ATTRIBUTES, options.signal), this.#ignored);
    } catch (error) {
      const cause = fromConnection(error);
      if (!isDeviceError(cause)) throw cause;
      if (cause.fault === 'printer-missing') {
        return { condition: 'missing', fault: { name: 'printer-missing', detail: cause.detail } };
      }
      if (cause.fault === 'printer-busy') return { condition: 'busy' };
      return { condition: 'attention', fault: { name: 'printer-failed', detail: cause.detail } };
    }
  }

  async *print(pdf: Uint8Array, options: PrintOptions): AsyncGenerator<PrintEvent, void> {
    const { signal } = options;
    if (!Buffer.from(pdf.subarray(0, 1024)).includes('%PDF-')) {
      throw new DeviceError('document-unreadable', 'not a PDF');
    }
    let sent: SentJob | null = null;
    let finished = false;
    try {
      const printer = await this.#attributes(PRINTER_ATTRIBUTES, signal);
      if (!printer['document-format-supported'].includes('application/pdf')) {
        throw new DeviceError(
          'printer-failed',
          `takes no PDF, only ${printer['document-format-supported'].join(', ')}`,
        );
      }
      const creation = this.#create(printer, options);
      for (let step = await creation.next(); ; step = await creation.next()) {
        if (step.done === true) {
          sent = step.value;
          break;
        }
        yield step.value;
      }
      options.onAccepted?.(sent.id);
      await this.#send(sent, pdf, signal);
      for await (const event of this.#watch(sent, signal)) {
        if (event.state === 'completed') finished = true;
        yield event;
      }
    } catch (error) {
      if (signal?.aborted === true) throw new DeviceError('cancelled', 'stopped', { cause: error });
      // The printer ended the job itself: there is nothing left to cancel.
      if (isDeviceError(error) && error.detail.startsWith('job ')) finished = true;
      throw fromConnection(error);
    } finally {
      if (sent !== null) await (finished ? this.#purge(sent) : this.#cancel(sent));
    }
  }

  async clear(printerJob: number): Promise<boolean> {
    return this.#cancel({ id: printerJob });
  }

  /** Asks for a job, again and again while the printer has another one. */
  async *#create(printer: PrinterAttributes, options: PrintOptions): AsyncGenerator<PrintEvent, SentJob> {
    const until = Date.now() + this.#patience.busyMs;
    let told = false;
    for (;;) {
      try {
        const answer = await callPrinter({
          uri: this.#uri,
          operation: 'Create-Job',
          operationAttributes: { 'requesting-user-name': 'mado', 'job-name': options.jobName },
          jobAttributes: jobTicket(printer, options.copies),
          timeoutMs: this.#patience.requestMs,
          ...(options.signal === undefined ? {} : { signal: options.signal }),
        });
        return { id: NewJob.parse(answer['job-attributes-tag'])['job-id'] };
      } catch (error) {
        const busy = error instanceof IppStatusError && error.status === 'server-error-busy';
        if (!busy || Date.now() > until) throw error;
        if (!told) yield { state: 'waiting', fault: { name: 'printer-busy', detail: error.status }, pages: 0 };
        told = true;
        await delay(this.#patience.pollMs, undefined, { ...(options.signal && { signal: options.signal }) });
      }
    }
  }

  async #send(job: SentJob, pdf: Uint8Array, signal: AbortSignal | undefined): Promise<void> {
    await callPrinter({
      uri: this.#uri,
      operation: 'Send-Document',
      operationAttributes: {
        'job-id': job.id,
        'requesting-user-name': 'mado',
        'document-format': 'application/pdf',
        'last-document': true,
      },
      document: pdf,
      timeoutMs: this.#patience.sendMs,
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /** Follows the job to its end and tells every change once. */
  async *#watch(job: SentJob, signal: AbortSignal | undefined): AsyncGenerator<PrintEvent, void> {
    let told = '';
    let waitingSince: number | null = null;
    let printingSeen = false;
    let lastPages = 0;
    let lastPageAt = Date.now();
    for (;;) {
      const seen = await this.#look(job, Date.now() - lastPageAt > this.#patience.stallMs, signal);
      if (seen === 'forgotten') {
        // Small printers drop a job from their list the moment it is out. Saying that it failed would print it twice.
        if (!printingSeen) throw new DeviceError('printer-failed', 'the printer does not know the job');
        yield { state: 'completed', pages: null };
        return;
      }
      if (seen.phase === 'failed') throw seen.error;
      if (seen.phase === 'completed') {
        yield { state: 'completed', pages: seen.pages };
        return;
      }
      printingSeen = seen.phase === 'printing';
      if ('pages' in seen && seen.pages !== lastPages) {
        lastPages = seen.pages;
        lastPageAt = Date.now();
      }
      waitingSince = seen.phase === 'waiting' ? (waitingSince ?? Date.now()) : null;
      if (seen.phase === 'waiting' && Date.now() - (waitingSince ?? 0) > this.#waitLimit(seen.fault)) {
        throw new DeviceError(seen.fault.name, `nobody mended it: ${seen.fault.detail}`);
      }
      const { phase, ...rest } = seen;
      const event = JSON.stringify(seen);
      if (event !== told) {
        told = event;
        if (phase === 'pending') yield { state: 'pending' };
        else if ('fault' in rest) yield { state: 'waiting', ...rest };
        else if ('pages' in rest) yield { state: 'printing', ...rest };
      }
      await delay(this.#patience.pollMs, undefined, { ...(signal && { signal }) });
    }
  }

  #waitLimit(fault: Fault<PrinterFaultName>): number {
    return fault.name === 'printer-missing' ? this.#patience.lostMs : this.#patience.mendMs;
  }

  /** The job now. A printer that does not answer is a fault that may mend itself. */
  async #look(job: SentJob, stalled: boolean, signal: AbortSignal | undefined): Promise<JobPhase | 'forgotten'> {
    try {
      const answer = await callPrinter({
        uri: this.#uri,
        operation: 'Get-Job-Attributes',
        operationAttributes: {
          'job-id': job.id,
          'requesting-user-name': 'mado',
          'requested-attributes': JOB_ATTRIBUTES,
        },
        timeoutMs: this.#patience.requestMs,
        ...(signal === undefined ? {} : { signal }),
      });
      const attributes = JobAttributes.parse(answer['job-attributes-tag']);
      // What the printer is like now changes nothing of that.
      if (attributes['job-state'] === 'completed') return jobPhase(attributes, null, stalled);
      const printer = await this.#attributes(STATE_ATTRIBUTES, signal);
      return jobPhase(attributes, printerFault(printer, this.#ignored), stalled);
    } catch (error) {
      if (error instanceof IppStatusError && /^client-error-(not-found|gone)$/u.test(error.status)) return 'forgotten';
      if (!(error instanceof IppConnectionError)) throw error;
      return { phase: 'waiting', fault: { name: 'printer-missing', detail: error.message }, pages: 0 };
    }
  }

  async #attributes(requested: readonly string[], signal: AbortSignal | undefined): Promise<PrinterAttributes> {
    const answer = await callPrinter({
      uri: this.#uri,
      operation: 'Get-Printer-Attributes',
      operationAttributes: { 'requesting-user-name': 'mado', 'requested-attributes': requested },
      timeoutMs: this.#patience.requestMs,
      ...(signal === undefined ? {} : { signal }),
    });
    return PrinterAttributes.parse(answer['printer-attributes-tag']);
  }

  /**
   * Has what the printer keeps of a job that is over deleted: CUPS keeps documents for a day unless it is told so (`purge-job` of its Cancel-Job).
   * A printer that keeps nothing, or does not know how, refuses, and the paper is out all the same.
   */
  async #purge(job: SentJob): Promise<boolean> {
    return (await this.#takeBack(job, ['purge-job'])) !== 'unreachable';
  }

  /**
   * Takes the job back, with what the printer keeps of it. A printer that refuses to purge is asked to stop the job alone; one that is over
   * already needs nothing. @returns whether the printer was there
   */
  async #cancel(job: SentJob): Promise<boolean> {
    const outcome = await this.#takeBack(job, ['purge-job']);
    return outcome === 'refused' ? (await this.#takeBack(job, [])) !== 'unreachable' : outcome === 'done';
  }

  async #takeBack(job: SentJob, flags: readonly string[]): Promise<'done' | 'refused' | 'unreachable'> {
    try {
      await callPrinter({
        uri: this.#uri,
        operation: 'Cancel-Job',
        operationAttributes: { 'job-id': job.id, 'requesting-user-name': 'mado' },
        ...(flags.length > 0 ? { flags } : {}),
        timeoutMs: this.#patience.requestMs,
      });
      return 'done';
    } catch (error) {
      if (error instanceof IppStatusError) return 'refused';
      if (error instanceof IppConnectionError) return 'unreachable';
      throw error;
    }
  }
}

/** Only what the printer says it knows: an attribute that it does not know may make it refuse the job. */
function jobTicket(printer: PrinterAttributes, copies: number): IppAttributes {
  const range = printer['copies-supported'];
  if (copies > 1 && (range === undefined || copies > range[1])) {
    throw new DeviceError('printer-failed', `makes no ${copies} copies`);
  }
  const colour = ['color', 'auto'].find((mode) => printer['print-color-mode-supported'].includes(mode));
  return {
    ...(copies > 1 ? { copies } : {}),
    ...(printer['media-supported'].includes('iso_a4_210x297mm') ? { media: 'iso_a4_210x297mm' } : {}),
    ...(printer['sides-supported'].includes('one-sided') ? { sides: 'one-sided' } : {}),
    ...(colour === undefined ? {} : { 'print-color-mode': colour }),
  };
}
