import type { MediaStats, SourceStats } from './stats.ts';

/** As the person at this end notices it. */
export type LineQuality = 'good' | 'fair' | 'bad';

/** What a stretch of time between two summaries was like. Null: nothing to judge by. */
export interface LineMeasure {
  /** Share of packets lost, 0 to 1, the worse direction. */
  readonly loss: number | null;
  /** Share of sound that was made up for lost sound, 0 to 1. */
  readonly concealed: number | null;
  /** Seconds. */
  readonly roundTripTime: number | null;
  /** Seconds, the worst of the received sources. */
  readonly jitter: number | null;
  /** Of the received picture. */
  readonly framesPerSecond: number | null;
}

/** What happened between two summaries of the same transports. */
export function measureLine(before: MediaStats, after: MediaStats): LineMeasure {
  const seconds = (after.at - before.at) / 1000;
  const share = (direction: 'send' | 'recv') => {
    const lost = grown(before, after, direction, ({ packetsLost }) => packetsLost);
    const packets = grown(before, after, direction, (source) => source.packets);
    // The sender's packets include those that were lost; the receiver's do not.
    const all = direction === 'send' ? packets : packets + lost;
    return all > 0 ? Math.min(1, lost / all) : null;
  };
  const samples = grown(before, after, 'recv', ({ totalSamples }) => totalSamples ?? 0);
  const concealed = grown(before, after, 'recv', ({ concealedSamples }) => concealedSamples ?? 0);
  const incoming = after.sources.filter(({ direction }) => direction === 'recv');
  const frames = after.framesDecoded - before.framesDecoded;
  const seesVideo = incoming.some(({ kind }) => kind === 'video');
  return {
    loss: worst([share('send'), share('recv')]),
    concealed: samples > 0 ? Math.min(1, concealed / samples) : null,
    roundTripTime: after.roundTripTime,
    jitter: worst(incoming.map(({ jitter }) => jitter)),
    framesPerSecond: seesVideo && seconds > 0 ? Math.max(0, frames) / seconds : null,
  };
}

/**
 * A word for the stretch. The limits are where speech begins to suffer (ITU-T G.114: 150 ms one way without notice,
 * 400 ms at most) and where a face begins to stutter.
 */
export function judgeLine(measure: LineMeasure): LineQuality {
  const { loss, concealed, roundTripTime, jitter, framesPerSecond } = measure;
  const above = (value: number | null, limit: number) => value !== null && value > limit;
  const below = (value: number | null, limit: number) => value !== null && value < limit;
  if (
    above(loss, 0.1) ||
    above(concealed, 0.1) ||
    above(roundTripTime, 0.8) ||
    above(jitter, 0.15) ||
    below(framesPerSecond, 5)
  ) {
    return 'bad';
  }
  if (
    above(loss, 0.02) ||
    above(concealed, 0.02) ||
    above(roundTripTime, 0.3) ||
    above(jitter, 0.05) ||
    below(framesPerSecond, 12)
  ) {
    return 'fair';
  }
  return 'good';
}

function grown(
  before: MediaStats,
  after: MediaStats,
  direction: 'send' | 'recv',
  count: (source: SourceStats) => number,
): number {
  const sum = (stats: MediaStats) =>
    stats.sources
      .filter((source) => source.direction === direction)
      .reduce((total, source) => total + count(source), 0);
  return Math.max(0, sum(after) - sum(before));
}

function worst(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? Math.max(...known) : null;
}
