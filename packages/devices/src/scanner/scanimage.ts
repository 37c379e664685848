import { spawn } from 'node:child_process';
import { DeviceError, type ScannerFaultName } from '../fault.ts';

/** What scanimage said while it ran. */
export type ScanimageEvent =
  /** A line on standard output; with `--batch-print` the path of a page that is complete. */
  | { readonly type: 'line'; readonly text: string }
  /** The page being read, from 0, and how much of it, 0 to 1. */
  | { readonly type: 'progress'; readonly page: number; readonly fraction: number }
  | { readonly type: 'exit'; readonly code: number | null; readonly stderr: string };

export interface ScanimageRun {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Milliseconds without a word from the program after which it counts as hung. */
  readonly silenceMs: number;
}

/**
 * How long scanimage may take to move the carriage home after it was told to stop. A batch on some backends takes the next page
 * instead; told again it leaves at once, and if not, it is killed.
 */
const STOP_MS = 2_000;
/** scanimage repeats warnings for every block it reads; the end holds the cause. */
const STDERR_KEPT = 4_000;

/** `SANE_Status` (SANE standard 1.06, table 1), which scanimage exits with when reading a page fails. */
const STATUS_FAULTS: ReadonlyMap<number, ScannerFaultName | 'cancelled'> = new Map([
  [2, 'cancelled'],
  [3, 'scanner-busy'],
  [6, 'scanner-jam'],
  [7, 'scanner-no-paper'],
  [8, 'scanner-cover-open'],
]);
/** `sane_strstatus` of the same, for failures where scanimage exits with 1 and says the cause in words only. */
const STATUS_WORDS: readonly (readonly [RegExp, ScannerFaultName])[] = [
  [/Device busy/u, 'scanner-busy'],
  [/Document feeder jammed/u, 'scanner-jam'],
  [/Document feeder out of documents/u, 'scanner-no-paper'],
  [/Scanner cover is open/u, 'scanner-cover-open'],
];

/**
 * The cause that an ended scanimage names. Its exit code is the SANE status of a failed read; where opening the device failed the
 * code is 1 and the words tell.
 * @param pages how many pages arrived. A feeder that runs out after the last page exits with 0.
 * @returns null when the scan went well
 */
export function scanimageFault(
  code: number | null,
  stderr: string,
  pages: number,
): DeviceError<ScannerFaultName | 'cancelled'> | null {
  const said = stderr.split('\n').findLast((line) => line.startsWith('scanimage:')) ?? '';
  const detail = `scanimage ended with ${code ?? 'a signal'}${said === '' ? '' : `: ${said.slice('scanimage:'.length).trim()}`}`;
  if (code === 0) return pages > 0 ? null : new DeviceError('scanner-no-paper', detail);
  const byStatus = STATUS_FAULTS.get(code ?? -1);
  // Out of documents after the first page is how a feeder ends.
  if (byStatus === 'scanner-no-paper' && pages > 0) return null;
  if (byStatus !== undefined) return new DeviceError(byStatus, detail);
  const byWords = STATUS_WORDS.find(([words]) => words.test(said))?.[1];
  if (byWords !== undefined) return new DeviceError(byWords, detail);
  if (/open of device .* failed|no SANE devices found/u.test(said) && !said.includes('denied')) {
    return new DeviceError('scanner-missing', detail);
  }
  return new DeviceError('scanner-failed', detail);
}

/** Where the child process stands. */
interface ChildLife {
  aborted: boolean;
  /** It said nothing for too long. */
  hung: boolean;
  /** Set when it was told to stop: the next, harder, step. */
  forced: NodeJS.Timeout | null;
  end: { readonly code: number | null; readonly failure: Error | null } | null;
}

/**
 * Runs scanimage and gives what it says as it says it, `exit` last. Aborting tells it to stop the device (it parks the
 * carriage), and ends it when it does not. The program is always gone when the iteration is over.
 * @throws DeviceError `scanner-missing` when the program is not installed, `scanner-failed` when it hangs, `cancelled` when the signal
 * fired
 */
export async function* runScanimage(run: ScanimageRun): AsyncGenerator<ScanimageEvent, void, undefined> {
  if (run.signal.aborted) throw new DeviceError('cancelled', 'stopped before it began');
  const child = spawn(run.command, [...run.args], {
    env: { ...run.environment, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const events: ScanimageEvent[] = [];
  let wake: () => void = () => undefined;
  let stderr = '';
  let rest = '';
  const life: ChildLife = { aborted: false, hung: false, forced: null, end: null };

  const silence = setTimeout(() => {
    life.hung = true;
    stop();
  }, run.silenceMs);
  const stop = (): void => {
    if (life.forced !== null) return;
    child.kill('SIGTERM');
    life.forced = setTimeout(() => {
      child.kill('SIGTERM');
      life.forced = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    }, STOP_MS);
  };
  const tell = (event: ScanimageEvent): void => {
    silence.refresh();
    // Only the newest progress is of use to a reader that is busy with a page.
    if (event.type === 'progress' && events.at(-1)?.type === 'progress') events.pop();
    events.push(event);
    wake();
  };
  const onAbort = (): void => {
    life.aborted = true;
    stop();
    wake();
  };
  run.signal.addEventListener('abort', onAbort);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) tell({ type: 'line', text: line });
  });
  let page = 0;
  let errorRest = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    // Progress ends with a carriage return, so that it overwrites itself on a terminal.
    const lines = (errorRest + text).split(/[\r\n]/u);
    errorRest = lines.pop() ?? '';
    let percent: string | undefined;
    for (const line of lines) {
      const progress = /^Progress: ([\d.]+)%/u.exec(line)?.[1];
      if (progress === undefined) stderr = `${stderr}${line}\n`.slice(-STDERR_KEPT);
      percent = progress ?? percent;
      const started = /^Scanning page (\d+)$/u.exec(line)?.[1];
      if (started !== undefined) page = Number(started) - 1;
    }
    if (percent !== undefined) tell({ type: 'progress', page, fraction: Math.min(1, Number(percent) / 100) });
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', (failure) => {
      life.end ??= { code: null, failure };
      resolve();
      wake();
    });
    child.once('close', (code) => {
      life.end ??= { code, failure: null };
      resolve();
      wake();
    });
  });

  try {
    for (;;) {
      if (life.aborted) throw new DeviceError('cancelled', 'stopped');
      const event = events.shift();
      if (event !== undefined) {
        yield event;
        continue;
      }
      const { end } = life;
      if (end === null) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      if (end.failure !== null) {
        throw new DeviceError('scanner-missing', `cannot run ${run.command}`, { cause: end.failure });
      }
      if (life.hung) throw new DeviceError('scanner-failed', `no answer for ${run.silenceMs} ms`);
      yield { type: 'exit', code: end.code, stderr };
      return;
    }
  } finally {
    clearTimeout(silence);
    run.signal.removeEventListener('abort', onAbort);
    if (life.end === null) stop();
    await ended;
    if (life.forced !== null) clearTimeout(life.forced);
  }
}
