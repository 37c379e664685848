import sharp from 'sharp';
import type { RawPage } from './pnm.ts';
import type { PageImage, ScanColour } from './scanner.ts';

/** Clockwise degrees that make a page upright, for devices whose feeder delivers pages turned. */
export type Rotation = 0 | 90 | 180 | 270;

/**
 * JPEG quality. Seen on 8-point kanji at 200 dpi: below 80 the strokes of 髙 and 籍 grow rings that a marker would hide;
 * from 85 on a print and its scan cannot be told apart at twice the size.
 */
const QUALITY = 85;

/**
 * Makes the picture that travels. Chroma is kept at full resolution: red seals over black print (朱肉) lose their edge
 * with halved chroma.
 */
export async function encodePage(page: RawPage, colour: ScanColour, rotation: Rotation): Promise<PageImage> {
  let image = sharp(page.samples, {
    raw: { width: page.width, height: page.height, channels: page.channels },
    // An A3 page at 600 dpi has 70 million pixels; a header that asks for more is broken.
    limitInputPixels: 100_000_000,
  });
  if (rotation !== 0) image = image.rotate(rotation);
  if (colour === 'grey') image = image.greyscale();
  const { data, info } = await image
    .jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4', mozjpeg: false })
    .toBuffer({ resolveWithObject: true });
  return { mime: 'image/jpeg', data: new Uint8Array(data), width: info.width, height: info.height };
}
