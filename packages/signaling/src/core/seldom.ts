/** How often progress is told, in milliseconds: a screen that is drawn anew for each chunk delays the chunks. */
const EVERY_MS = 100;

/** Passes on the first call, and of those that follow the ones that come a tenth of a second after the last that was passed on. */
export function seldom<T>(tell: (value: T) => void, now: () => number = () => performance.now()): (value: T) => void {
  let told = -Infinity;
  return (value) => {
    if (now() - told < EVERY_MS) return;
    told = now();
    tell(value);
  };
}
