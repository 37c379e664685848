export * from './memory-tray.ts';
