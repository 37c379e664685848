export * from './frame-gate.ts';
export type * from './identity-source.ts';
export * from './seal-view.ts';
export * from './session-seal.ts';
