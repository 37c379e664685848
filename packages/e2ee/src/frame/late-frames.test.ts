import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FrameCryptor } from './frame-cryptor.ts';
import type { EncodedFrame } from './frame-cryptor.ts';
import { LateFrames } from './late-frames.ts';

const CLOCK = 48_000;
const TICKS = 48;
const EVERY_MS = 20;

/** A voice whose frame `index` was taken at `index * 20` milliseconds. */
function voice(first = 0) {
  const frames = new LateFrames(CLOCK);
  return (index: number, arrivesAt: number) => frames.isLate(arrivesAt, (first + index * EVERY_MS * TICKS) % 2 ** 32);
}

/** Which of the frames `from` to `to` are passed over, when each comes as late as `delayOf` says. */
function late(isLate: ReturnType<typeof voice>, from: number, to: number, delayOf: (index: number) => number) {
  const found: number[] = [];
  for (let index = from; index < to; index++) {
    if (isLate(index, index * EVERY_MS + delayOf(index))) found.push(index);
  }
  return found;
}

describe('frames that waited on a dead line', () => {
  // Two seconds of talk, then three in which nothing comes: all of it at once at 5,000 ms, and what follows on time.
  const burst = (index: number) => (index >= 100 && index < 250 ? 5_000 - index * EVERY_MS : 0);

  it('are passed over, up to those that are as prompt as before', () => {
    expect(late(voice(), 0, 400, (index) => 30 + burst(index))).toEqual(
      Array.from({ length: 140 }, (_, index) => 100 + index).filter((index) => burst(index) > 200),
    );
  });

  it('are found across the end of the 32 bits of a timestamp', () => {
    const first = 2 ** 32 - 100 * EVERY_MS * TICKS - 5;
    const found = late(voice(first), 0, 400, burst);
    expect([found[0], found.at(-1)]).toEqual([100, 239]);
  });

  it('are none when nothing was sent meanwhile', () => {
    const isLate = voice();
    expect([...late(isLate, 0, 100, () => 0), ...late(isLate, 400, 500, () => 0)]).toEqual([]);
  });

  it('are passed over for a second and a half at most: then the line is slower for good', () => {
    const slower = late(voice(), 0, 500, (index) => (index < 100 ? 0 : 2_500));
    expect([slower[0], slower.length]).toEqual([100, 75]);
  });
});

describe('a line on which nothing was down', () => {
  it.each([
    ['shakes', (index: number) => (index * 7919) % 400],
    ['becomes slower by and by', (index: number) => index * 4],
    ['has a clock of its own', (index: number) => index / 50],
  ])('loses nothing when it %s', (_, delayOf) => {
    expect(late(voice(), 0, 1_000, delayOf)).toEqual([]);
  });

  it('loses nothing, whatever order frames come in and whatever their timestamps are', () => {
    const arrivals = fc.array(fc.tuple(fc.nat({ max: 500 }), fc.nat({ max: 2 ** 32 - 1 })), { maxLength: 60 });
    fc.assert(
      fc.property(arrivals, (frames) => {
        const one = new LateFrames(CLOCK);
        let now = 0;
        for (const [gap, timestamp] of frames) expect(one.isLate((now += gap), timestamp)).toBe(false);
      }),
    );
  });
});

it('passes over no more than a second and a half of frames after any gap, whatever they say', () => {
  const arrivals = fc.array(fc.tuple(fc.nat({ max: 900 }), fc.nat({ max: 2 ** 32 - 1 })), { maxLength: 80 });
  fc.assert(
    fc.property(arrivals, (frames) => {
      const one = new LateFrames(CLOCK);
      let now = 0;
      let since: number | null = null;
      for (const [gap, timestamp] of frames) {
        now += gap;
        if (!one.isLate(now, timestamp)) since = null;
        else since ??= now;
        expect(now - (since ?? now)).toBeLessThan(1_500);
      }
    }),
  );
});

it('goes on asking for a whole picture when the one that came had waited on the dead line', async () => {
  let now = 0;
  let asked = 0;
  const timers: { readonly at: number; readonly then: () => void }[] = [];
  const cryptor = new FrameCryptor({
    tell: () => undefined,
    now: () => now,
    after: (ms, then) => timers.push({ at: now + ms, then }),
  });
  const before = new TransformStream<EncodedFrame, EncodedFrame>();
  const done = cryptor.run({
    options: { track: 'face', direction: 'receive', codec: 'vp8' },
    readable: before.readable,
    writable: new WritableStream(),
    askKeyFrame: () => Promise.resolve((asked += 1)),
  });
  const writer = before.writable.getWriter();
  const arrive = async (at: number, takenAt: number, type: 'key' | 'delta') => {
    now = at;
    const metadata = { rtpTimestamp: takenAt * 90 };
    await writer.write({ data: new ArrayBuffer(0), type, getMetadata: () => metadata });
    await new Promise((resolve) => setImmediate(resolve));
  };
  await arrive(0, 0, 'key');
  await arrive(30, 30, 'delta');
  const atFirst = asked;
  await arrive(4_000, 500, 'key');
  timers.find(({ at }) => at === 4_500)?.then();
  expect(asked - atFirst).toBe(2);
  await arrive(4_600, 4_600, 'key');
  timers.find(({ at }) => at === 5_000)?.then();
  expect(asked - atFirst).toBe(2);
  await writer.close();
  await done;
});
