export { AsideKeys } from './aside-keys.ts';
export type { Aside, AsideWord } from './aside-keys.ts';
export * from './frame-gate.ts';
export type * from './identity-source.ts';
export * from './seal-view.ts';
export type * from './seal-options.ts';
export * from './session-seal.ts';
