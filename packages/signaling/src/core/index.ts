export { Emitter } from './emitter.ts';
export type { Listener } from './emitter.ts';
export * from './serial-queue.ts';
export * from './sleep.ts';
export * from './store.ts';
export { seldom } from './seldom.ts';
