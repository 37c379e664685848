import { describe, expect, it } from '@jest/globals';
import { until } from '../testing/until.ts';
import { PictureRest, restPicture, type PictureSender } from './picture-rest.ts';
import type { OwnPicture } from './stats.ts';

const WELL: OwnPicture = { network: 'a', target: 1_500_000, lost: 0, roundTripMs: 20 };
const THIN: OwnPicture = { network: 'a', target: 30_000, lost: 0.5, roundTripMs: 600 };

describe('an own picture', () => {
  it('rests when even the least of it does not fit, and is tried again after longer and longer', () => {
    const rest = new PictureRest();
    let at = 0;
    const look = (one: OwnPicture) => rest.look((at += 1_000), one);
    expect([look(WELL), look(THIN), look(THIN)]).toEqual([false, false, true]);
    const rests: number[] = [];
    for (let tries = 0; tries < 5; tries += 1) {
      const since = at;
      while (look(THIN)) continue;
      rests.push((at - since) / 1_000);
      while (!look(THIN)) continue;
    }
    expect(rests).toEqual([15, 30, 60, 60, 60]);
  });

  it('rests where everything waits and nothing is lost (TCP)', () => {
    const rest = new PictureRest();
    rest.look(0, WELL);
    expect([1, 2].map((at) => rest.look(at * 1_000, { ...THIN, lost: 0 }))).toEqual([false, true]);
  });

  it('goes on where it can still be made smaller, and where nothing waits', () => {
    for (const one of [
      { ...THIN, target: 200_000 },
      { ...THIN, roundTripMs: 100 },
      { network: null, target: null, lost: null, roundTripMs: null },
    ]) {
      const rest = new PictureRest();
      rest.look(0, WELL);
      expect([1, 2, 3, 4].map((at) => rest.look(at * 1_000, one))).toEqual([false, false, false, false]);
    }
  });
});

it('stops the encoder, and tries again what it could not say', async () => {
  let active = true;
  let refusals = 1;
  const sender: PictureSender = {
    getStats: () =>
      Promise.resolve(
        new Map(
          [
            { type: 'codec' },
            { type: 'outbound-rtp', targetBitrate: 30_000 },
            { type: 'remote-inbound-rtp', fractionLost: 0.4, roundTripTime: looks++ === 0 ? 0.01 : 0.7 },
          ].map((entry) => [entry.type, { ...entry, id: entry.type, timestamp: 0 }]),
        ),
      ),
    getParameters: () => ({ encodings: [{ active }], codecs: [], headerExtensions: [], rtcp: {}, transactionId: '' }),
    setParameters: ({ encodings }) => {
      if (refusals-- > 0) return Promise.reject(new DOMException('changed meanwhile', 'InvalidStateError'));
      active = encodings[0]?.active ?? true;
      return Promise.resolve();
    },
  };
  let looks = 0;
  const end = new AbortController();
  const over = restPicture(sender, end.signal, 1);
  await until('the encoder stops', () => !active);
  end.abort();
  await over;
  expect(refusals).toBe(-1);
});
