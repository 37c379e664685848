import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Bytes } from '../bytes/index.ts';
import { FrameCryptor } from './frame-cryptor.ts';
import type { EncodedFrame } from './frame-cryptor.ts';
import { isAside, keyIdOf, readHeader } from './header.ts';
import type { FromFrameWorker } from './worker-message.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));
const groupSecret = (epoch: number) => new Uint8Array(16).fill(epoch);
const asideSecret = (generation: number) => new Uint8Array(16).fill(100 + generation);

class Frame implements EncodedFrame {
  data: ArrayBuffer;

  constructor(content: Bytes) {
    this.data = content.buffer;
  }

  getMetadata() {
    return { mimeType: 'audio/opus' };
  }
}

/** A device at place `leaf` of three: 0 is the booth, 1 and 2 are clerks. */
function device(leaf: number) {
  const told: FromFrameWorker[] = [];
  const timers: (() => void)[] = [];
  const cryptor = new FrameCryptor({
    tell: (message) => told.push(message),
    now: () => 0,
    after: (_ms, then) => timers.push(then),
  });
  /** How many frames have gone through a stream, whichever way. */
  const count = (stream: 'sealed' | 'opened') => {
    void cryptor.handle({ type: 'count' });
    const last = told.pop();
    if (last?.type !== 'counts') throw new Error('no counts');
    return last[stream].passed + Object.values(last[stream].dropped).reduce((sum, one) => sum + one, 0);
  };
  const streamOf = (direction: 'send' | 'receive') => {
    const before = new TransformStream<EncodedFrame, EncodedFrame>();
    const out: Bytes[] = [];
    const writable = new WritableStream<EncodedFrame>({ write: ({ data }) => void out.push(new Uint8Array(data)) });
    const options = { track: direction, direction, codec: null };
    void cryptor.run({ options, readable: before.readable, writable, askKeyFrame: () => Promise.resolve() });
    const writer = before.writable.getWriter();
    const stream = direction === 'send' ? 'sealed' : 'opened';
    /** What comes out of it for one frame; null: it did not pass. */
    return async (frame: Bytes): Promise<Bytes | null> => {
      const through = count(stream);
      await writer.write(new Frame(frame.slice()));
      while (count(stream) === through) await turn();
      for (let wait = 0; wait < 3 && out.length === 0; wait++) await turn();
      return out.shift() ?? null;
    };
  };
  return {
    told,
    cryptor,
    seal: streamOf('send'),
    open: streamOf('receive'),
    settle: () => timers.splice(0).forEach((then) => then()),
    epoch: (epoch: number) =>
      cryptor.handle({
        type: 'epoch',
        epoch,
        ownLeaf: leaf,
        leaves: [0, 1, 2],
        secret: groupSecret(epoch),
        sendAfterMs: 0,
      }),
    key: (epoch: number, generation: number) =>
      cryptor.handle({
        type: 'aside-key',
        epoch,
        generation,
        ownLeaf: leaf,
        peerLeaf: 3 - leaf,
        secret: asideSecret(generation),
      }),
  };
}

async function three() {
  const [booth, first, second] = [device(0), device(1), device(2)];
  for (const one of [booth, first, second]) await one.epoch(1);
  return { booth, first, second };
}

const word = new Uint8Array([1, 2, 3]);
const keyId = (frame: Bytes | null) => (frame === null ? null : readHeader(frame).keyId);

