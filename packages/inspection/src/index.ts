/** What a file is by its bytes, and whether it can be opened without harm. */
export * from './kind.ts';
export * from './picture-size.ts';
export * from './inspect-page.ts';
export { inspectInWorker, type InspectionThread } from './in-worker.ts';
