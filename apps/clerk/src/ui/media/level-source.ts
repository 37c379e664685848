import type { Loudness } from './loudness.ts';

/** What the microphone hears, many times a second: kept apart from the rest of the state so that only the meters draw again. */
export interface Level {
  /** How far the bar is filled, 0 to 1. */
  readonly fraction: number;
  readonly verdict: Loudness;
}
export const SILENT: Level = { fraction: 0, verdict: 'silent' };

export interface LevelSource {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => Level;
}

/** A level that never changes: no microphone. */
export const NO_LEVEL: LevelSource = { subscribe: () => () => undefined, getSnapshot: () => SILENT };
