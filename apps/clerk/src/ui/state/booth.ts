import type { CardProgress, DeviceCommand, DeviceFault, DeviceState } from '@mado/signaling';

/** A piece of work at the booth's devices that the clerk started, as the screen shows it. */
export interface Job {
  readonly commandId: string;
  readonly verb: 'scan' | 'print' | 'card';
  /** 0 to 1, or null when the device tells no measure. */
  readonly fraction: number | null;
  readonly pages: number;
  /** Something that a person at the booth must mend while the job waits. */
  readonly waitsFor: DeviceFault | null;
  /** Where the reading of a card is, once the booth has told. */
  readonly card?: CardProgress;
  readonly outcome: JobOutcome | null;
}
export type JobOutcome =
  | { readonly ok: true; readonly documentId: string | null; readonly pages: number }
  | { readonly ok: false; readonly fault: DeviceFault; readonly documentId: string | null; readonly pages: number };

/** A command's work for the screen, or null when it is one that is done in a moment (volume, report, cancel). */
export function jobVerb(command: DeviceCommand): Job['verb'] | null {
  if (command.verb === 'scan.start') return 'scan';
  if (command.verb === 'card.read') return 'card';
  return command.verb === 'print.document' ? 'print' : null;
}

/** What the booth is doing now: the job that was started last and is not done. */
export function running(jobs: readonly Job[]): Job | null {
  return jobs.findLast((job) => job.outcome === null) ?? null;
}

/** The last job that ended and that the clerk has not put aside. */
export function lastEnded(jobs: readonly Job[], putAside: ReadonlySet<string>): Job | null {
  const last = jobs.findLast((job) => job.outcome !== null) ?? null;
  return last !== null && putAside.has(last.commandId) ? null : last;
}

/**
 * What needs somebody's hands at the booth, each fault once: what a running job waits for, then what the devices report themselves.
 * A printer that is merely busy with this session's own job needs nobody.
 */
export function attention(devices: DeviceState | null, jobs: readonly Job[]): DeviceFault[] {
  const faults: (DeviceFault | null)[] = [running(jobs)?.waitsFor ?? null];
  for (const device of devices === null ? [] : [devices.scanner, devices.printer, devices.cardReader]) {
    if (device === null) continue;
    if (device.condition === 'attention' || device.condition === 'missing') faults.push(device.fault);
  }
  return [...new Set(faults.filter((fault) => fault !== null))];
}

/** True when the device can take work now or soon. */
export function usable(devices: DeviceState | null, device: 'scanner' | 'printer'): boolean {
  return devices?.[device].condition !== 'missing';
}

/** Whether a card can be asked for now, or why not; words: `card.clerk.<why>`. Before the booth has told of its devices it has none. */
export function cardHand(devices: DeviceState | null, jobs: readonly Job[]): 'ready' | 'none' | 'missing' | 'busy' {
  const reader = devices?.cardReader ?? null;
  if (reader === null) return 'none';
  if (reader.condition === 'missing') return 'missing';
  return running(jobs) === null ? 'ready' : 'busy';
}

/** Counts for the last page: numbers only. */
export function accomplishedBy(jobs: readonly Job[]): { pagesScanned: number; documentsPrinted: number } {
  let pagesScanned = 0;
  let documentsPrinted = 0;
  for (const job of jobs) {
    if (job.verb === 'scan') pagesScanned += job.outcome?.pages ?? 0;
    else if (job.verb === 'print' && job.outcome?.ok === true) documentsPrinted += 1;
  }
  return { pagesScanned, documentsPrinted };
}
