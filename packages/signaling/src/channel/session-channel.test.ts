import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SignalingError } from '../client/signaling-error.ts';
import { CLERK, COLLEAGUE, KIOSK, requester } from '../testing/fake-relay.ts';
import { SealedEnds, type SealedEnd } from '../testing/sealed-ends.ts';
import { until } from '../testing/until.ts';
import type { ErrorCode } from '../wire/index.ts';
import type { SessionMessage } from './content.ts';
import { readContent, unwrap, wrap, writeContent } from './envelope.ts';
import type { SessionChannel } from './session-channel.ts';

const say = (revision: number): SessionMessage => ({
  type: 'form.values',
  revision,
  values: {},
  papers: [],
  origins: {},
});

function noted(channel: SessionChannel): string[] {
  const heard: string[] = [];
  channel.on('message', (message, { own, replayed }) => {
    if (message.type === 'form.values')
      heard.push(`${message.revision}${own ? ' own' : ''}${replayed ? ' again' : ''}`);
  });
  channel.on('rejected', ({ from, fault }) => heard.push(`${fault} from ${from}`));
  return heard;
}

const screens: SealedEnd[] = [];
afterEach(() => {
  for (const screen of screens.splice(0)) screen.vanish();
});

/** Both ends with the same keys. */
async function together() {
  const ends = new SealedEnds();
  const kiosk = ends.open(KIOSK);
  const clerk = ends.open(CLERK);
  screens.push(kiosk, clerk);
  await Promise.all([kiosk.channel.resume(), clerk.channel.resume()]);
  await until('the same keys', () => clerk.channel.restored && kiosk.seal.getSnapshot().members.length === 2);
  return { ends, relay: ends.relay, kiosk, clerk };
}

/** The clerk's screen is loaded again. */
function reload({ ends, clerk }: { ends: SealedEnds; clerk: SealedEnd }): SealedEnd {
  clerk.vanish();
  const again = ends.open(CLERK);
  screens.push(again);
  return again;
}

describe('the envelope', () => {
  it('gives back what was wrapped, and nothing of anything else', () => {
    const bytes = new Uint8Array([1, 2, 3]);
    for (const kind of ['handshake', 'sealed'] as const) expect(unwrap(wrap(kind, bytes))).toEqual({ kind, bytes });
    for (const other of [[], [2], [2, 1], [2, 0, 7], [2, 3, 7], [1, 0, 0x80]]) {
      expect(unwrap(new Uint8Array(other))).toBeNull();
    }
  });

  it('reads the contents that the protocol has, and says why not others', () => {
    const message: SessionMessage = { type: 'signal', key: crypto.randomUUID(), signal: 'again' };
    expect(readContent(writeContent(message))).toEqual({ ok: true, message });
    expect(readContent(new Uint8Array([0xc1]))).toEqual({ ok: false, fault: 'malformed' });
    expect(readContent(new Uint8Array([0x80]))).toEqual({ ok: false, fault: 'unknown-content' });
  });

  it('never throws, whatever arrives', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => unwrap(bytes)).not.toThrow();
        expect(readContent(bytes).ok).toBe(false);
      }),
    );
  });
});

