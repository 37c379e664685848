import { z } from 'zod';
import { DeviceError, type DeviceStatus, type Fault, type PrinterFaultName } from '../fault.ts';

/** IPP gives a `1setOf` with one member as that member. */
function setOf<T extends z.ZodType>(member: T) {
  return z.union([z.array(member), member.transform((one) => [one])]);
}

const PrinterState = z.enum(['idle', 'processing', 'stopped']);

/** What this driver reads of Get-Printer-Attributes (RFC 8011, 5.4). Enumerations arrive as their keywords. */
export const PrinterAttributes = z.object({
  'printer-state': PrinterState,
  'printer-state-reasons': setOf(z.string()).default([]),
  'printer-is-accepting-jobs': z.boolean().default(true),
  'document-format-supported': setOf(z.string()).default([]),
  'operations-supported': setOf(z.union([z.string(), z.number()])).default([]),
  'media-supported': setOf(z.string()).default([]),
  'sides-supported': setOf(z.string()).default([]),
  'print-color-mode-supported': setOf(z.string()).default([]),
  'copies-supported': z.tuple([z.number(), z.number()]).optional().catch(undefined),
});
export type PrinterAttributes = z.infer<typeof PrinterAttributes>;

/** Printers leave a counter out, or answer with the out-of-band value `unknown`, which is read as an empty string. */
const Count = z.number().int().nonnegative().nullable().catch(null).default(null);

/** What this driver reads of a job (RFC 8011, 5.3). */
export const JobAttributes = z.object({
  'job-state': z.enum([
    'pending',
    'pending-held',
    'processing',
    'processing-stopped',
    'canceled',
    'aborted',
    'completed',
  ]),
  'job-state-reasons': setOf(z.string()).default([]),
  'job-impressions-completed': Count,
  'job-media-sheets-completed': Count,
});
export type JobAttributes = z.infer<typeof JobAttributes>;

/** `printer-state-reasons` (RFC 8011, 5.4.12; PWG 5100.9) in the order in which a person has to mend them. */
const REASONS: readonly (readonly [RegExp, PrinterFaultName])[] = [
  [/^(offline|shutdown|timed-out|connecting-to-device|deactivated)$/u, 'printer-missing'],
  [/^(cover-open|door-open|interlock-open)$/u, 'printer-cover-open'],
  [/^media-jam$/u, 'printer-jam'],
  [/^(media-empty|media-needed|input-tray-missing)$/u, 'printer-no-paper'],
  [
    /^(toner-empty|marker-supply-empty|marker-supply-missing|marker-waste-full|marker-ink-almost-empty-error|developer-empty)$/u,
    'printer-no-ink',
  ],
  [/^(paused|moving-to-paused|hold-new-jobs|stopping|stopped-partly)$/u, 'printer-paused'],
  [/^(other|output-area-full|output-tray-missing|fuser-over-temp|fuser-under-temp|marker-failure)$/u, 'printer-failed'],
];

/** A fault and whether the printer itself says that it stops printing. */
export interface PrinterFault extends Fault<PrinterFaultName> {
  readonly stops: boolean;
}

/**
 * What stands in the printer's way, the first thing to mend first. A reason may end in `-report`, `-warning` or `-error`; printers
 * use the endings loosely (an open cover is a `-report` while idle), so a milder one is a fault too, but does not count as stopping.
 * @param ignored reasons that this booth's printer shows without meaning them, e.g. `media-empty` of a tray that is never filled
 */
export function printerFault(
  attributes: Pick<PrinterAttributes, 'printer-state' | 'printer-state-reasons' | 'printer-is-accepting-jobs'>,
  ignored: readonly string[] = [],
): PrinterFault | null {
  const reasons = attributes['printer-state-reasons'];
  const detail = `${attributes['printer-state']}: ${reasons.join(', ') || 'none'}`;
  const stopped = attributes['printer-state'] === 'stopped';
  const parted = reasons.map((reason) => {
    const [, word = reason, ending = 'error'] = /^(.*)-(report|warning|error)$/u.exec(reason) ?? [];
    return { word, stops: stopped || ending === 'error' || word === 'media-needed' };
  });
  for (const [words, name] of REASONS) {
    const found = parted.filter(({ word }) => words.test(word) && !ignored.includes(word));
    if (found.length > 0) return { name, detail, stops: found.some(({ stops }) => stops) };
  }
  if (stopped) return { name: 'printer-failed', detail, stops: true };
  if (!attributes['printer-is-accepting-jobs']) {
    return { name: 'printer-paused', detail: 'not accepting jobs', stops: true };
  }
  return null;
}

/** The printer's attributes in the words of `Printer`. */
export function printerStatus(
  attributes: PrinterAttributes,
  ignored: readonly string[] = [],
): DeviceStatus<PrinterFaultName> {
  const found = printerFault(attributes, ignored);
  if (found !== null) {
    const fault = { name: found.name, detail: found.detail };
    return { condition: fault.name === 'printer-missing' ? 'missing' : 'attention', fault };
  }
  return { condition: attributes['printer-state'] === 'processing' ? 'busy' : 'ready' };
}

export type JobPhase =
  | { readonly phase: 'pending' }
  | { readonly phase: 'printing'; readonly pages: number }
  | { readonly phase: 'waiting'; readonly fault: Fault<PrinterFaultName>; readonly pages: number }
  | { readonly phase: 'completed'; readonly pages: number | null }
  | { readonly phase: 'failed'; readonly error: DeviceError };

/**
 * What a job's and its printer's attributes together mean for the people who wait for it.
 * @param stalled no page came out for a while. Then a fault that the printer calls a mere warning is why.
 */
export function jobPhase(job: JobAttributes, found: PrinterFault | null, stalled: boolean): JobPhase {
  const fault = found === null ? null : { name: found.name, detail: found.detail };
  const counted = job['job-impressions-completed'] ?? job['job-media-sheets-completed'];
  const pages = counted ?? 0;
  const detail = `job ${job['job-state']}: ${job['job-state-reasons'].join(', ') || 'none'}`;
  switch (job['job-state']) {
    case 'completed':
      // RFC 8011, 5.3.8: `completed-with-errors` still put paper into the tray.
      return { phase: 'completed', pages: counted };
    case 'canceled':
      return { phase: 'failed', error: new DeviceError('cancelled', detail) };
    case 'aborted': {
      const unreadable = job['job-state-reasons'].some((reason) =>
        /^(document-(format|unprintable|permission|password|security).*|unsupported-document-format|compression-error)$/u.test(
          reason,
        ),
      );
      if (unreadable) return { phase: 'failed', error: new DeviceError('document-unreadable', detail) };
      return {
        phase: 'failed',
        error: new DeviceError(
          fault?.name ?? 'printer-failed',
          `${detail}; printer ${fault?.detail ?? 'has no fault'}`,
        ),
      };
    }
    case 'pending':
    case 'pending-held':
    case 'processing':
    case 'processing-stopped':
      if (fault !== null && (stalled || found?.stops === true)) return { phase: 'waiting', fault, pages };
      if (job['job-state'] === 'processing-stopped') {
        return { phase: 'waiting', fault: { name: 'printer-paused', detail }, pages };
      }
      return job['job-state'] === 'processing' ? { phase: 'printing', pages } : { phase: 'pending' };
  }
}
