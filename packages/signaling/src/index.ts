export * from './wire/index.ts';
export * from './channel/index.ts';
