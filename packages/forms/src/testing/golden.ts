import type { Field } from '../template/map.ts';
import { boxesOf, continued } from '../template/map.ts';
import type { Picture } from './paper.ts';

/** How many dots of a rendered picture become one of a golden one, each way: 150 dpi are kept as 75. */
const SHRUNK = 2;
/** Greys of a golden picture, of which 0 is black: four bits a dot. */
const GREYS = 16;
/** The grey of a golden dot by the sum of the dots that it is made of. */
const GREY_OF_SUM = Uint8Array.from({ length: 255 * SHRUNK ** 2 + 1 }, (_, sum) =>
  Math.round((sum / SHRUNK ** 2 / 255) * (GREYS - 1)),
);
/** Dots that are this many greys apart differ; less is the smoothing of another version of the renderer. */
const APART = 3;
/** So many differing dots on a page are let through: less than the thinnest digit has. */
export const DIFFERING_DOTS = 8;

/** A reviewed picture of a page: small, in 16 greys, a byte a dot. */
export interface Golden {
  readonly width: number;
  readonly height: number;
  readonly greys: Uint8Array;
  /** Dots per inch. */
  readonly resolution: number;
}

/** The small picture of a rendered page. */
export function goldenOf({ width, height, pixels, resolution }: Picture): Golden {
  const small = { width: Math.floor(width / SHRUNK), height: Math.floor(height / SHRUNK) };
  const greys = new Uint8Array(small.width * small.height);
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      let sum = 0;
      for (let dy = 0; dy < SHRUNK; dy++) {
        const from = (y * SHRUNK + dy) * width + x * SHRUNK;
        for (let dx = 0; dx < SHRUNK; dx++) sum += pixels[from + dx] ?? 255;
      }
      greys[y * small.width + x] = GREY_OF_SUM[sum] ?? 0;
    }
  }
  return { ...small, greys, resolution: resolution / SHRUNK };
}

/** Where a page differs from its reviewed picture: how many dots in all, and in which fields, by their id. */
export interface Difference {
  readonly dots: number;
  readonly fields: Readonly<Record<string, number>>;
}

/** Compares a page with its reviewed picture. `page`: the template's page that it shows. */
export function differenceBetween(
  reviewed: Golden,
  now: Golden,
  fields: readonly Field[],
  page: number,
): Difference | undefined {
  if (reviewed.width !== now.width || reviewed.height !== now.height)
    return { dots: Math.max(reviewed.greys.length, now.greys.length), fields: {} };
  const apart = dotsApart(reviewed.greys, now.greys);
  if (apart.length <= DIFFERING_DOTS) return undefined;
  const scale = now.resolution / 72;
  const places = fields.flatMap((field) =>
    [field, field.kind === 'table' ? continued(field) : undefined].flatMap((part) =>
      part?.page === page ? boxesOf(part).map((box) => ({ id: field.id, box })) : [],
    ),
  );
  const found: Record<string, number> = {};
  for (const index of apart) {
    const [x, y] = [(index % now.width) / scale, Math.floor(index / now.width) / scale];
    const hit = places.find(
      ({ box }) => x > box.x - 1 && x < box.x + box.width && y > box.y - 1 && y < box.y + box.height,
    );
    const id = hit?.id ?? 'no field';
    found[id] = (found[id] ?? 0) + 1;
  }
  return { dots: apart.length, fields: found };
}

function dotsApart(reviewed: Uint8Array, now: Uint8Array): number[] {
  const found: number[] = [];
  for (let index = 0; index < now.length; index++) {
    const apart = (now[index] ?? 0) - (reviewed[index] ?? 0);
    if (apart >= APART || apart <= -APART) found.push(index);
  }
  return found;
}
