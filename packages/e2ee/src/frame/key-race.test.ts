import { expect, it } from '@jest/globals';
import type { Bytes } from '../bytes/index.ts';
import { concat } from '../bytes/index.ts';
import { keyIdOf, readHeader, writeHeader } from './header.ts';
import { FrameCryptor } from './frame-cryptor.ts';
import type { EncodedFrame } from './frame-cryptor.ts';
import type { FromFrameWorker } from './worker-message.ts';

const FRAMES = 600;
const secretOf = (epoch: number) => new Uint8Array(16).fill(epoch);
const turn = () => new Promise((resolve) => setImmediate(resolve));

class Frame implements EncodedFrame {
  data: ArrayBuffer;
  readonly type: string;

  constructor(content: Bytes, type = 'delta') {
    this.data = content.buffer;
    this.type = type;
  }

  getMetadata() {
    return { mimeType: 'video/VP9' };
  }
}

function end() {
  const told: FromFrameWorker[] = [];
  const timers: (() => void)[] = [];
  let keyFrames = 0;
  let ahead = 0;
  const cryptor = new FrameCryptor({
    tell: (message) => told.push(message),
    now: () => performance.now() + ahead,
    after: (_ms, then) => timers.push(then),
  });
  const track = (direction: 'send' | 'receive') => {
    const before = new TransformStream<EncodedFrame, EncodedFrame>();
    const after = new TransformStream<EncodedFrame, EncodedFrame>();
    const done = cryptor.run({
      options: { track: 'face', direction, codec: null },
      readable: before.readable,
      writable: after.writable,
      askKeyFrame: () => Promise.resolve(keyFrames++),
    });
    return { writer: before.writable.getWriter(), reader: after.readable.getReader(), done };
  };
  const epoch = (number: number, ownLeaf: number, sendAfterMs = 0) =>
    cryptor.handle({ type: 'epoch', epoch: number, ownLeaf, leaves: [0, 1], secret: secretOf(number), sendAfterMs });
  return { cryptor, told, timers, track, epoch, keyFrames: () => keyFrames, pass: (ms: number) => (ahead += ms) };
}

it('changes keys while frames are in flight: none is lost, doubled, mixed up or sealed under a counter twice', async () => {
  const [kiosk, clerk] = [end(), end()];
  await kiosk.epoch(1, 0);
  await clerk.epoch(1, 1);
  const [send, receive] = [kiosk.track('send'), clerk.track('receive')];
  const heads = new Set<string>();
  const arrived: number[] = [];

  const sending = (async () => {
    for (let at = 0; at < FRAMES; at++) {
      const frame = new Uint8Array(40 + (at % 7));
      new DataView(frame.buffer).setUint32(0, at);
      await send.writer.write(new Frame(frame));
    }
    await send.writer.close();
  })();
  const carrying = (async () => {
    for (;;) {
      const { done, value } = await send.reader.read();
      if (done) return receive.writer.close();
      const { keyId, counter } = readHeader(new Uint8Array(value.data));
      heads.add(`${keyId}/${counter}`);
      await receive.writer.write(value);
    }
  })();
  const receiving = (async () => {
    for (;;) {
      const { done, value } = await receive.reader.read();
      if (done) return;
      arrived.push(new DataView(value.data).getUint32(0));
    }
  })();
  const changing = (async () => {
    for (let epoch = 2; epoch < 30; epoch++) {
      for (let wait = 0; wait < epoch % 5; wait++) await turn();
      // The receiver has the new keys before the sender uses them, as `sendAfterMs` arranges.
      await clerk.epoch(epoch, 1);
      await kiosk.epoch(epoch, 0);
    }
  })();
  await Promise.all([sending, carrying, receiving, changing, send.done, receive.done]);
  expect(arrived).toEqual(Array.from({ length: FRAMES }, (_, at) => at));
  expect(heads.size).toBe(FRAMES);
});

it('uses a new key for sending only after its time, and never one that was overtaken', async () => {
  const kiosk = end();
  const { writer, reader } = kiosk.track('send');
  const head = async () => {
    void writer.write(new Frame(new Uint8Array(20)));
    const { value } = await reader.read();
    return readHeader(new Uint8Array(value!.data)).keyId;
  };
  await kiosk.epoch(1, 0, 300);
  expect(await head()).toBe(keyIdOf(0, 1));
  await kiosk.epoch(2, 0, 300);
  expect(await head()).toBe(keyIdOf(0, 1));
  await kiosk.epoch(3, 0, 0);
  expect(await head()).toBe(keyIdOf(0, 3));
  for (const timer of kiosk.timers) timer();
  expect(await head()).toBe(keyIdOf(0, 3));
});

it('sends nothing before the key and while it is held, then begins with a whole picture', async () => {
  const kiosk = end();
  const { writer, reader } = kiosk.track('send');
  await writer.write(new Frame(new Uint8Array([1])));
  await writer.write(new Frame(new Uint8Array([2])));
  await turn();
  await kiosk.epoch(1, 0);
  expect(kiosk.keyFrames()).toBe(1);
  const first = reader.read();
  await writer.write(new Frame(new Uint8Array([3])));
  expect(readHeader(new Uint8Array((await first).value!.data))).toMatchObject({ keyId: keyIdOf(0, 1), counter: 0 });
  await kiosk.cryptor.handle({ type: 'hold' });
  await writer.write(new Frame(new Uint8Array([4])));
  await turn();
  await kiosk.cryptor.handle({ type: 'count' });
  expect(kiosk.told.filter((message) => message.type === 'track').map((message) => message.state)).toEqual([
    'blocked',
    'flowing',
    'blocked',
  ]);
  expect(kiosk.told.at(-1)).toMatchObject({ type: 'counts', sealed: { passed: 1, dropped: { 'no-key': 3 } } });
});

