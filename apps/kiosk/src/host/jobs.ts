import type { HostFault } from '../contract/index.ts';
import type { EmitKioskEvent, KioskEvent } from './events.ts';
import type { JobJournal, Outcome } from './job-journal.ts';

type PageEvent = KioskEvent<'scan.page'>;
type Progress = Omit<KioskEvent<'job.progress'>, 'jobId'>;

/** What a job reports while it runs. */
export interface JobReport {
  readonly progress: (progress: Progress) => void;
  readonly page: (page: Omit<PageEvent, 'jobId'>) => void;
  /** The printer's number of the job. */
  readonly accepted: (printerJob: number) => void;
}

/** Work of one job on one device: reports while it runs, returns how many pages there were. Throws a fault. */
export type JobWork = (report: JobReport, signal: AbortSignal) => Promise<number>;

export interface JobsOptions {
  readonly journal: JobJournal;
  readonly emit: EmitKioskEvent;
  /** The cause, in the contract's words, of what a job's work threw. */
  readonly faultOf: (error: unknown, kind: JobKind) => HostFault;
  /** A job ended: how, without content. */
  readonly onEnd: (kind: JobKind, jobId: string, outcome: Outcome) => void;
  readonly now?: () => number;
}

export type JobKind = 'scan' | 'print';

interface Job {
  readonly jobId: string;
  readonly kind: JobKind;
  readonly abort: AbortController;
  /** Pages that a user interface which lost them may ask for again; in memory only. */
  readonly kept: PageEvent[];
  lastProgress: { readonly at: number; readonly progress: Progress } | null;
  stoppedBy: 'stopped-at-booth' | 'cancelled' | 'host-restarted' | null;
  ended: Promise<void>;
}

/** Progress more often than this, in milliseconds, tells nobody anything. A changed fault or page count always goes out. */
const PROGRESS_EVERY_MS = 200;

const BUSY: Readonly<Record<JobKind, HostFault>> = { scan: 'scanner-busy', print: 'printer-busy' };

/** The jobs of this machine: at most one on each device, each one at most once. */
export class Jobs {
  readonly #options: JobsOptions;
  readonly #now: () => number;
  readonly #running = new Map<JobKind, Job>();
  /** The last job of a kind: its pages can be had again until the next one or the erasure. */
  readonly #last = new Map<JobKind, Job>();

  constructor(options: JobsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Starts the work unless this job was seen before; then says again what came of it. */
  start(kind: JobKind, jobId: string, work: JobWork): void {
    const known = this.#options.journal.begin(jobId, kind);
    if (known !== null) {
      this.#retell(jobId);
      if (known.state === 'done') this.#options.emit('job.done', { jobId, ...known.outcome });
      return;
    }
    if (this.#running.has(kind)) {
      this.#end(kind, jobId, { pages: 0, fault: BUSY[kind] });
      return;
    }
    const job: Job = {
      jobId,
      kind,
      abort: new AbortController(),
      kept: [],
      lastProgress: null,
      stoppedBy: null,
      ended: Promise.resolve(),
    };
    this.#running.set(kind, job);
    this.#last.set(kind, job);
    job.ended = this.#run(job, work);
  }

  /** Stops a job; one that is not running needs nothing. The job's end comes as `job.done`. */
  cancel(jobId: string, by: 'booth' | 'clerk'): void {
    const job = [...this.#running.values()].find((running) => running.jobId === jobId);
    if (job === undefined) return;
    job.stoppedBy ??= by === 'booth' ? 'stopped-at-booth' : 'cancelled';
    job.abort.abort();
  }

  /** Stops every job and waits until the devices let go. Forgets the pages kept. @param why what the jobs' ends say */
  async stopAll(why: 'cancelled' | 'host-restarted'): Promise<void> {
    const running = [...this.#running.values()];
    for (const job of running) {
      job.stoppedBy ??= why;
      job.abort.abort();
    }
    await Promise.all(running.map((job) => job.ended));
    this.#last.clear();
  }

  /** Never rejects: whatever the work throws becomes the job's outcome. */
  async #run(job: Job, work: JobWork): Promise<void> {
    let pages = 0;
    const report: JobReport = {
      progress: (progress) => {
        if (progress.pages > pages) {
          pages = progress.pages;
          this.#options.journal.progress(job.jobId, pages);
        }
        this.#progress(job, progress);
      },
      accepted: (printerJob) => this.#options.journal.accepted(job.jobId, printerJob),
      page: (page) => {
        const event = { jobId: job.jobId, ...page };
        job.kept.push(event);
        pages = job.kept.length;
        this.#options.journal.progress(job.jobId, pages);
        this.#options.emit('scan.page', event);
      },
    };
    let outcome: Outcome;
    try {
      outcome = { pages: await work(report, job.abort.signal), fault: null };
    } catch (error) {
      outcome = { pages, fault: job.stoppedBy ?? this.#options.faultOf(error, job.kind) };
    }
    this.#running.delete(job.kind);
    this.#end(job.kind, job.jobId, outcome);
  }

  #end(kind: JobKind, jobId: string, outcome: Outcome): void {
    this.#options.journal.finish(jobId, outcome);
    this.#options.onEnd(kind, jobId, outcome);
    this.#options.emit('job.done', { jobId, ...outcome });
  }

  #progress(job: Job, progress: Progress): void {
    const last = job.lastProgress;
    const changed = last?.progress.fault !== progress.fault || last.progress.pages !== progress.pages;
    if (!changed && this.#now() - last.at < PROGRESS_EVERY_MS) return;
    job.lastProgress = { at: this.#now(), progress };
    this.#options.emit('job.progress', { jobId: job.jobId, ...progress });
  }

  /** Says the pages and the newest progress of a job again, to a user interface that was reloaded or lost its line. */
  #retell(jobId: string): void {
    const job = [...this.#last.values()].find((last) => last.jobId === jobId);
    if (job === undefined) return;
    for (const page of job.kept) this.#options.emit('scan.page', page);
    if (job.lastProgress !== null && this.#running.get(job.kind) === job) {
      this.#options.emit('job.progress', { jobId, ...job.lastProgress.progress });
    }
  }
}
