import { execFile } from 'node:child_process';
import { appendFile, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readControl, writeControl } from './control-file.ts';
import {
  COMMAND_STATES,
  CONTROL_JOB,
  FAULT_FILE,
  JOBS_FILE,
  OUT_FOLDER,
  PAGE_MS_FILE,
  SHOWN_FILE,
} from './virtual-printer-files.ts';

/**
 * What the virtual printer does with a job; ippeveprinter runs it as `print-command DIR DOCUMENT` with the job's attributes in the
 * environment and takes `STATE:` and `ATTR:` lines from standard error (ippeveprinter(1)). It prints page by page, stands still
 * while the control file names a fault, and ends the job when that says `abort`.
 */
const [directory = '', document = ''] = process.argv.slice(2);
const POLL_MS = 100;
let shown = await readControl(join(directory, SHOWN_FILE));

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Makes the printer's state reasons those of the control file, and says whether anything is in the way. */
async function showFault(): Promise<boolean> {
  const fault = await readControl(join(directory, FAULT_FILE));
  if (fault === 'abort') {
    say('ERROR: told to abort');
    process.exit(1);
  }
  const wanted = fault !== null && COMMAND_STATES.includes(fault) ? fault : null;
  if (wanted !== shown) {
    if (shown !== null) say(`STATE: -${shown}`);
    if (wanted !== null) say(`STATE: +${wanted}`);
    shown = wanted;
    await writeControl(join(directory, SHOWN_FILE), shown);
  }
  return fault !== null;
}

async function countPages(): Promise<number> {
  const { stdout } = await promisify(execFile)('pdfinfo', [document]);
  return Number(/^Pages:\s+(\d+)/mu.exec(stdout)?.[1] ?? 1);
}

if (process.env['IPP_JOB_NAME'] === CONTROL_JOB) {
  // Not paper: only the way by which an idle printer hears of its new state.
  await showFault();
  await rm(document, { force: true });
} else {
  const copies = Number(process.env['IPP_COPIES'] ?? 1);
  const pageMs = Number((await readControl(join(directory, PAGE_MS_FILE))) ?? 100);
  const sides = (await countPages()) * copies;
  say(`ATTR: job-impressions=${sides}`);
  for (let side = 1; side <= sides; side += 1) {
    while (await showFault()) await delay(POLL_MS);
    await delay(pageMs);
    say(`ATTR: job-impressions-completed=${side}`);
  }
  const bytes = (await readFile(document)).byteLength;
  const line = { file: basename(document), bytes, sides, copies };
  await appendFile(join(directory, JOBS_FILE), `${JSON.stringify(line)}\n`);
  // On paper now, and out of the spool.
  await rename(document, join(directory, OUT_FOLDER, basename(document)));
}
// ippeveprinter keeps the command's standard output as what went to the print head: nothing here.
await rm(document.replace(/\.[a-z]+$/u, '.prn'), { force: true });