it.each([
  ['while they are being made', 0],
  ['before their time to be used has come', 200],
])('does not begin with keys of an epoch that is held %s', async (_when, sendAfterMs) => {
  const kiosk = end();
  const { writer, reader } = kiosk.track('send');
  await kiosk.epoch(1, 0);
  const made = kiosk.epoch(2, 0, sendAfterMs);
  if (sendAfterMs > 0) await made;
  await kiosk.cryptor.handle({ type: 'hold' });
  await made;
  for (const timer of kiosk.timers) timer();
  await writer.write(new Frame(new Uint8Array(20)));
  const next = reader.read();
  await turn();
  await kiosk.epoch(3, 0);
  await writer.write(new Frame(new Uint8Array(20)));
  // Nothing of the epochs before: whoever is being removed has their keys.
  expect(readHeader(new Uint8Array((await next).value!.data)).keyId).toBe(keyIdOf(0, 3));
});

it('begins every picture anew with the first frame after a silence, and asks again until a whole one comes', async () => {
  const clerk = end();
  await clerk.epoch(1, 1);
  clerk.track('send');
  const { writer } = clerk.track('receive');
  const asked = async (afterMs: number, type = 'delta') => {
    const before = clerk.keyFrames();
    clerk.pass(afterMs);
    await writer.write(new Frame(new Uint8Array([1]), type));
    return clerk.keyFrames() - before;
  };
  expect(await asked(0)).toBe(0);
  expect(await asked(300)).toBe(0);
  // Its own picture, and the other end's.
  expect(await asked(3_000)).toBe(2);
  expect(await asked(100)).toBe(0);
  const again = () => {
    const before = clerk.keyFrames();
    for (const timer of clerk.timers.splice(0)) timer();
    return clerk.keyFrames() - before;
  };
  expect(again()).toBe(1);
  expect(await asked(100, 'key')).toBe(0);
  expect(again()).toBe(0);
});

it('asks for no other whole picture when one has just come, and in one row however often the line comes back', async () => {
  const clerk = end();
  await clerk.epoch(1, 1);
  const { writer } = clerk.track('receive');
  const back = async (afterMs: number) => {
    const before = clerk.keyFrames();
    clerk.pass(afterMs);
    await clerk.cryptor.handle({ type: 'pictures' });
    return clerk.keyFrames() - before;
  };
  await writer.write(new Frame(new Uint8Array([1]), 'key'));
  expect(await back(600)).toBe(0);
  expect(await back(600)).toBe(1);
  // The first row of asks goes on; there is no second one beside it.
  expect(await back(600)).toBe(0);
  expect(clerk.timers).toHaveLength(1);
});

it('goes on with the newest keys when those of several epochs come at once', async () => {
  const [kiosk, clerk] = [end(), end()];
  await Promise.all([kiosk.epoch(1, 0), kiosk.epoch(3, 0), kiosk.epoch(2, 0)]);
  await Promise.all([clerk.epoch(3, 1), clerk.epoch(1, 1)]);
  expect(kiosk.told).toEqual([{ type: 'ready', epoch: 3 }]);
  const [send, receive] = [kiosk.track('send'), clerk.track('receive')];
  void send.writer.write(new Frame(new Uint8Array([5, 6])));
  void receive.writer.write((await send.reader.read()).value);
  expect(new Uint8Array((await receive.reader.read()).value!.data)).toEqual(new Uint8Array([5, 6]));
});

it('asks for whole pictures of both directions when the line came back, and for none of a voice', async () => {
  const one = end();
  const streams = [one.track('send'), one.track('receive')];
  const voice = new TransformStream<EncodedFrame, EncodedFrame>();
  const voiceEnds = one.cryptor.run({
    options: { track: 'voice', direction: 'send', codec: 'opus' },
    readable: voice.readable,
    writable: new WritableStream(),
    askKeyFrame: () => Promise.reject(new Error('a voice has no pictures')),
  });
  await one.cryptor.handle({ type: 'pictures' });
  expect(one.keyFrames()).toBe(2);
  await Promise.all([voice.writable.close(), ...streams.map(({ writer }) => writer.close())]);
  await voiceEnds;
});

it('tells of frames that somebody made up at once, and of more of them once a minute', async () => {
  const clerk = end();
  await clerk.epoch(1, 1);
  const receive = clerk.track('receive');
  const dropped = () => {
    void clerk.cryptor.handle({ type: 'count' });
    const last = clerk.told.pop();
    return last?.type === 'counts' ? last.opened.dropped.forged : 0;
  };
  const forge = async (counter: number) => {
    const before = dropped();
    const header = writeHeader({ keyId: keyIdOf(0, 1), counter });
    await receive.writer.write(new Frame(concat(header, new Uint8Array(40))));
    while (dropped() === before) await turn();
  };
  const told = () => clerk.told.filter(({ type }) => type === 'harm');
  for (let counter = 0; counter < 5; counter++) await forge(counter);
  expect(told()).toEqual([{ type: 'harm', harm: 'forged' }]);
  clerk.pass(59_000);
  await forge(5);
  expect(told()).toHaveLength(1);
  clerk.pass(1_100);
  await forge(6);
  expect(told()).toHaveLength(2);
});
