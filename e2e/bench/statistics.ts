/** Median and spread of a run of measurements, in the unit of the values. */
export interface Summary {
  runs: number;
  median: number;
  /** 10th and 90th percentile. */
  p10: number;
  p90: number;
  least: number;
  most: number;
}

/** Summarises at least one value. Percentiles are interpolated linearly. Throws RangeError for none. */
export function summarise(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const least = sorted[0];
  const most = sorted.at(-1);
  if (least === undefined || most === undefined) throw new RangeError('nothing was measured');
  const at = (fraction: number) => {
    const place = fraction * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? least;
    const above = sorted[Math.ceil(place)] ?? most;
    return below + (above - below) * (place - Math.floor(place));
  };
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    runs: sorted.length,
    median: round(at(0.5)),
    p10: round(at(0.1)),
    p90: round(at(0.9)),
    least: round(least),
    most: round(most),
  };
}

/** A median and between which bounds it lies with so much confidence, in the unit of the values. */
export interface Confidence {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The median of paired differences with its 95 % interval by bootstrap (percentiles of the medians of `resamples` draws with replacement). The
 * draws come from a fixed seed, so that the same values give the same bounds. Throws RangeError for no value.
 */
export function confidence(values: readonly number[], resamples = 10_000): Confidence {
  const medianOf = (sample: readonly number[]) => {
    const sorted = sample.toSorted((a, b) => a - b);
    const upper = sorted[Math.floor(sorted.length / 2)];
    const lower = sorted[Math.floor((sorted.length - 1) / 2)];
    if (upper === undefined || lower === undefined) throw new RangeError('nothing was measured');
    return (upper + lower) / 2;
  };
  const random = mulberry(20_260_101);
  const medians = Array.from({ length: resamples }, () =>
    medianOf(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
  ).toSorted((a, b) => a - b);
  const round = (value: number | undefined) => Math.round((value ?? NaN) * 100) / 100;
  return {
    median: round(medianOf(values)),
    low: round(medians[Math.floor(resamples * 0.025)]),
    high: round(medians[Math.ceil(resamples * 0.975) - 1]),
  };
}

/** Numbers from 0 up to 1 that are the same for the same seed (mulberry32). */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
