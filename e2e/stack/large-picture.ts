import { randomBytes } from 'node:crypto';
import sharp from 'sharp';

/** A picture that no encoder makes small, so that it is on its way for a while: JPEG, a good megabyte; a quarter of it at half the width. */
export async function drawLargePicture(width = 1_240): Promise<Buffer> {
  const [height, channels] = [Math.round(width * Math.SQRT2), 3] as const;
  return sharp(randomBytes(width * height * channels), { raw: { width, height, channels } })
    .jpeg({ quality: 75 })
    .toBuffer();
}
