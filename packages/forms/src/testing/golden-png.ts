import { crc32, deflateSync, inflateSync } from 'node:zlib';
import type { Golden } from './golden.ts';

const SIGNATURE = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A picture as a PNG file of four bits a dot without filters (PNG specification, 7 and 11.2), as small as such a page gets. */
export function encodePng({ width, height, greys, resolution }: Golden): Uint8Array {
  const stride = Math.ceil(width / 2);
  const rows = new Uint8Array(height * (stride + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * (stride + 1) + 1 + (x >> 1);
      rows[at] = (rows[at] ?? 0) | ((greys[y * width + x] ?? 0) << (x % 2 === 0 ? 4 : 0));
    }
  }
  const head = new DataView(new ArrayBuffer(13));
  head.setUint32(0, width);
  head.setUint32(4, height);
  head.setUint8(8, 4);
  const measure = new DataView(new ArrayBuffer(9));
  for (const at of [0, 4]) measure.setUint32(at, Math.round(resolution / 0.0254));
  measure.setUint8(8, 1);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', new Uint8Array(head.buffer)),
    chunk('pHYs', new Uint8Array(measure.buffer)),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ]);
}

/**
 * Reads what `encodePng` wrote.
 * @throws Error for any other PNG
 */
export function decodePng(file: Uint8Array): Golden {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const parts = new Map<string, Uint8Array>();
  for (let at = SIGNATURE.length; at + 12 <= file.byteLength; at += view.getUint32(at) + 12) {
    const kind = Buffer.from(file.subarray(at + 4, at + 8)).toString('latin1');
    parts.set(kind, file.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  const [head, measure, data] = ['IHDR', 'pHYs', 'IDAT'].map((kind) => parts.get(kind));
  if (!head || !measure || !data || head[8] !== 4)
    throw new Error('no golden picture; make it anew with src/testing/keep-golden.ts');
  const number = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);
  const [width, height] = [number(head, 0), number(head, 4)];
  const stride = Math.ceil(width / 2);
  const rows = inflateSync(data);
  const greys = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const [from, to] = [y * (stride + 1) + 1, y * width];
    for (let x = 0; x < width; x++) {
      const byte = rows[from + (x >> 1)] ?? 0;
      greys[to + x] = x % 2 === 0 ? byte >> 4 : byte & 0x0f;
    }
  }
  return { width, height, greys, resolution: Math.round(number(measure, 0) * 0.0254) };
}

function chunk(kind: string, data: Uint8Array): Uint8Array {
  const size = new Uint8Array(4);
  const sum = new Uint8Array(4);
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  new DataView(size.buffer).setUint32(0, data.byteLength);
  new DataView(sum.buffer).setUint32(0, crc32(named));
  return Buffer.concat([size, named, sum]);
}
