export * from './memory-tray.ts';
export * from './steady-readers.ts';
