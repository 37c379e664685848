import { describe, expect, it } from '@jest/globals';
import { type InkPiece, inkPieces, signsAt } from './sign-places.ts';

/** Dots of ink in a line of 20 rows: full signs are blocks, the dot between words is small and in the middle. */
function line(width: number, blocks: readonly (readonly [x: number, width: number])[], small: readonly number[] = []) {
  const dark = new Uint8Array(width * 20);
  for (const [x, wide] of blocks) for (let y = 0; y < 20; y += 1) dark.fill(1, y * width + x, y * width + x + wide);
  for (const x of small) for (let y = 8; y < 12; y += 1) dark.fill(1, y * width + x, y * width + x + 4);
  return inkPieces({ dark, width, height: 20 }, { y1: 0, y2: 20 });
}
const sign = (x: number, count = 1): InkPiece => ({
  box: { x, y: 0, width: count * 21.7 - 1.7, height: 20 },
  isDot: false,
});
const dot = (x: number): InkPiece => ({ box: { x, y: 0, width: 4, height: 20 }, isDot: true });
const textsOf = (text: string, pieces: readonly InkPiece[]) =>
  signsAt(text, pieces)
    ?.map((one) => one.text)
    .join('');

describe('the ink of a line', () => {
  it('is parted by wide gaps and by dots in the middle, not by the gaps inside and between signs', () => {
    const pieces = line(200, [...([10, 32] as const).map((x) => [x, 20] as const), [80, 9], [92, 8], [150, 20]], [64]);
    expect(pieces.map(({ box: { x, width }, isDot }) => [x, width, isDot])).toEqual([
      [10, 42, false],
      [64, 4, true],
      [80, 20, false],
      [150, 20, false],
    ]);
  });

  it('has no dot where small ink stands close to a sign, or alone', () => {
    expect(line(100, [[10, 20]], [32]).map(({ isDot }) => isDot)).toEqual([false]);
    expect(line(100, [[10, 20]], [60]).map(({ isDot }) => isDot)).toEqual([false, false]);
  });
});

describe('recognised signs', () => {
  it('stand each on its piece of ink', () => {
    const signs = signsAt('令和年月日', [sign(0, 2), sign(100), sign(150), sign(200)]);
    expect(signs?.map(({ text, box }) => [text, Math.round(box.x)])).toEqual([
      ...[
        ['令', -1],
        ['和', 21],
        ['年', 99],
        ['月', 149],
        ['日', 199],
      ],
    ]);
  });

  it('have dots between them where the ink has, whatever was read there', () => {
    const three = [sign(0, 2), dot(55), sign(80, 3), dot(160), sign(180, 5)];
    for (const read of ['はい・いいえ・わからない', 'はい*いいえ^わからない', 'はいいいえ・わからない'])
      expect(textsOf(read, three)).toBe('はい・いいえ・わからない');
  });

  it('are the eras that they can only be, while most were read', () => {
    const day = [sign(0), dot(30), sign(50), dot(80), sign(100), sign(150), sign(200), sign(250)];
    expect(textsOf('犬・昭・平年月日', day)).toBe('大・昭・平年月日');
    expect(textsOf('犬・招・平年月日', day)).toBeUndefined();
    const whole = [sign(0, 2), dot(50), sign(70, 2), sign(150), sign(200), sign(250)];
    expect(textsOf('昭利・平成年月日', whole)).toBe('昭和・平成年月日');
    expect(textsOf('本人・家族年月日', whole)).toBeUndefined();
  });

  it('are nowhere when words and ink do not fit together', () => {
    expect(signsAt('令和年月日', [sign(0, 2), sign(100, 4), sign(200)])).toBeNull();
    expect(signsAt('男・女', [sign(0, 9)])).toBeNull();
    expect(signsAt('男・女', [sign(0), dot(30)])).toBeNull();
    expect(signsAt('', [sign(0)])).toBeNull();
    expect(signsAt('男', [])).toBeNull();
  });
});
