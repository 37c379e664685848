export * from './wire/index.ts';
export * from './core/index.ts';
export * from './client/index.ts';
export * from './channel/index.ts';
export * from './media/index.ts';
export * from './parcel/index.ts';
export * from './session/index.ts';
export * from './seal/index.ts';
