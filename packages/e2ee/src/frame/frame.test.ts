import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Bytes } from '../bytes/index.ts';
import { MalformedBytes, concat, decrypt, encrypt, hex, nonceOf } from '../bytes/index.ts';
import { clearBytes, codecOf } from './clear-bytes.ts';
import type { FrameCodec } from './clear-bytes.ts';
import { deriveFrameKey } from './frame-key.ts';
import { FrameOpener, OLD_KEY_MS, RETRANSMITTED_WITHIN } from './frame-opener.ts';
import { FrameSealer } from './frame-sealer.ts';
import type { FrameHarm } from './outcome.ts';
import { keyIdOf, readHeader, writeHeader } from './header.ts';
import { ReplayWindow } from './replay-window.ts';

const bytes = (text: string): Bytes => new Uint8Array((text.match(/../g) ?? []).map((pair) => parseInt(pair, 16)));

async function pair(epoch = 1, now = { ms: 0 }) {
  const base = crypto.getRandomValues(new Uint8Array(16));
  const key = await deriveFrameKey(base, keyIdOf(1, epoch));
  const sealer = new FrameSealer();
  const timers: { at: number; then: () => void }[] = [];
  const harm: FrameHarm[] = [];
  const opener = new FrameOpener(() => now.ms, {
    after: (ms, then) => timers.push({ at: now.ms + ms, then }),
    onHarm: (one) => harm.push(one),
  });
  sealer.setKey(key);
  opener.setKeys([key]);
  /** Time passes, and nothing else happens. */
  const wait = (ms: number) => {
    now.ms += ms;
    for (const timer of timers.splice(0)) {
      if (timer.at <= now.ms) timer.then();
      else timers.push(timer);
    }
  };
  return { sealer, opener, now, base, harm, wait };
}

async function sealed(sealer: FrameSealer, codec: FrameCodec, frame: Bytes): Promise<Bytes> {
  const outcome = await sealer.seal(codec, frame);
  if (!outcome.ok) throw new Error(outcome.drop);
  return outcome.data;
}

describe('the header', () => {
  it.each([
    [0, 0, '00'],
    [7, 7, '77'],
    [8, 8, '880808'],
    [255, 255, '88ffff'],
    [256, 256, '9901000100'],
    [0x123, 0x4567, '9901234567'],
  ])('of key %d and counter %d is %s (RFC 9605, C.1)', (keyId, counter, text) => {
    expect(hex(writeHeader({ keyId, counter }))).toBe(text);
    expect(readHeader(bytes(text))).toEqual({ keyId, counter, length: text.length / 2 });
  });

  it('is read as it was written, whatever comes behind', () => {
    const number = fc.maxSafeNat();
    fc.assert(
      fc.property(number, number, fc.uint8Array({ maxLength: 9 }), (keyId, counter, rest) => {
        const header = writeHeader({ keyId, counter });
        expect(readHeader(concat(header, rest))).toEqual({ keyId, counter, length: header.byteLength });
      }),
    );
  });

  it.each([[''], ['99012345'], ['8807'], ['090001'], ['90000a'], ['f0ffffffffffffffff']])('%s is refused', (text) => {
    expect(() => readHeader(bytes(text))).toThrow(MalformedBytes);
  });
});

describe('keys', () => {
  it('are SFrame keys (RFC 9605, C.3, suite 4)', async () => {
    const { key, salt } = await deriveFrameKey(bytes('000102030405060708090a0b0c0d0e0f'), 0x123);
    expect(hex(salt)).toBe('75234edefe07819026751816');
    const nonce = nonceOf(salt, 0x4567);
    expect(hex(nonce)).toBe('75234edefe07819026755d71');
    const bound = bytes('99012345674945544620534672616d65205747');
    const ciphertext = await encrypt(key, nonce, bound, bytes('64726166742d696574662d736672616d652d656e63'));
    expect(hex(ciphertext)).toBe('b7412c2513a1b66dbb48841bbaf17f598751176ad847681a69c6d0b091c07018ce4adb34eb');
    expect(hex((await decrypt(key, nonce, bound, ciphertext))!)).toBe('64726166742d696574662d736672616d652d656e63');
  });
});

