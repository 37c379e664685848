import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { runsPast } from './bypass-watch.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

type Entry = Readonly<Record<string, string | number>>;

/** A track's way whose statistics and whose sight by the worker the test decides. */
function passage(entry: Entry) {
  const way = { entry, seen: false, over: false, looks: 0 };
  const end = new AbortController();
  const found = runsPast(
    {
      getStats: () => {
        way.looks += 1;
        return Promise.resolve(new Map([['one', way.entry]]) as RTCStatsReport);
      },
      isOver: () => way.over,
      isSeen: () => way.seen,
    },
    end.signal,
  );
  return { way, end, found };
}

const flowing: readonly (readonly [string, Entry])[] = [
  ['a voice that is sent', { type: 'outbound-rtp', kind: 'audio', packetsSent: 1 }],
  ['a picture that is sent', { type: 'outbound-rtp', kind: 'video', packetsSent: 9, framesSent: 1 }],
  ['a voice that is played', { type: 'inbound-rtp', kind: 'audio', jitterBufferEmittedCount: 960 }],
  ['a picture that is shown', { type: 'inbound-rtp', kind: 'video', framesDecoded: 1 }],
];
it.each(flowing)('%s and was never in the worker is found within 0.7 s', async (_, entry) => {
  const { found } = passage(entry);
  await jest.advanceTimersByTimeAsync(700);
  expect(await found).toBe(true);
});

const silent: readonly (readonly [string, Entry])[] = [
  ['padding that measures the line', { type: 'outbound-rtp', kind: 'video', packetsSent: 50, framesSent: 0 }],
  ['packets that nobody has opened', { type: 'inbound-rtp', kind: 'video', packetsReceived: 50, framesDecoded: 0 }],
  ['anything else', { type: 'transport', packetsSent: 50 }],
];
it.each(silent)('%s is nothing that runs', async (_, entry) => {
  const { way, end, found } = passage(entry);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(way.looks).toBe(10);
  end.abort();
  expect(await found).toBe(false);
});

it.each(['seen', 'over'] as const)('a way that is %s is not looked at any more', async (what) => {
  const { way, found } = passage({ type: 'outbound-rtp', kind: 'audio', packetsSent: 1 });
  await jest.advanceTimersByTimeAsync(550);
  way[what] = true;
  await jest.advanceTimersByTimeAsync(100);
  expect(await found).toBe(false);
  expect(way.looks).toBe(1);
});
