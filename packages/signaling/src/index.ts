export * from './wire/index.ts';
export * from './core/index.ts';
export * from './client/index.ts';
export * from './channel/index.ts';