describe('the replay window', () => {
  it('accepts every counter once, in any order that is not too late', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 60 }), { maxLength: 200 }), (counters) => {
        const window = new ReplayWindow(16);
        const seen = new Set<number>();
        let highest = -1;
        for (const counter of counters) {
          const expected = !seen.has(counter) && counter > highest - 16;
          expect(window.accept(counter)).toBe(expected);
          seen.add(counter);
          highest = Math.max(highest, counter);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('jumps far at once', () => {
    const window = new ReplayWindow(16);
    expect([window.accept(3), window.accept(2 ** 40), window.accept(2 ** 40 - 1), window.accept(3)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('a sealed frame', () => {
  it('leaves readable what routing needs and nothing else', () => {
    expect(codecOf('video/VP8')).toBe('vp8');
    expect(codecOf('video/H264')).toBeNull();
    expect(clearBytes('vp8', bytes('10000000000000000000000000'))).toBe(10);
    expect(clearBytes('vp8', bytes('11000000000000000000000000'))).toBe(1);
    expect(clearBytes('vp9', bytes('82'))).toBe(0);
    expect(clearBytes('opus', bytes('fc'))).toBe(0);
  });

  it('comes open as it was, for any bytes of any codec', async () => {
    const { sealer, opener } = await pair();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<FrameCodec>('opus', 'vp8', 'vp9'),
        fc.uint8Array({ maxLength: 400 }),
        async (codec, content) => {
          const frame = new Uint8Array(content);
          const clear = clearBytes(codec, frame);
          if (frame.byteLength < clear) {
            expect(await sealer.seal(codec, frame)).toEqual({ ok: false, drop: 'malformed' });
            return;
          }
          const data = await sealed(sealer, codec, frame);
          expect(data.subarray(0, clear)).toEqual(frame.subarray(0, clear));
          expect(await opener.open(codec, data)).toEqual({ ok: true, data: frame });
          expect(await opener.open(codec, data)).toEqual({ ok: false, drop: 'replayed' });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('takes nothing of another one that is under way beside it', async () => {
    const { sealer, opener } = await pair();
    const codecs: readonly FrameCodec[] = ['opus', 'vp8', 'vp9'];
    const frames = Array.from({ length: 63 }, (_, at) => ({
      codec: codecs[at % 3] ?? 'opus',
      frame: new Uint8Array(20 + at).fill(at),
    }));
    const opened = await Promise.all(
      frames.map(async ({ codec, frame }) => opener.open(codec, await sealed(sealer, codec, frame))),
    );
    expect(opened).toEqual(frames.map(({ frame }) => ({ ok: true, data: frame })));
  });

  it('does not open with any byte changed, cut short, or on another kind of track', async () => {
    const { sealer, opener } = await pair();
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 12, maxLength: 100 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (content, at, flip) => {
          const data = await sealed(sealer, 'vp8', new Uint8Array(content));
          const changed = data.slice();
          const place = at % data.byteLength;
          changed[place] = (changed[place] ?? 0) ^ flip;
          expect((await opener.open('vp8', changed)).ok).toBe(false);
          expect((await opener.open('vp8', data.slice(0, at % data.byteLength))).ok).toBe(false);
          expect((await opener.open('vp8', data)).ok).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
    const voice = await sealed(sealer, 'opus', bytes('fc0102'));
    expect(await opener.open('vp9', voice)).toEqual({ ok: false, drop: 'forged' });
    expect(await opener.open('opus', voice)).toMatchObject({ ok: true });
  });

  it('never throws at bytes from anywhere', async () => {
    const { opener } = await pair();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (content) => {
        expect((await opener.open('vp8', new Uint8Array(content))).ok).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('is dropped by its cause, and counted', async () => {
    const { sealer, opener } = await pair();
    const stranger = await pair(2);
    expect(await new FrameSealer().seal('opus', bytes('fc'))).toEqual({ ok: false, drop: 'no-key' });
    expect(await sealer.seal(null, bytes('00'))).toEqual({ ok: false, drop: 'unsupported-codec' });
    expect(await opener.open('opus', await sealed(stranger.sealer, 'opus', bytes('fc')))).toEqual({
      ok: false,
      drop: 'unknown-key',
    });
    expect(await opener.open('opus', bytes('00'))).toEqual({ ok: false, drop: 'malformed' });
    sealer.hold();
    expect(await sealer.seal('opus', bytes('fc'))).toEqual({ ok: false, drop: 'no-key' });
    expect(sealer.counts).toMatchObject({ passed: 0, dropped: { 'no-key': 1, 'unsupported-codec': 1 } });
    expect(opener.counts).toMatchObject({ passed: 0, dropped: { 'unknown-key': 1, malformed: 1 } });
  });
});

describe('a change of keys', () => {
  it('keeps old keys for ten seconds and not longer', async () => {
    expect(OLD_KEY_MS).toBe(10_000);
    const { sealer, opener, now, base } = await pair();
    const [one, two] = [await sealed(sealer, 'opus', bytes('fc01')), await sealed(sealer, 'opus', bytes('fc02'))];
    opener.setKeys([await deriveFrameKey(base, keyIdOf(1, 2))]);
    now.ms = OLD_KEY_MS - 1;
    expect((await opener.open('opus', one)).ok).toBe(true);
    now.ms = OLD_KEY_MS;
    expect(await opener.open('opus', two)).toEqual({ ok: false, drop: 'unknown-key' });
  });

  it('has no old key any more after ten seconds, also when no frame comes, and opens with it until just before', async () => {
    const { sealer, opener, wait } = await pair();
    const late = await sealed(sealer, 'opus', bytes('fc01'));
    opener.setKeys([]);
    wait(OLD_KEY_MS - 1);
    expect(opener.hasKeys).toBe(true);
    expect((await opener.open('opus', late)).ok).toBe(true);
    wait(2);
    expect(opener.hasKeys).toBe(false);
  });

  it('does not listen to a sender that was removed', async () => {
    const { sealer, opener } = await pair();
    const data = await sealed(sealer, 'opus', bytes('fc01'));
    opener.dropSender(1);
    expect(await opener.open('opus', data)).toEqual({ ok: false, drop: 'unknown-key' });
  });
});

describe('frames that somebody mixes in', () => {
  it('are told when they were made up, changed, or kept and sent again', async () => {
    const { sealer, opener, harm } = await pair();
    const [kept, changed] = [await sealed(sealer, 'opus', bytes('fc01')), await sealed(sealer, 'opus', bytes('fc02'))];
    changed[changed.length - 1]! ^= 1;
    await opener.open('opus', kept);
    await opener.open('opus', changed);
    expect(harm.splice(0)).toEqual(['forged']);
    for (let frames = 0; frames < RETRANSMITTED_WITHIN; frames++) {
      expect((await opener.open('opus', await sealed(sealer, 'opus', bytes('fc03')))).ok).toBe(true);
    }
    expect(harm).toEqual([]);
    expect(await opener.open('opus', kept)).toEqual({ ok: false, drop: 'replayed' });
    expect(harm).toEqual(['replayed']);
  });

  it('are not what a network does: losing, delaying, sending again, and changes of keys', async () => {
    const { sealer, opener, harm, base, now } = await pair();
    const frames: Bytes[] = [];
    for (let at = 0; at < 300; at++) frames.push(await sealed(sealer, 'vp8', bytes('11000000000000000000000000')));
    // Every third is lost, every fifth comes again at once or two seconds later, some come the wrong way round.
    const arriving = frames.flatMap((frame, at) => {
      const again = at % 5 === 0 ? [frame.slice()] : [];
      return [
        ...(at % 3 === 0 ? [] : [frame]),
        ...again,
        ...frames.slice(Math.max(0, at - 160), Math.max(0, at - 159)),
      ];
    });
    for (const frame of arriving) await opener.open('vp8', frame.slice());
    const [late, later] = [await sealed(sealer, 'opus', bytes('fc01')), await sealed(sealer, 'opus', bytes('fc02'))];
    const next = await deriveFrameKey(base, keyIdOf(1, 2));
    sealer.setKey(next);
    const early = await sealed(sealer, 'opus', bytes('fc03'));
    expect(await opener.open('opus', early)).toEqual({ ok: false, drop: 'unknown-key' });
    opener.setKeys([next]);
    expect((await opener.open('opus', late)).ok).toBe(true);
    now.ms += OLD_KEY_MS;
    expect(await opener.open('opus', later)).toEqual({ ok: false, drop: 'unknown-key' });
    expect(harm).toEqual([]);
  });
});
