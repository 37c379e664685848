/** Samples of one page as a scanner gives them: rows from the top, no padding. */
export interface RawPage {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 red-green-blue. */
  readonly channels: 1 | 3;
  /** One byte a sample. */
  readonly samples: Uint8Array;
}

export class PnmError extends Error {
  override readonly name = 'PnmError';
}

const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d, 0x0b, 0x0c]);

/** Reads the `count` numbers after the magic, skipping comments, and says where the samples start. */
function readHeader(file: Uint8Array, count: number): { numbers: number[]; start: number } {
  const numbers: number[] = [];
  let at = 2;
  while (numbers.length < count) {
    while (SPACE.has(file[at] ?? -1)) at += 1;
    if (file[at] === 0x23) {
      while (at < file.length && file[at] !== 0x0a) at += 1;
      continue;
    }
    const from = at;
    while ((file[at] ?? 0) >= 0x30 && (file[at] ?? 0) <= 0x39) at += 1;
    if (at === from || at - from > 7) throw new PnmError('header has no number where one belongs');
    numbers.push(Number(String.fromCharCode(...file.subarray(from, at))));
  }
  return { numbers, start: at + 1 };
}

/** PBM rows: one bit a pixel, 1 is black, each row padded to a byte. */
function unpackBits(bits: Uint8Array, width: number, height: number): Uint8Array {
  const stride = Math.ceil(width / 8);
  const samples = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const byte = bits[y * stride + (x >> 3)] ?? 0;
      samples[y * width + x] = (byte >> (7 - (x & 7))) & 1 ? 0 : 255;
    }
  }
  return samples;
}

/** The more significant byte of each sample: eight bits are all that a JPEG holds. */
function highBytes(wide: Uint8Array): Uint8Array {
  const samples = new Uint8Array(wide.length >> 1);
  for (let i = 0; i < samples.length; i += 1) samples[i] = wide[2 * i] ?? 0;
  return samples;
}

/**
 * Reads a binary PBM, PGM or PPM (`P4`, `P5`, `P6` of netpbm's pbm(5), pgm(5), ppm(5)), 8 or 16 bits a sample.
 * @throws PnmError when it is no such file, has no pixel, or holds fewer samples than its header says (a page cut short)
 */
export function readPnm(file: Uint8Array): RawPage {
  const magic = String.fromCharCode(file[0] ?? 0, file[1] ?? 0);
  if (magic !== 'P4' && magic !== 'P5' && magic !== 'P6') throw new PnmError('not a PNM file');
  const { numbers, start } = readHeader(file, magic === 'P4' ? 2 : 3);
  const [width = 0, height = 0, maximum = 1] = numbers;
  if (width === 0 || height === 0) throw new PnmError('page has no size');
  const channels = magic === 'P6' ? 3 : 1;
  const wide = maximum > 255;
  const expected = magic === 'P4' ? Math.ceil(width / 8) * height : width * height * channels * (wide ? 2 : 1);
  const body = file.subarray(start, start + expected);
  if (body.length < expected) throw new PnmError(`page was cut short: ${body.length} of ${expected} bytes`);
  if (magic === 'P4') return { width, height, channels, samples: unpackBits(body, width, height) };
  if (maximum !== 255 && maximum !== 65_535) throw new PnmError(`sample maximum ${maximum} is not supported`);
  return { width, height, channels, samples: wide ? highBytes(body) : body };
}
