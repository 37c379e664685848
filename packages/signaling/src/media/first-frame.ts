import type { MediaStats } from './stats.ts';
import { sleep } from '../core/index.ts';

export interface FirstFrameOptions {
  /** Gives up waiting; the promise then resolves with null. */
  readonly signal?: AbortSignal;
  /** Where `requestVideoFrameCallback` is not there: the session's statistics. */
  readonly stats?: () => Promise<MediaStats | null>;
}

const POLL_MS = 50;

/**
 * Resolves when the first frame of a video element's present track is on the screen, with its `performance.now()`;
 * with null when the signal aborts. The browser tells the moment itself (`requestVideoFrameCallback`); a browser that
 * cannot is asked how many frames it has decoded.
 */
export async function firstFrame(video: HTMLVideoElement, options: FirstFrameOptions = {}): Promise<number | null> {
  const { signal, stats } = options;
  if (signal?.aborted === true) return null;
  if ('requestVideoFrameCallback' in video) {
    return new Promise((resolve) => {
      const handle = video.requestVideoFrameCallback((now) => {
        signal?.removeEventListener('abort', onAbort);
        resolve(now);
      });
      const onAbort = () => {
        video.cancelVideoFrameCallback(handle);
        resolve(null);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }
  while (((await stats?.())?.framesDecoded ?? 0) === 0) {
    if (!(await sleep(POLL_MS, signal))) return null;
  }
  return performance.now();
}
