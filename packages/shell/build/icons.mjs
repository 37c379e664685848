import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

/** Sizes of a Windows icon; Linux takes the PNG. */
const SIZES = [16, 24, 32, 48, 64, 128, 256];

/**
 * Draws an app's `icons/icon.svg` as `icon.png` (512 px) and `icon.ico`. Run by hand when the drawing changes; the results are kept.
 * An .ico is a directory of PNG images: a head of 6 bytes, 16 bytes for each image, then the images.
 *
 * @param {string} dir folder of the app
 */
export async function drawIcons(dir) {
  const svg = await readFile(join(dir, 'icons/icon.svg'));
  const draw = (/** @type {number} */ size) => sharp(svg, { density: 300 }).resize(size, size).png().toBuffer();
  await writeFile(join(dir, 'icons/icon.png'), await draw(512));
  const images = await Promise.all(SIZES.map(draw));
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  for (const [index, image] of images.entries()) {
    const entry = 6 + 16 * index;
    const size = SIZES[index] ?? 0;
    // 0 stands for 256.
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(image.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += image.length;
  }
  await writeFile(join(dir, 'icons/icon.ico'), Buffer.concat([head, ...images]));
}

for (const dir of process.argv.slice(2)) await drawIcons(dir);
