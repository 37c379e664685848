/** A page that lies further askew is scanned anew. */
const MOST = 0.035;
/** A fiftieth of the way; a line of the page's width then keeps to one or two rows of dots. */
const STEP = 0.0005;
/** Dots that are looked at. */
const SAMPLES = 60_000;

/**
 * How far a page lies askew, as the rise of its lines for each dot along them: where the rows of dots are most unlike each other, dark
 * ones and light ones, its lines lie along them.
 */
export function skewOf(dark: Uint8Array, width: number, height: number): number {
  const [xs, ys] = [[] as number[], [] as number[]];
  // Every so many columns, so that what is seen of a line is spread over its whole length.
  const every = Math.max(1, Math.floor(width / 64));
  for (let x = Math.floor(every / 2); x < width && xs.length < SAMPLES * 4; x += every)
    for (let y = 0; y < height; y += 1)
      if (dark[y * width + x] === 1 && (y === 0 || dark[(y - 1) * width + x] === 0)) {
        xs.push(x - width / 2);
        ys.push(y);
      }
  const counts = new Float64Array(height + Math.ceil(2 * MOST * width) + 4);
  const sharpness = (tilt: number): number => {
    counts.fill(0);
    for (let index = 0; index < xs.length; index += 1) {
      const row = Math.round((ys[index] ?? 0) - (xs[index] ?? 0) * tilt + MOST * width) + 1;
      counts[row] = (counts[row] ?? 0) + 1;
    }
    return counts.reduce((sum, count) => sum + count * count, 0);
  };
  // A straight page is taken for one, unless another way is clearly sharper.
  let [best, found] = [sharpness(0) * 1.02, 0];
  for (let tilt = -MOST; tilt <= MOST; tilt += STEP) {
    const sharp = sharpness(tilt);
    if (sharp > best) [best, found] = [sharp, tilt];
  }
  return found;
}
