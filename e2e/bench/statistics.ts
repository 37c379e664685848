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
