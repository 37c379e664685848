import type { Box } from '@mado/forms/map';
import { frameOf, type Item, type PageSize, partsOf, placed } from './item.ts';

/** No box is smaller than this, in points: it could not be pressed any more. */
export const MIN_SIDE = 3;

/** Hundredths of a point, as the maps have them. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The box, not smaller than `MIN_SIDE`, not larger than the page, pushed inside it. */
export function inside(box: Box, page: PageSize): Box {
  const width = Math.min(page.width, Math.max(MIN_SIDE, box.width));
  const height = Math.min(page.height, Math.max(MIN_SIDE, box.height));
  const x = Math.max(0, Math.min(box.x, page.width - width));
  const y = Math.max(0, Math.min(box.y, page.height - height));
  // Rounded down, so that the far edge never ends up a hair outside.
  const floor = (value: number): number => Math.floor(value * 100 + 1e-6) / 100;
  return { x: floor(x), y: floor(y), width: floor(width), height: floor(height) };
}

/** The item, or one part of it, moved as far as the page lets it. */
export function moved(item: Item, by: { readonly dx: number; readonly dy: number }, page: PageSize, part = ''): Item {
  const target = part === '' ? frameOf(item) : partsOf(item).find(({ name }) => name === part)?.box;
  if (target === undefined) return item;
  const to = inside({ ...target, x: target.x + by.dx, y: target.y + by.dy }, page);
  const [dx, dy] = [round(to.x - target.x), round(to.y - target.y)];
  if (dx === 0 && dy === 0) return item;
  return placed(item, (box, name) =>
    part === '' || part === name ? inside({ ...box, x: box.x + dx, y: box.y + dy }, page) : box,
  );
}

/** The item, or one part of it, in another frame; several boxes keep their proportions. */
export function resized(item: Item, wanted: Box, page: PageSize, part = ''): Item {
  const to = inside(wanted, page);
  if (part !== '') return placed(item, (box, name) => (part === name ? to : box));
  const from = frameOf(item);
  const [across, down] = [to.width / from.width, to.height / from.height];
  return placed(item, (box) =>
    inside(
      {
        x: to.x + (box.x - from.x) * across,
        y: to.y + (box.y - from.y) * down,
        width: box.width * across,
        height: box.height * down,
      },
      page,
    ),
  );
}

export function sameBox(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

/** Whether two boxes share more than an edge. */
export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function contains(box: Box, point: { readonly x: number; readonly y: number }): boolean {
  return point.x >= box.x && point.x <= box.x + box.width && point.y >= box.y && point.y <= box.y + box.height;
}
