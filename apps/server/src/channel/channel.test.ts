import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CLOSE, MAX_REPLAY_BYTES } from '@mado/signaling/wire';
import { HandClock } from '../testing/clock.ts';
import { talk } from '../testing/scenes.ts';
import { Stage } from '../testing/stage.ts';

const bytes = (length: number): Uint8Array<ArrayBuffer> => Uint8Array.from(randomBytes(length));

describe('the session channel', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open({ channel: { quotaBytes: 40 * 1024 * 1024 } });
  });
  afterEach(() => stage.close());

  it('numbers messages in one order and passes each on once', async () => {
    const { kiosk, clerk, sessionId, kioskId, clerkId } = await talk(stage);
    const payloads = Array.from({ length: 50 }, (_, index) => new Uint8Array([index]));
    const answers = await Promise.all(payloads.map((payload) => clerk.send(payload, sessionId)));
    expect(answers.map(({ seq }) => seq)).toEqual(payloads.map((_, index) => index + 1));
    for (const [index, payload] of payloads.entries()) {
      expect(await kiosk.next('channel.message')).toEqual({
        sessionId,
        seq: index + 1,
        from: clerkId,
        to: null,
        payload,
      });
    }
    const key = randomUUID();
    expect(await kiosk.send(bytes(3), sessionId, clerkId, key)).toEqual({ seq: 51 });
    expect(await kiosk.send(bytes(3), sessionId, clerkId, key)).toEqual({ seq: 51 });
    // The key is the sender's own: the other end may use the same one.
    expect(await clerk.send(bytes(3), sessionId, kioskId, key)).toEqual({ seq: 52 });
    await clerk.ask('ping', {});
    expect(clerk.heard.filter((each) => each.name === 'channel.message').map((each) => each.data.seq)).toEqual([51]);
  });

  it('refuses addresses outside the session, and anything after its end', async () => {
    const { kiosk, clerk, sessionId, kioskId } = await talk(stage);
    const send = (to: string) =>
      kiosk.refusal('channel.send', { sessionId, key: randomUUID(), to, payload: bytes(1), echo: false });
    expect(await send('nobody')).toBe('not-found');
    expect(await send(kioskId)).toBe('not-found');
    await kiosk.ask('session.end', { sessionId, reason: 'left' });
    expect(
      await clerk.refusal('channel.send', { sessionId, key: randomUUID(), to: null, payload: bytes(1), echo: false }),
    ).toBe('out-of-order');
    expect((await clerk.ask('channel.replay', { sessionId, after: 0 })).messages).toEqual([]);
    await clerk.ask('session.erased', { sessionId });
    expect(await clerk.refusal('channel.replay', { sessionId, after: 0 })).toBe('out-of-order');
  });

  it('passes a hint of the clerk in charge on to who is there, keeps nothing of it, and takes no more than a hand makes', async () => {
    const { kiosk, clerk, sessionId, clerkId } = await talk(stage);
    const payload = bytes(200);
    expect(await clerk.ask('channel.hint', { sessionId, payload })).toEqual({});
    expect(await kiosk.next('channel.hint')).toEqual({ sessionId, from: clerkId, payload });
    expect(clerk.heard.filter(({ name }) => name === 'channel.hint')).toEqual([]);
    expect((await kiosk.ask('channel.replay', { sessionId, after: 0 })).messages).toEqual([]);
    expect(await kiosk.refusal('channel.hint', { sessionId, payload })).toBe('forbidden');
    expect(await clerk.refusal('channel.hint', { sessionId, payload: bytes(513) })).toBe('oversized');
    const flood = Array.from({ length: 200 }, () => clerk.ask('channel.hint', { sessionId, payload }));
    const answers = await Promise.allSettled(flood);
    await kiosk.ask('ping', {});
    const passed = answers.filter(({ status }) => status === 'fulfilled').length;
    expect(kiosk.heard.filter(({ name }) => name === 'channel.hint')).toHaveLength(passed);
    expect(passed).toBeLessThan(60);
    expect(await clerk.send(payload, sessionId)).toEqual({ seq: 1 });
    await kiosk.ask('session.end', { sessionId, reason: 'left' });
    expect(await clerk.refusal('channel.hint', { sessionId, payload })).toBe('out-of-order');
  });

  it('replays everything in pieces, own messages included', async () => {
    const { kiosk, clerk, sessionId } = await talk(stage);
    const sent: Uint8Array[] = [];
    for (let index = 0; index < 9; index++) {
      const payload = bytes(index === 4 ? 190 * 1024 : 60 * 1024);
      sent.push(payload);
      await (index % 2 === 0 ? kiosk : clerk).send(payload, sessionId);
    }
    const got: Uint8Array[] = [];
    for (let after = 0, more = true; more;) {
      const answer = await clerk.ask('channel.replay', { sessionId, after });
      const size = answer.messages.reduce((sum, { payload }) => sum + payload.byteLength, 0);
      expect(size <= MAX_REPLAY_BYTES || answer.messages.length === 1).toBe(true);
      got.push(...answer.messages.map(({ payload }) => payload));
      after = answer.messages.at(-1)?.seq ?? after;
      more = answer.more;
    }
    expect(got).toEqual(sent);
  });

  it('takes a scan of 30 MB and refuses what goes over the quota', async () => {
    const { kiosk, clerk, sessionId } = await talk(stage);
    const chunk = bytes(60 * 1024);
    await Promise.all(Array.from({ length: 512 }, () => kiosk.send(chunk, sessionId)));
    await clerk.next('channel.message', ({ seq }) => seq === 512, 60_000);
    const codes = await Promise.all(
      Array.from({ length: 200 }, () =>
        kiosk.refusal('channel.send', { sessionId, key: randomUUID(), to: null, payload: chunk, echo: false }),
      ),
    );
    expect(codes.at(-1)).toBe('limited');
    expect(codes.indexOf('limited')).toBeGreaterThan(100);
    await stage.restart();
    const { client: again } = await stage.enter('kiosk');
    expect(
      await again.refusal('channel.send', { sessionId, key: randomUUID(), to: null, payload: chunk, echo: false }),
    ).toBe('limited');
    // Papers have filled it up to less than one more piece; many more words and commands still pass.
    await Promise.all(Array.from({ length: 200 }, () => again.send(bytes(500), sessionId)));
  }, 90_000);

  it('waits for a client that reads slowly and loses nothing', async () => {
    const { kiosk, clerk, sessionId } = await talk(stage);
    clerk.socket.pause();
    const chunk = bytes(60 * 1024);
    const count = 300;
    for (let index = 0; index < count; index += 50) {
      await Promise.all(Array.from({ length: 50 }, () => kiosk.send(chunk, sessionId)));
    }
    clerk.socket.resume();
    await clerk.next('channel.message', ({ seq }) => seq === count, 60_000);
    const seqs = clerk.heard.filter((each) => each.name === 'channel.message').map((each) => each.data.seq);
    expect(seqs).toEqual(Array.from({ length: count - 1 }, (_, index) => index + 1));
  }, 90_000);

  it('closes the line of a client that goes on talking but reads nothing', async () => {
    const clock = new HandClock();
    const still = await Stage.open({}, clock);
    try {
      const { kiosk, clerk, sessionId } = await talk(still);
      clerk.socket.pause();
      const chunk = bytes(60 * 1024);
      for (let index = 0; index < 250; index += 50) {
        await Promise.all(Array.from({ length: 50 }, () => kiosk.send(chunk, sessionId)));
      }
      for (let second = 0; second < 20; second += 2) {
        for (const end of [kiosk, clerk]) end.askRaw('ping', {}).catch(() => 'the line was closed');
        await sleep(50);
        clock.advance(2000);
      }
      await kiosk.next('session.participant', ({ participant }) => !participant.connected);
      clerk.socket.resume();
      expect([CLOSE.restart, 1006]).toContain((await clerk.closed).code);
    } finally {
      await still.close();
    }
  });
});
