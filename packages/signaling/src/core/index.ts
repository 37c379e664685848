export * from './emitter.ts';
export * from './serial-queue.ts';
export * from './sleep.ts';
export * from './store.ts';