describe('a side conversation in the frame worker', () => {
  it('sends nothing until its key is there, and then nothing that the booth can open', async () => {
    const { booth, first, second } = await three();
    expect(await booth.open((await first.seal(word))!)).toEqual(word);
    for (const clerk of [first, second]) await clerk.cryptor.handle({ type: 'aside' });
    expect(await first.seal(word)).toBeNull();
    await Promise.all([first.key(1, 1), second.key(1, 1)]);
    const said = await first.seal(word);
    expect(keyId(said)).toBe(keyIdOf(1, 1, 1));
    expect(await second.open(said!)).toEqual(word);
    // Forwarded to the booth, and twice to the clerk.
    expect(await booth.open(said!)).toBeNull();
    expect(await second.open(said!)).toBeNull();
    await second.cryptor.handle({ type: 'count' });
    expect(second.told.at(-1)).toMatchObject({ opened: { passed: 1, dropped: { replayed: 1 } } });
  });

  it('opens nothing of the citizen meanwhile, which is no fault, and all of it afterwards', async () => {
    const { booth, first } = await three();
    await first.cryptor.handle({ type: 'aside' });
    const voice = (await booth.seal(word))!;
    expect(await first.open(voice)).toBeNull();
    expect(first.told.filter((message) => message.type === 'track' && message.state === 'blocked')).toEqual([]);
    await first.cryptor.handle({ type: 'together' });
    expect(await first.open((await booth.seal(word))!)).toEqual(word);
  });

  it('drops its key at once at the end, and goes on with the group’s from where that stopped', async () => {
    const { booth, first, second } = await three();
    const before = readHeader((await first.seal(word))!);
    for (const clerk of [first, second]) await clerk.cryptor.handle({ type: 'aside' });
    await Promise.all([first.key(1, 1), second.key(1, 1)]);
    const late = (await first.seal(word))!;
    for (const clerk of [first, second]) await clerk.cryptor.handle({ type: 'together' });
    expect(await second.open(late)).toBeNull();
    // What is still in the encoders was said aside.
    expect(await first.seal(word)).toBeNull();
    first.settle();
    const after = (await first.seal(word))!;
    expect(readHeader(after)).toMatchObject({ keyId: before.keyId, counter: before.counter + 1 });
    expect(await booth.open(after)).toEqual(word);
    // The key of before, again: nothing is sealed under it a second time.
    await first.cryptor.handle({ type: 'aside' });
    await first.key(1, 1);
    expect(await first.seal(word)).toBeNull();
    await first.key(1, 2);
    expect(keyId(await first.seal(word))).toBe(keyIdOf(1, 1, 2));
  });

  it('stops when the group moves, and goes on with the key of the new epoch, whichever comes first', async () => {
    const { booth, first, second } = await three();
    for (const clerk of [first, second]) await clerk.cryptor.handle({ type: 'aside' });
    await Promise.all([first.key(1, 1), second.key(1, 1)]);
    await booth.epoch(2);
    await first.epoch(2);
    expect(await first.seal(word)).toBeNull();
    await Promise.all([second.epoch(2), second.key(2, 1), first.key(2, 1)]);
    const said = (await first.seal(word))!;
    expect(keyId(said)).toBe(keyIdOf(1, 2, 1));
    expect(await second.open(said)).toEqual(word);
    expect(await booth.open(said)).toBeNull();
    await first.cryptor.handle({ type: 'hold' });
    expect(await first.seal(word)).toBeNull();
  });

  it('never lets anything out under the group’s key, in whatever order things are told', async () => {
    const step = fc.constantFrom('aside', 'together', 'key', 'old-key', 'epoch', 'hold', 'timers', 'speak', 'speak');
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.array(fc.boolean(), { maxLength: 8 }),
        async (steps, waits) => {
          const { booth, first, second } = await three();
          const heads = new Set<string>();
          const running: Promise<unknown>[] = [];
          let [epoch, generation, apart] = [1, 0, false];
          for (const [at, what] of steps.entries()) {
            if (what === 'aside' || what === 'together') {
              apart = what === 'aside';
              for (const clerk of [first, second]) running.push(clerk.cryptor.handle({ type: what }));
            } else if (what === 'key' || what === 'old-key') {
              if (what === 'key') generation += 1;
              if (generation > 0) for (const clerk of [first, second]) running.push(clerk.key(epoch, generation));
            } else if (what === 'epoch') {
              epoch += 1;
              for (const one of [booth, first, second]) running.push(one.epoch(epoch));
            } else if (what === 'hold') running.push(first.cryptor.handle({ type: 'hold' }));
            else if (what === 'timers') first.settle();
            else {
              const frame = await first.seal(word);
              if (frame === null) continue;
              const { keyId: id, counter } = readHeader(frame);
              expect(isAside(id)).toBe(apart);
              expect(heads.has(`${id}/${counter}`)).toBe(false);
              heads.add(`${id}/${counter}`);
              if (apart) expect(await booth.open(frame)).toBeNull();
            }
            if (waits[at % (waits.length || 1)] === true) await Promise.all(running.splice(0));
          }
          await Promise.all(running);
        },
      ),
      { numRuns: 60 },
    );
  });
});
