import { randomBytes } from 'node:crypto';
import sharp from 'sharp';

/** A picture that no encoder makes small, so that it is on its way for a while: JPEG, about 2 MB. */
export async function drawLargePicture(): Promise<Buffer> {
  const [width, height, channels] = [1_240, 1_754, 3] as const;
  return sharp(randomBytes(width * height * channels), { raw: { width, height, channels } })
    .jpeg({ quality: 75 })
    .toBuffer();
}
