import { describe, expect, it } from '@jest/globals';
import { PnmError, readPnm } from './pnm.ts';

function file(header: string, ...bytes: number[]): Uint8Array {
  return Buffer.concat([Buffer.from(header, 'latin1'), Buffer.from(bytes)]);
}

describe('readPnm', () => {
  it('reads a colour page, with the comment that scanimage writes', () => {
    const page = readPnm(file('P6\n# SANE data follows\n2 1\n255\n', 1, 2, 3, 4, 5, 6));
    expect(page).toMatchObject({ width: 2, height: 1, channels: 3 });
    expect([...page.samples]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('reads sixteen bits a sample as the upper eight', () => {
    expect([...readPnm(file('P5\n2 1\n65535\n', 0x12, 0x34, 0xff, 0x00)).samples]).toEqual([0x12, 0xff]);
  });

  it('turns the bits of a line-art page into black and white', () => {
    const page = readPnm(file('P4\n9 2\n', 0b1000_0000, 0b1000_0000, 0, 0));
    expect([...page.samples].map((sample) => (sample === 0 ? '#' : '.')).join('')).toBe('#.......#.........');
  });

  it('takes only what the header promises', () => {
    expect(readPnm(file('P5\n1 1\n255\n', 7, 8, 9)).samples).toHaveLength(1);
  });

  it.each([
    ['a page cut short', file('P6\n2 2\n255\n', 1, 2, 3)],
    ['a page without size', file('P5\n0 10\n255\n')],
    ['another format', file('\u0089PNG\r\n')],
    ['nothing', new Uint8Array()],
    ['a header without end', file('P6\n2')],
    ['an absurd number', file('P5\n99999999 1\n255\n', 1)],
  ])('refuses %s', (_, bytes) => {
    expect(() => readPnm(bytes)).toThrow(PnmError);
  });
});
