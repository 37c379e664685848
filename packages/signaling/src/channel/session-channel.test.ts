import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SignalingError } from '../client/index.ts';
import { CLERK, FakeRelay, KIOSK, SESSION, requester } from '../testing/fake-relay.ts';
import { until } from '../testing/until.ts';
import type { ErrorCode } from '../wire/index.ts';
import type { SessionMessage } from './content.ts';
import { open, seal } from './envelope.ts';
import { bulkWindow } from './outbox.ts';
import { SessionChannel } from './session-channel.ts';

const say = (revision: number): SessionMessage => ({ type: 'form.values', revision, values: {} });

function noted(channel: SessionChannel): string[] {
  const heard: string[] = [];
  channel.on('message', (message, { own, replayed }) => {
    if (message.type === 'form.values')
      heard.push(`${message.revision}${own ? ' own' : ''}${replayed ? ' again' : ''}`);
  });
  channel.on('rejected', ({ seq, from, fault }) => heard.push(`${fault} at ${seq} from ${from}`));
  return heard;
}

describe('the envelope', () => {
  it('gives back what was sealed, and a reason for anything else', () => {
    const message: SessionMessage = { type: 'signal', key: crypto.randomUUID(), signal: 'again' };
    expect(open(seal(message))).toEqual({ ok: true, message });
    expect(open(new Uint8Array())).toEqual({ ok: false, fault: 'unknown-envelope' });
    expect(open(new Uint8Array([2, 0, 0x80]))).toEqual({ ok: false, fault: 'unknown-envelope' });
    expect(open(new Uint8Array([1, 0, 0xc1]))).toEqual({ ok: false, fault: 'malformed' });
    expect(open(new Uint8Array([1, 0, 0x80]))).toEqual({ ok: false, fault: 'unknown-content' });
  });

  it('never throws, whatever arrives', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(open(bytes).ok).toBe(false);
        expect(() => open(new Uint8Array([1, 0, ...bytes]))).not.toThrow();
      }),
    );
  });
});

describe('the channel', () => {
  it('delivers history first, then what came meanwhile, each once and in order, over malformed content', async () => {
    const relay = new FakeRelay();
    const channel = new SessionChannel(SESSION, CLERK, requester(relay.as(CLERK)));
    const heard = noted(channel);
    for (let i = 1; i <= 4; i++) relay.post(KIOSK, seal(say(i)));
    relay.post(CLERK, seal(say(5)));
    relay.post(KIOSK, new Uint8Array([9, 9, 9]));
    relay.onMessage = (message) => channel.handleMessage(message);
    const live = channel.resume();
    relay.post(KIOSK, seal(say(7)));
    await live;
    const last = relay.post(KIOSK, seal(say(8)));
    channel.handleMessage(last);
    expect(heard).toEqual([
      '1 again',
      '2 again',
      '3 again',
      '4 again',
      '5 own again',
      `unknown-envelope at 6 from ${KIOSK}`,
      '7 again',
      '8',
    ]);
  });

  it('fills the gap after a reconnection and leaves its own words out', async () => {
    const relay = new FakeRelay();
    const channel = new SessionChannel(SESSION, CLERK, requester(relay.as(CLERK)));
    const heard = noted(channel);
    await channel.resume();
    await channel.send(say(1));
    channel.handleLost();
    relay.post(KIOSK, seal(say(2)));
    const missed = relay.post(KIOSK, seal(say(3)));
    channel.handleMessage(missed);
    await channel.resume();
    expect(heard).toEqual(['2 again', '3 again']);
  });

  it('keeps what is said before the history is there, and sends commands ahead of waiting bulk', async () => {
    const relay = new FakeRelay();
    const channel = new SessionChannel(SESSION, KIOSK, requester(relay.as(KIOSK)));
    const bulk = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => channel.send(say(n), { priority: 'bulk' }));
    const urgent = channel.send(say(100));
    expect(relay.messages).toHaveLength(0);
    await channel.resume();
    expect(await urgent).toBe(1);
    expect(await Promise.all(bulk)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('offers a message again with the same key while the server cannot take it, and tells a final refusal', async () => {
    const relay = new FakeRelay();
    const keys: string[] = [];
    let refuse: ErrorCode | null = 'media-unavailable';
    const { 'channel.send': send, ...others } = relay.as(CLERK);
    const channel = new SessionChannel(
      SESSION,
      CLERK,
      requester({
        ...others,
        'channel.send': (data) => {
          keys.push(data.key);
          if (refuse === null) return send!(data);
          const code = refuse;
          if (code === 'media-unavailable') refuse = null;
          throw new SignalingError('refused', { method: 'channel.send', code });
        },
      }),
    );
    await channel.resume();
    expect(await channel.send(say(1))).toBe(1);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
    refuse = 'out-of-order';
    await expect(channel.send(say(2))).rejects.toMatchObject({ reason: 'refused', context: { code: 'out-of-order' } });
    refuse = null;
    expect(await channel.send(say(3))).toBe(2);
  });

  it('fails what waits when it is closed', async () => {
    const channel = new SessionChannel(SESSION, CLERK, requester({}));
    const waiting = channel.send(say(1));
    channel.close();
    await expect(waiting).rejects.toMatchObject({ name: 'ChannelError', reason: 'closed' });
    await expect(channel.send(say(2))).rejects.toMatchObject({ reason: 'closed' });
  });

  it('says when history cannot be had', async () => {
    const channel = new SessionChannel(SESSION, CLERK, requester({}));
    const failures: unknown[] = [];
    channel.on('failed', (error) => failures.push(error));
    await channel.resume();
    await until('the failure', () => failures.length === 1);
    expect(channel.restored).toBe(false);
  });
});

it('has fewer chunks under way the longer one takes', () => {
  expect([10, 100, 101, 400, 401, 5_000].map(bulkWindow)).toEqual([4, 4, 2, 2, 1, 1]);
});
