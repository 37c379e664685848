import { inspectPicture, type InspectPage, type PageProblem } from './inspect-page.ts';
import type { PageKind } from './kind.ts';

export interface InspectionQuestion {
  readonly id: number;
  readonly mime: PageKind;
  readonly data: Uint8Array<ArrayBuffer>;
}
export interface InspectionAnswer {
  readonly id: number;
  readonly problem: PageProblem | null;
}

/** What of a `Worker` is used. */
export interface InspectionThread {
  postMessage(question: InspectionQuestion): void;
  terminate(): void;
  addEventListener(type: 'message', hear: (event: { readonly data: InspectionAnswer }) => void): void;
  addEventListener(type: 'error', hear: () => void): void;
}

/** A PDF that keeps its reader busy for so long is not shown, in milliseconds. */
const PATIENCE_MS = 120_000;

/**
 * Inspects PDFs in a worker whose entry is `@mado/inspection/worker`, one after the other, so that a large one holds up no call; pictures at
 * once. The worker is started at once, so that the first PDF does not wait for it. A PDF on which the worker breaks, or is busy for two minutes, counts as unreadable, and the next one gets a worker of its own.
 */
export function inspectInWorker(open: () => InspectionThread, patienceMs = PATIENCE_MS): InspectPage {
  let thread: InspectionThread | null = open();
  let last = Promise.resolve<unknown>(null);
  let asked = 0;
  const ask = (mime: PageKind, data: Uint8Array<ArrayBuffer>) =>
    new Promise<PageProblem | null>((resolve) => {
      const id = asked++;
      const worker = (thread ??= open());
      const giveUp = () => {
        clearTimeout(timer);
        worker.terminate();
        if (thread === worker) thread = null;
        resolve('pdf-unreadable');
      };
      const timer = setTimeout(giveUp, patienceMs);
      worker.addEventListener('error', giveUp);
      worker.addEventListener('message', ({ data: answer }) => {
        if (answer.id !== id) return;
        clearTimeout(timer);
        resolve(answer.problem);
      });
      worker.postMessage({ id, mime, data });
    });
  return (mime, data) => {
    if (mime !== 'application/pdf') return inspectPicture(mime, data);
    const answer = last.then(() => ask(mime, data));
    last = answer;
    return answer;
  };
}