describe('the channel', () => {
  it('carries nothing that anybody without the keys could read', async () => {
    const { relay, kiosk, clerk } = await together();
    const heard = noted(clerk.channel);
    const secret = '葛󠄀城 𠮷太郎';
    await kiosk.channel.send({ type: 'form.values', revision: 1, values: { name: secret }, papers: [], origins: {} });
    await until('the message', () => heard.length === 1);
    const carried = Buffer.concat(relay.messages.map(({ payload }) => payload));
    expect(carried.includes(Buffer.from(secret))).toBe(false);
    expect(carried.includes(Buffer.from('form.values'))).toBe(false);
  });

  it('gives a screen that came back the history, then what came meanwhile, each once and in order, over bytes that are nothing', async () => {
    const room = await together();
    const { relay, kiosk, clerk } = room;
    for (let i = 1; i <= 4; i++) await kiosk.channel.send(say(i));
    await clerk.channel.send(say(5));
    relay.post(KIOSK, new Uint8Array([9, 9, 9]));
    const again = reload(room);
    const heard = noted(again.channel);
    const live = again.channel.resume();
    await kiosk.channel.send(say(7));
    await live;
    await until('the history', () => again.channel.restored);
    await kiosk.channel.send(say(8));
    await until('the last', () => heard.includes('8'));
    // What is no envelope waits for no key.
    expect(heard.filter((each) => each.startsWith('unknown'))).toEqual([`unknown-envelope from ${KIOSK}`]);
    expect(heard.filter((each) => !each.startsWith('unknown')).map((each) => each.replace('7 again', '7'))).toEqual([
      '1 again',
      '2 again',
      '3 again',
      '4 again',
      '5 own again',
      '7',
      '8',
    ]);
    expect(again.seal.getSnapshot().faults).toEqual([{ part: 'message', cause: 'downgraded' }]);
    expect(again.seal.getSnapshot().verificationNumber).toEqual(kiosk.seal.getSnapshot().verificationNumber);
  });

  it('goes on without the history when nobody is left who has the keys to it', async () => {
    const room = await together();
    await room.kiosk.channel.send(say(1));
    const clerk = reload(room);
    room.kiosk.vanish();
    const kiosk = room.ends.open(KIOSK);
    screens.push(kiosk);
    await Promise.all([clerk.channel.resume(), kiosk.channel.resume()]);
    await until('both', () => clerk.channel.restored && kiosk.channel.restored);
    const heard = noted(clerk.channel);
    await kiosk.channel.send(say(2));
    await until('the new message', () => heard.includes('2'));
  });

  it('finds the history in the hosts’ memory when both screens are loaded again at the same moment, until they are told to forget it', async () => {
    const ends = new SealedEnds();
    const [boothHost, deskHost] = [safe(), safe()];
    const open = (self: typeof KIOSK) =>
      ends.open(self, requester(ends.relay.as(self)), self === KIOSK ? boothHost : deskHost);
    const before = [open(KIOSK), open(CLERK)];
    await Promise.all(before.map(({ channel }) => channel.resume()));
    await until('the keys', () => before.every(({ channel }) => channel.restored));
    await before[0]!.channel.send(say(1));
    await before[1]!.channel.send(say(2));
    // A page that is loaded again says nothing to its host, so nothing that is said from now on reaches it.
    const remembered = [boothHost.copy(), deskHost.copy()];
    for (const screen of before) screen.vanish();
    expect([boothHost.kept, deskHost.kept]).toEqual([null, null]);
    [boothHost.kept, deskHost.kept] = [remembered[0]!, remembered[1]!];
    const after = [open(KIOSK), open(CLERK)];
    screens.push(...after);
    const heard = after.map(({ channel }) => noted(channel));
    await Promise.all(after.map(({ channel }) => channel.resume()));
    await until('both', () => after.every(({ channel }) => channel.restored));
    expect(heard[0]).toEqual(['1 own again', '2 again']);
    expect(heard[1]).toEqual(['1 again', '2 own again']);
    expect(after.flatMap(({ seal }) => seal.getSnapshot().faults)).toEqual([]);
  });

  it('fills the gap after a reconnection and leaves its own words out', async () => {
    const { relay, kiosk, clerk } = await together();
    const heard = noted(clerk.channel);
    await clerk.channel.send(say(1));
    clerk.channel.handleLost();
    relay.disconnect(CLERK);
    await kiosk.channel.send(say(2));
    await kiosk.channel.send(say(3));
    clerk.channel.handleMessage(relay.messages.at(-1)!);
    await clerk.channel.resume();
    await until('both', () => heard.length === 2);
    expect(heard).toEqual(['2 again', '3 again']);
  });

  it('keeps what is said before anybody shares the keys, in its order', async () => {
    const ends = new SealedEnds();
    const kiosk = ends.open(KIOSK);
    const clerk = ends.open(CLERK);
    screens.push(kiosk, clerk);
    const said = [1, 2, 3, 4].map((n) => kiosk.channel.send(say(n)));
    await kiosk.channel.resume();
    expect(ends.relay.messages.every(({ payload }) => unwrap(payload)?.kind === 'handshake')).toBe(true);
    await clerk.channel.resume();
    const places = await Promise.all(said);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('offers a message again with the same key while the server cannot take it, and tells a final refusal', async () => {
    const ends = new SealedEnds();
    const keys: string[] = [];
    let refuse: ErrorCode | null = null;
    const { 'channel.send': send, ...others } = ends.relay.as(CLERK);
    const kiosk = ends.open(KIOSK);
    const clerk = ends.open(
      CLERK,
      requester({
        ...others,
        'channel.send': (data) => {
          if (data.echo) return send!(data);
          keys.push(data.key);
          if (refuse === null) return send!(data);
          const code = refuse;
          if (code === 'media-unavailable') refuse = null;
          throw new SignalingError('refused', { method: 'channel.send', code });
        },
      }),
    );
    screens.push(kiosk, clerk);
    await Promise.all([kiosk.channel.resume(), clerk.channel.resume()]);
    await until('the keys', () => clerk.channel.restored);
    refuse = 'media-unavailable';
    await clerk.channel.send(say(1));
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
    refuse = 'out-of-order';
    await expect(clerk.channel.send(say(2))).rejects.toMatchObject({ context: { code: 'out-of-order' } });
    refuse = null;
    expect(await clerk.channel.send(say(3))).toBeGreaterThan(0);
  });

  it('fails what waits when it is closed', async () => {
    const { channel } = open(requester({}));
    const waiting = channel.send(say(1));
    channel.close();
    await expect(waiting).rejects.toMatchObject({ name: 'ChannelError', reason: 'closed' });
    await expect(channel.send(say(2))).rejects.toMatchObject({ reason: 'closed' });
  });

  it.each([KIOSK, CLERK])('says on the screen of %s when history cannot be had', async (self) => {
    const { channel, seal } = open(requester({}), self);
    const failures: unknown[] = [];
    channel.on('failed', (error) => failures.push(error));
    await channel.resume();
    await until('the failure', () => failures.length === 1);
    expect(channel.restored).toBe(false);
    expect(seal.getSnapshot().faults).toEqual([{ part: 'channel', cause: 'stopped' }]);
  });

  it('says on the screen what a member said that nothing here knows', async () => {
    const { relay, kiosk, clerk } = await together();
    const sealed = await kiosk.seal.seal(new Uint8Array([0x80]), '');
    relay.post(KIOSK, wrap('sealed', sealed));
    await until('the fault', () => clerk.seal.getSnapshot().faults.length > 0);
    expect(clerk.seal.getSnapshot().faults).toEqual([{ part: 'message', cause: 'unread' }]);
  });
});

/** A host's memory. */
function safe() {
  return {
    kept: null as Uint8Array<ArrayBuffer> | null,
    copy(): Uint8Array<ArrayBuffer> | null {
      return this.kept === null ? null : this.kept.slice();
    },
    keep(_session: string, keys: Uint8Array<ArrayBuffer>) {
      this.kept = keys.slice();
      return Promise.resolve();
    },
    recall() {
      return Promise.resolve(this.copy());
    },
    forget() {
      this.kept = null;
      return Promise.resolve();
    },
  };
}

function open(request: ReturnType<typeof requester>, self: typeof KIOSK = CLERK): SealedEnd {
  const end = new SealedEnds().open(self, request);
  screens.push(end);
  return end;
}

describe('a server that means harm', () => {
  it.each([
    ['clerk', CLERK, KIOSK],
    ['kiosk', KIOSK, CLERK],
  ])(
    'is found out at the %s when it delivers twice or out of order, withholds, changes, cuts, downgrades, or changes a name',
    async (_end, here, there) => {
      const { relay, kiosk, clerk } = await together();
      const [victim, other] = here === CLERK ? [clerk, kiosk] : [kiosk, clerk];
      const heard = noted(victim.channel);
      const causes = () =>
        victim.seal.getSnapshot().faults.map((fault) => ('cause' in fault ? fault.cause : fault.fault.cause));
      const connect = () => relay.connect(here, (message) => victim.channel.handleMessage(message));
      await other.channel.send(say(1));
      await until('the first', () => heard.length === 1);
      const first = relay.messages.at(-1)!;
      relay.post(there, first.payload);
      await until('the replay', () => causes().includes('replayed'));
      relay.disconnect(here);
      await other.channel.send(say(2));
      const late = relay.messages.at(-1)!;
      connect();
      await other.channel.send(say(3));
      await until('the gap', () => causes().includes('missing'));
      relay.post(there, late.payload);
      await until('the wrong order', () => heard.includes(`replayed from ${there}`) && heard.length >= 4);
      expect(heard).not.toContain('2');
      const changed = Uint8Array.from(relay.messages.at(-2)!.payload);
      changed[changed.length - 1]! ^= 1;
      relay.post(there, changed);
      await until('the change', () => causes().includes('forged'));
      relay.post(there, changed.slice(0, 9));
      await until('the cut', () => causes().includes('malformed'));
      relay.post(there, new Uint8Array([1, 0, 0x80]));
      await until('the downgrade', () => heard.some((each) => each.startsWith('unknown-envelope')));
      expect(victim.seal.getSnapshot().faults).toContainEqual({ part: 'message', cause: 'downgraded' });
      // The one end's words under a third one's name.
      relay.disconnect(here);
      await other.channel.send(say(4));
      connect();
      relay.post(COLLEAGUE, relay.messages.at(-1)!.payload);
      await until('the wrong name', () => causes().includes('wrong-sender'));
      expect(heard).not.toContain('4');
    },
  );
});
