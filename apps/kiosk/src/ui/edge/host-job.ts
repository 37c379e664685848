import { HostAwayError, HostLostError, type EventData } from '@mado/rpc';
import type { CommandId, CommandProgress } from '@mado/signaling';
import type { HostFault, KioskContract } from '../../contract/index.ts';
import type { KioskHost } from './kiosk-host.ts';

export interface HostJobListeners {
  readonly onPage?: (page: EventData<KioskContract, 'scan.page'>) => void;
  readonly onProgress: (progress: CommandProgress) => void;
}

export interface JobEnd {
  readonly pages: number;
  readonly fault: HostFault | null;
}

/**
 * One job of the host, followed to its end over crashes of the host: asking again under the same id starts nothing and has the host
 * say again what came of it.
 */
export class HostJob {
  readonly #host: KioskHost;
  readonly #jobId: CommandId;
  readonly #listeners: HostJobListeners;

  constructor(host: KioskHost, jobId: CommandId, listeners: HostJobListeners) {
    this.#host = host;
    this.#jobId = jobId;
    this.#listeners = listeners;
  }

  /** Resolves with the end of the job. Fails when the host refuses it, or when `signal` aborts. */
  run(start: () => Promise<unknown>, signal: AbortSignal): Promise<JobEnd> {
    const host = this.#host;
    const own = new AbortController();
    const jobId = this.#jobId;
    return new Promise<JobEnd>((resolve, reject) => {
      const finish = (end: JobEnd) => {
        own.abort();
        resolve(end);
      };
      const fail = (error: unknown) => {
        own.abort();
        reject(error instanceof Error ? error : new Error('the job failed', { cause: error }));
      };
      if (signal.aborted) {
        fail(signal.reason);
        return;
      }
      signal.addEventListener('abort', () => fail(signal.reason), { once: true, signal: own.signal });
      host.on('scan.page', (page) => page.jobId === jobId && this.#listeners.onPage?.(page), { signal: own.signal });
      host.on(
        'job.progress',
        ({ jobId: of, fraction, pages, fault }) => {
          if (of === jobId) this.#listeners.onProgress({ fraction, pages, fault });
        },
        { signal: own.signal },
      );
      host.on('job.done', ({ jobId: of, pages, fault }) => of === jobId && finish({ pages, fault }), {
        signal: own.signal,
      });
      let asking = false;
      const ask = () => {
        // A question that waits for the host needs no second one.
        if (asking) return;
        asking = true;
        const asked = start().finally(() => {
          asking = false;
        });
        asked.catch((error: unknown) => {
          if (own.signal.aborted) return;
          // The host is asked again when it is back.
          if (error instanceof HostLostError) return;
          // It stayed away longer than anybody waits at a counter.
          if (error instanceof HostAwayError) finish({ pages: 0, fault: 'host-restarted' });
          else fail(error);
        });
      };
      const unsubscribe = host.subscribe(() => {
        if (host.state === 'open') ask();
      });
      own.signal.addEventListener('abort', unsubscribe, { once: true });
      ask();
    });
  }
}
