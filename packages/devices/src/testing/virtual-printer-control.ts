import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { callPrinter, IppConnectionError, IppStatusError } from '../printer/ipp-request.ts';
import { readControl, writeControl } from './control-file.ts';
import {
  ADDRESS_FILE,
  COMMAND_STATES,
  CONTROL_JOB,
  FAULT_FILE,
  SHOWN_FILE,
  type VirtualPrinterState,
} from './virtual-printer-files.ts';

/**
 * Sets what is wrong with the virtual printer whose directory this is, from any process; null mends it. A running job stops at the next
 * page and goes on when mended; an idle printer shows the state at once.
 */
export async function setVirtualPrinterState(directory: string, state: VirtualPrinterState | null): Promise<void> {
  const uri = await readControl(join(directory, ADDRESS_FILE));
  if (uri === null) throw new Error('no virtual printer lives there');
  await writeControl(join(directory, FAULT_FILE), state);
  if (state === 'abort') return;
  // Paper first: without it the printer would not run the job that tells it the rest.
  if (state !== 'media-empty') await setLevels(uri, state);
  await showCommandState(directory, new URL(uri), state);
  if (state === 'media-empty') await setLevels(uri, state);
}

/** Fills or empties paper tray and toner as a person does on ippeveprinter's web page. */
async function setLevels(uri: string, state: VirtualPrinterState | null): Promise<void> {
  const page = uri.replace(/^ipp:(.*)\/ipp\/print$/u, 'http:$1');
  const paper = state === 'media-empty' ? 0 : 250;
  const toner = state === 'toner-empty' ? 0 : 75;
  for (const form of [
    `media?size0=iso_a4_210x297mm&type0=&level0=${paper}`,
    `supplies?supply0=25&supply1=${toner}&supply2=75&supply3=75&supply4=75`,
  ]) {
    const answer = await fetch(`${page}/${form}`);
    if (!answer.ok) throw new Error(`the virtual printer answered ${answer.status}`);
    await answer.arrayBuffer();
  }
}

/** Lets an idle printer hear of its state: ippeveprinter learns these from a running job only. */
async function showCommandState(directory: string, uri: URL, state: VirtualPrinterState | null): Promise<void> {
  const wanted = state !== null && COMMAND_STATES.includes(state) ? state : null;
  if ((await readControl(join(directory, SHOWN_FILE))) === wanted) return;
  const call = { uri, timeoutMs: 5_000 };
  const who = { 'requesting-user-name': 'state' };
  try {
    const made = await callPrinter({
      ...call,
      operation: 'Create-Job',
      operationAttributes: { ...who, 'job-name': CONTROL_JOB },
    });
    const id = z.object({ 'job-id': z.int() }).parse(made['job-attributes-tag'])['job-id'];
    await callPrinter({
      ...call,
      operation: 'Send-Document',
      operationAttributes: { 'job-id': id, ...who, 'document-format': 'application/pdf', 'last-document': true },
      document: Buffer.from('%PDF-'),
    });
    await untilOver(uri, id);
  } catch (error) {
    // A printer with a job reads the control file itself; one that is going down needs no state.
    const busy = error instanceof IppStatusError && error.status === 'server-error-busy';
    if (!busy && !(error instanceof IppConnectionError)) throw error;
  }
}

async function untilOver(uri: URL, id: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await callPrinter({
      uri,
      operation: 'Get-Job-Attributes',
      operationAttributes: { 'job-id': id, 'requesting-user-name': 'state', 'requested-attributes': ['job-state'] },
      timeoutMs: 5_000,
    });
    const state = z.object({ 'job-state': z.string() }).parse(answer['job-attributes-tag'])['job-state'];
    if (state === 'completed' || state === 'aborted' || state === 'canceled') return;
    await delay(50);
  }
}
