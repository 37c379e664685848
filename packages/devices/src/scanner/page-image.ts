import sharp from 'sharp';
import type { RawPage } from './pnm.ts';
import type { PageImage, ScanColour } from './scanner.ts';

/** Clockwise degrees that make a page upright, for devices whose feeder delivers pages turned. */
export type Rotation = 0 | 90 | 180 | 270;

/** JPEG quality. At 85 small kanji of a 200 dpi page look like the scan at three times their size; a page is about 0.6 MB. */
const QUALITY = 85;
const SMALL_WIDTH = 320;
const SMALL_QUALITY = 60;

/**
 * Makes the picture that travels, and a small one. Chroma is kept at full resolution: with halved chroma a red seal (朱肉) turns dull and
 * frays, and it saves only 7 % of a page.
 */
export async function encodePage(page: RawPage, colour: ScanColour, rotation: Rotation): Promise<PageImage> {
  let image = sharp(page.samples, {
    raw: { width: page.width, height: page.height, channels: page.channels },
    // An A3 page at 600 dpi has 70 million pixels; a header that asks for more is broken.
    limitInputPixels: 100_000_000,
  });
  if (rotation !== 0) image = image.rotate(rotation);
  if (colour === 'grey') image = image.greyscale().toColourspace('b-w');
  // From the dots as they came: whoever has only the page would have to decode it again.
  const [{ data, info }, small] = await Promise.all([
    image
      .clone()
      .jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4', mozjpeg: false })
      .toBuffer({ resolveWithObject: true }),
    image.clone().resize(SMALL_WIDTH).jpeg({ quality: SMALL_QUALITY }).toBuffer(),
  ]);
  const { width, height } = info;
  return { mime: 'image/jpeg', data: new Uint8Array(data), small: new Uint8Array(small), width, height };
}
