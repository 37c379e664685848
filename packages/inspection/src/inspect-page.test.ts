import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inspectPage, MAX_PIXELS, PAGE_PROBLEMS } from './inspect-page.ts';
import { kindOf, PAGE_KINDS } from './kind.ts';
import { jpegHead, png, SAMPLE_FILES, scannedPdf } from './testing/files.ts';

const text = (words: string) => new TextEncoder().encode(words);

describe('a page that somebody else made', () => {
  it.each(SAMPLE_FILES)('$name: $problem', async ({ mime, make, problem }) => {
    expect(await inspectPage(mime, await make())).toBe(problem);
  });

  it('may be a scan of 100 MB', async () => {
    const scan = await scannedPdf(20, 100 * 1024 * 1024);
    expect(scan.byteLength).toBeGreaterThan(100 * 1024 * 1024);
    expect(await inspectPage('application/pdf', scan)).toBeNull();
  });

  it('is known by its bytes and not by what it is called', async () => {
    expect(await inspectPage('image/jpeg', jpegHead(4960, 7016))).toBeNull();
    expect(await inspectPage('image/jpeg', png(10, 10))).toBe('wrong-type');
    expect(await inspectPage('image/png', new Uint8Array())).toBe('wrong-type');
    expect(await inspectPage('image/jpeg', Uint8Array.of(0xff, 0xd8, 0xff))).toBe('wrong-type');
    expect(await inspectPage('image/png', png(0, 10))).toBe('wrong-type');
    expect(kindOf(text(`${' '.repeat(900)}%PDF-1.4\n`))).toBe('application/pdf');
    expect(kindOf(text(`${' '.repeat(2000)}%PDF-1.4`))).toBeNull();
  });

  it('is not decoded when it would take hundreds of megabytes', async () => {
    expect(await inspectPage('image/jpeg', jpegHead(10_000, 10_000))).toBe('too-many-pixels');
    expect(await inspectPage('image/png', png(1, MAX_PIXELS / 1000))).toBeNull();
  });

  it('harms nobody, whatever bytes it has', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(png(3, 3), jpegHead(9, 9), text('%PDF-1.7\n1 0 obj\n<</Length 9>>\nstream\nx\u009c')),
        fc.uint8Array({ maxLength: 60 }),
        fc.nat(60),
        async (head, tail, cut) => {
          const data = Uint8Array.from([...head.subarray(0, cut), ...tail]);
          for (const mime of PAGE_KINDS) expect([null, ...PAGE_PROBLEMS]).toContain(await inspectPage(mime, data));
        },
      ),
      { numRuns: 300 },
    );
  });
});
