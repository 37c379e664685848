import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deflateSync } from 'node:zlib';
import { MAX_PIXELS, inspectPage, pageTypeOf } from './page-inspection.ts';

/** A PNG of any size whose picture is one colour: 10,000 × 10,000 take some 100 KB. */
function png(width: number, height: number): Uint8Array {
  const chunk = (type: string, data: Uint8Array) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.byteLength);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, data, Buffer.alloc(4)]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width);
  size.writeUInt32BE(height, 4);
  size.set([1, 0], 8);
  const rows = Buffer.alloc(height * (1 + Math.ceil(width / 8)));
  const mark = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return Buffer.concat([mark, chunk('IHDR', size), chunk('IDAT', deflateSync(rows)), chunk('IEND', new Uint8Array())]);
}

/** The head of a JPEG with a comment and tables before its frame. */
function jpeg(width: number, height: number): Uint8Array {
  const frame = [0xff, 0xc2, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0];
  return Uint8Array.of(0xff, 0xd8, 0xff, 0xfe, 0, 5, 1, 2, 3, 0xff, 0xc4, 0, 3, 9, 0xff, ...frame);
}

const text = (words: string) => new TextEncoder().encode(words);

describe('a page on its way', () => {
  it.each([
    ['image/png', png(1654, 2339)],
    ['image/jpeg', jpeg(4960, 7016)],
    ['application/pdf', text('%PDF-1.7\n')],
    ['application/pdf', text(`${' '.repeat(900)}%PDF-1.4\n`)],
  ] as const)('is taken as %s when it is one', (mime, data) => {
    expect(inspectPage(mime, data)).toBeNull();
  });

  it('is known by its bytes and not by what it is called', () => {
    expect(inspectPage('application/pdf', text('PK\u0003\u0004 a document of an office'))).toBe('wrong-type');
    expect(inspectPage('image/jpeg', png(10, 10))).toBe('wrong-type');
    expect(inspectPage('image/png', text('<svg onload="x()"/>'))).toBe('wrong-type');
    expect(inspectPage('image/png', new Uint8Array())).toBe('wrong-type');
    expect(inspectPage('image/jpeg', Uint8Array.of(0xff, 0xd8, 0xff))).toBe('wrong-type');
    expect(pageTypeOf(text(`${' '.repeat(2000)}%PDF-1.4`))).toBeNull();
  });

  it('is not decoded when it would take hundreds of megabytes', () => {
    expect(inspectPage('image/png', png(10_000, 10_000))).toBe('too-many-pixels');
    expect(inspectPage('image/jpeg', jpeg(10_000, 10_000))).toBe('too-many-pixels');
    expect(inspectPage('image/png', png(1, MAX_PIXELS / 1000))).toBeNull();
  });

  it('harms nobody, whatever bytes it has', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(png(3, 3), jpeg(9, 9)),
        fc.uint8Array({ maxLength: 60 }),
        fc.nat(40),
        (head, tail, cut) => {
          const data = Uint8Array.from([...head.subarray(0, cut), ...tail]);
          for (const mime of ['image/png', 'image/jpeg', 'application/pdf'] as const) {
            expect([null, 'wrong-type', 'too-many-pixels']).toContain(inspectPage(mime, data));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
