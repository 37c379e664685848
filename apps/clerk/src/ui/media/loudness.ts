/** How the clerk's voice arrives, in the words that the meter shows. */
export type Loudness = 'silent' | 'soft' | 'good' | 'loud';

/** Below this nobody speaks (room noise), in dBFS of the root mean square. */
export const SILENCE_DBFS = -52;
/** Speech below this is hard to hear on the booth's loudspeaker, in dBFS. */
export const SOFT_DBFS = -36;
/** Speech above this sounds like shouting and clips in its peaks, in dBFS. */
export const LOUD_DBFS = -12;

/** Root mean square of samples in -1…1, in decibels relative to full scale; -100 for digital silence. */
export function dbfs(samples: Iterable<number>): number {
  let sum = 0;
  let count = 0;
  for (const sample of samples) {
    sum += sample * sample;
    count += 1;
  }
  const rms = count === 0 ? 0 : Math.sqrt(sum / count);
  return rms < 0.00001 ? -100 : 20 * Math.log10(rms);
}

/** Where a level stands on a bar from 0 to 1, so that -60 dBFS is empty and 0 dBFS is full. */
export function barFraction(level: number): number {
  return Math.min(1, Math.max(0, (level + 60) / 60));
}

/** What the meter remembers: the loudness of the last speech, and since when nobody speaks. */
export interface LoudnessMemory {
  /** Smoothed level of speech, in dBFS; null before the first word. */
  readonly speech: number | null;
  readonly silentSince: number | null;
  readonly verdict: Loudness;
}
export const NO_SPEECH: LoudnessMemory = { speech: null, silentSince: null, verdict: 'silent' };

/** Pauses between words do not count as silence; after this long they do, in milliseconds. */
const PAUSE_MS = 1500;
/** Weight of one new measurement (10 a second): the verdict follows within about a second. */
const WEIGHT = 0.15;
/** The verdict leaves a range only when the level is this far outside of it, in dB, so that the words do not flicker. */
const HYSTERESIS = 2;

/** One measurement more. `now` and the result's moments are on the caller's clock, in milliseconds. */
export function hear(memory: LoudnessMemory, level: number, now: number): LoudnessMemory {
  if (level < SILENCE_DBFS) {
    const silentSince = memory.silentSince ?? now;
    const paused = now - silentSince < PAUSE_MS;
    return { ...memory, silentSince, verdict: paused ? memory.verdict : 'silent' };
  }
  const speech = memory.speech === null ? level : memory.speech + (level - memory.speech) * WEIGHT;
  return { speech, silentSince: null, verdict: judge(speech, memory.verdict) };
}

function judge(speech: number, before: Loudness): Loudness {
  const soft = before === 'soft' ? SOFT_DBFS + HYSTERESIS : SOFT_DBFS;
  const loud = before === 'loud' ? LOUD_DBFS - HYSTERESIS : LOUD_DBFS;
  if (speech < soft) return 'soft';
  return speech > loud ? 'loud' : 'good';
}
