import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { FrameCryptor, type EncodedFrame, type ToFrameWorker } from '@mado/e2ee';
import { FrameGate } from './frame-gate.ts';
import { TrackWatch } from './track-watch.ts';

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick', 'performance'] });
});
afterEach(() => {
  jest.useRealTimers();
});

/** A receiver behind a gate whose worker is the real one's inside, in this thread. */
function receiver(isMember: () => boolean) {
  let unopened = 0;
  const worker = Object.assign(new EventTarget(), {
    postMessage: (message: ToFrameWorker) => void cryptor.handle(message),
    terminate: () => undefined,
  });
  const cryptor = new FrameCryptor({
    tell: (data) => worker.dispatchEvent(new MessageEvent('message', { data })),
    now: () => performance.now(),
    after: (ms, then) => void setTimeout(then, ms),
  });
  const gate = new FrameGate(() => worker as Partial<Worker> as Worker);
  const watch = new TrackWatch(gate, isMember, () => (unopened += 1));
  const before = new TransformStream<EncodedFrame, EncodedFrame>();
  const done = cryptor.run({
    options: { track: 'face', direction: 'receive', codec: 'vp8' },
    readable: before.readable,
    writable: new WritableStream(),
    askKeyFrame: () => Promise.resolve(),
  });
  const writer = before.writable.getWriter();
  return {
    watch,
    unopened: () => unopened,
    frame: () => writer.write({ data: new Uint8Array(40).buffer, getMetadata: () => ({}) }),
    end: async () => {
      await writer.close();
      await done;
    },
  };
}

it('names pictures that arrive for a while and cannot be opened, once this end has keys', async () => {
  let member = false;
  const { watch, unopened, frame, end } = receiver(() => member);
  await frame();
  jest.advanceTimersByTime(6_000);
  expect(unopened()).toBe(0);
  member = true;
  jest.advanceTimersByTime(5_000);
  expect(unopened()).toBe(1);
  await end();
  watch.close();
});

it('says nothing of a track that ended meanwhile', async () => {
  const { watch, unopened, frame, end } = receiver(() => true);
  await frame();
  jest.advanceTimersByTime(3_000);
  await end();
  jest.advanceTimersByTime(6_000);
  expect(unopened()).toBe(0);
  watch.close();
});
