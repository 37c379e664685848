/** A picture, row by row: 1 where a dot is dark. */
export interface Dots {
  readonly dark: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A part of a picture without its specks: dark dots that hang together, also over corners, and are fewer than `fewest`. */
export function withoutSpecks(
  page: Dots,
  part: { readonly x1: number; readonly x2: number; readonly y1: number; readonly y2: number },
  fewest: number,
): Dots {
  const [width, height] = [Math.max(0, part.x2 - part.x1), Math.max(0, part.y2 - part.y1)];
  const dark = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const from = (part.y1 + y) * page.width + part.x1;
    dark.set(page.dark.subarray(from, from + width), y * width);
  }
  const seen = new Uint8Array(dark.length);
  for (let start = 0; start < dark.length; start += 1) {
    if (dark[start] !== 1 || seen[start] === 1) continue;
    seen[start] = 1;
    const together = [start];
    // The list grows while it is gone through.
    for (const dot of together) {
      const [x, y] = [dot % width, Math.floor(dot / width)];
      for (let down = Math.max(0, y - 1); down <= Math.min(height - 1, y + 1); down += 1)
        for (let across = Math.max(0, x - 1); across <= Math.min(width - 1, x + 1); across += 1) {
          const next = down * width + across;
          if (dark[next] !== 1 || seen[next] === 1) continue;
          seen[next] = 1;
          together.push(next);
        }
    }
    if (together.length < fewest) for (const dot of together) dark[dot] = 0;
  }
  return { dark, width, height };
}

/** The runs of what is so, from the first to behind the last. */
export function runsOf(length: number, isSo: (at: number) => boolean): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  let from = -1;
  for (let at = 0; at <= length; at += 1) {
    const so = at < length && isSo(at);
    if (so && from < 0) from = at;
    if (so || from < 0) continue;
    runs.push({ from, to: at });
    from = -1;
  }
  return runs;
}
