/** What a line carries: judged alike at both of its ends. */
export * from './full-queue.ts';
export * from './retries.ts';
