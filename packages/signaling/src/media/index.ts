export * from './first-frame.ts';
export * from './line-quality.ts';
export type { RemoteTrack } from './media-link.ts';
export * from './media-session.ts';
export type { MediaState, RecoveryStep } from './media-state.ts';
export * from './remote-faces.ts';
export * from './stats.ts';
export * from './standstill.ts';
export * from './silence-watch.ts';
