import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Lines } from '../testing/node-socket.ts';
import type { Reply } from '../testing/scripted-server.ts';
import { ScriptedServer, WELCOME } from '../testing/scripted-server.ts';
import { until } from '../testing/until.ts';
import { CLOSE, DeviceId, SessionId } from '../wire/index.ts';
import type { ConnectionFault, SignalingClientOptions } from './signaling-client.ts';
import { SignalingClient } from './signaling-client.ts';

const WELCOME_AGAIN: Reply = { data: WELCOME };
const sessionId = SessionId.parse('s1');
let server: ScriptedServer;
let lines: Lines;
let client: SignalingClient;
let networkIsBack: () => void;

function make(options: Partial<SignalingClientOptions> = {}): SignalingClient {
  return new SignalingClient({
    url: server.url,
    deviceId: DeviceId.parse('kiosk-1'),
    app: { name: 'test', version: '0' },
    prove: () => Promise.resolve({ proof: new Uint8Array(64), certificate: new Uint8Array() }),
    openSocket: lines.open,
    watchNetwork: (listener) => {
      networkIsBack = listener;
      return () => undefined;
    },
    random: () => 0.1,
    ...options,
  });
}

async function online(): Promise<void> {
  client.connect();
  await until('online', () => client.state.phase === 'online');
}

beforeEach(async () => {
  server = await ScriptedServer.start();
  lines = new Lines();
  client = make();
});
afterEach(async () => {
  client.close();
  await server.close();
});

describe('a request', () => {
  it('made while the line is down goes out when it is there', async () => {
    server.on('desk.watch', () => ({ data: { waiting: [] } }));
    client.connect();
    expect(await client.request('desk.watch', {})).toEqual({ waiting: [] });
    expect(server.requests.map(({ method }) => method)).toEqual(['hello', 'desk.watch']);
  });

  it('is asked again with the same data when the line breaks before the answer', async () => {
    let reply: Reply = 'silence';
    server.on('channel.send', () => reply);
    await online();
    const data = { sessionId, key: crypto.randomUUID(), to: null, payload: new Uint8Array([1, 2]), echo: false };
    const answer = client.request('channel.send', data);
    await until('the request', () => server.count('channel.send') === 1);
    reply = { data: { seq: 7 } };
    server.drop();
    expect(await answer).toEqual({ seq: 7 });
    const sent = server.requests.filter(({ method }) => method === 'channel.send').map(({ data: each }) => each);
    expect(sent).toHaveLength(2);
    expect(sent[0]).toEqual(sent[1]);
  });

  it('about media fails with the line instead, also when there is none', async () => {
    await online();
    const answer = client.request('media.producers', { sessionId });
    await until('the request', () => server.count('media.producers') === 1);
    server.drop();
    await expect(answer).rejects.toMatchObject({ reason: 'connection-lost', context: { method: 'media.producers' } });
    await until('the loss', () => client.state.phase !== 'online');
    await expect(client.request('media.producers', { sessionId })).rejects.toMatchObject({ reason: 'connection-lost' });
  });

  it('fails by its deadline, its signal, a refusal, a wrong answer, its size, or the end', async () => {
    server.on('session.prepare', () => ({ refuse: 'conflict' }));
    server.on('session.joined', () => ({ data: { session: 'nonsense' } }));
    await online();
    await expect(client.request('desk.watch', {}, { deadlineMs: 20 })).rejects.toMatchObject({ reason: 'deadline' });
    const abort = new AbortController();
    const aborted = client.request('desk.watch', {}, { signal: abort.signal });
    abort.abort();
    await expect(aborted).rejects.toMatchObject({ reason: 'aborted' });
    await expect(client.request('session.prepare', { sessionId })).rejects.toMatchObject({
      reason: 'refused',
      context: { code: 'conflict' },
    });
    await expect(client.request('session.joined', { sessionId })).rejects.toMatchObject({ reason: 'bad-answer' });
    const payload = new Uint8Array(300_000);
    await expect(
      client.request('channel.send', { sessionId, key: crypto.randomUUID(), to: null, payload, echo: false }),
    ).rejects.toMatchObject({ reason: 'oversized' });
    const last = client.request('desk.watch', {}, { deadlineMs: null });
    client.close();
    await expect(last).rejects.toMatchObject({ reason: 'closed', context: { phase: 'closed' } });
  });
});

describe('the line', () => {
  it('asks for the proof again while the host process is away', async () => {
    let tries = 0;
    client = make({
      prove: () =>
        ++tries < 3
          ? Promise.reject(new Error('host is away'))
          : Promise.resolve({ proof: new Uint8Array(64), certificate: new Uint8Array() }),
    });
    await online();
    expect(tries).toBe(3);
  });

  it('gives up an attempt that began before the network was back for one that finds it', async () => {
    let dead = false;
    let opened = 0;
    const nowhere = { send: () => undefined, close: () => undefined };
    client = make({
      openSocket: (...socket) => {
        opened += 1;
        return dead ? nowhere : lines.open(...socket);
      },
    });
    await online();
    dead = true;
    server.drop();
    await until('an attempt on a dead line', () => opened === 2);
    dead = false;
    networkIsBack();
    await until('online', () => client.state.phase === 'online');
    expect(opened).toBe(3);
  });

  it('stays away when it is refused or replaced', async () => {
    server.on('hello', () => ({ refuse: 'unauthenticated' }));
    client.connect();
    await until('refused', () => client.state.phase === 'refused');
    expect(client.state).toMatchObject({ phase: 'refused', code: 'unauthenticated' });
    server.on('hello', () => WELCOME_AGAIN);
    await online();
    server.drop(CLOSE.replaced);
    await until('replaced', () => client.state.phase === 'replaced');
    await expect(client.request('desk.watch', {})).rejects.toMatchObject({ reason: 'closed' });
  });

  it('stays away by name when its certificate is revoked or runs out on an open line', async () => {
    for (const [close, code] of [
      [CLOSE.revoked, 'certificate-revoked'],
      [CLOSE.expired, 'certificate-expired'],
    ] as const) {
      await online();
      server.drop(close);
      await until('refused', () => client.state.phase === 'refused');
      expect(client.state).toMatchObject({ phase: 'refused', code });
    }
  });

  it('comes back after a server that cannot greet now', async () => {
    let greetings = 0;
    server.on('hello', () => (++greetings === 1 ? { refuse: 'shutting-down' } : WELCOME_AGAIN));
    await online();
    expect(greetings).toBe(2);
  });

  it('is taken for dead when a ping brings nothing back', async () => {
    client = make({ pingIntervalMs: 30 });
    const faults: ConnectionFault[] = [];
    client.on('fault', (fault) => faults.push(fault));
    await online();
    server.on('ping', () => 'silence');
    await until('a second hello', () => server.count('hello') === 2);
    expect(faults).toContainEqual({ kind: 'silent-line' });
  });

  it('tries at once when the machine has a network again', async () => {
    client = make({ random: () => 0.99 });
    await online();
    lines.unplugged = true;
    lines.cut();
    await until('some attempts', () => client.state.phase === 'reconnecting' && client.state.attempt >= 3);
    lines.unplugged = false;
    const before = Date.now();
    networkIsBack();
    await until('online', () => client.state.phase === 'online');
    expect(Date.now() - before).toBeLessThan(400);
  });

  it('waits for the word of a machine that has no network, and asks now and then all the same', async () => {
    let offline = false;
    client = make({ random: () => 0, isOffline: () => offline });
    await online();
    offline = lines.unplugged = true;
    const before = Date.now();
    lines.cut();
    await until('a rest', () => client.state.phase === 'reconnecting' && client.state.attempt === 3);
    const rests = client.state.phase === 'reconnecting' ? client.state.nextAttemptAt : null;
    expect(rests).toBeGreaterThanOrEqual(before + 2_000);
  });

  it('is not given up because the machine tells of its network while a ping is under way', async () => {
    let answerPings = false;
    server.on('ping', () => (answerPings ? { data: { serverTime: 1 } } : 'silence'));
    client = make({ pingIntervalMs: 200 });
    const faults: ConnectionFault[] = [];
    client.on('fault', (fault) => faults.push(fault));
    await online();
    networkIsBack();
    networkIsBack();
    answerPings = true;
    await new Promise((resolve) => setTimeout(resolve, 20));
    networkIsBack();
    expect(faults).toEqual([]);
    expect(client.state.phase).toBe('online');
  });

  it('is given up for another one when the machine has a network again that it does not reach', async () => {
    await online();
    server.on('ping', () => 'silence');
    networkIsBack();
    await until('a second hello', () => server.count('hello') === 2);
    expect(client.state.phase).not.toBe('closed');
    await until('online', () => client.state.phase === 'online');
  });

  it('is asked beside another one when in doubt: the first to answer goes on, and the other is closed', async () => {
    let opened = 0;
    let dead = false;
    const nowhere = { send: () => undefined, close: () => undefined };
    client = make({
      openSocket: (...socket) => {
        opened += 1;
        return dead ? nowhere : lines.open(...socket);
      },
    });
    await online();
    // The line is whole, and a second one could not be had.
    dead = true;
    expect(await Promise.all([client.probe(), client.probe()])).toEqual([true, true]);
    expect([opened, client.state.phase]).toEqual([2, 'online']);
    // The line says nothing, and a second one can be had: that one is it, with no third.
    dead = false;
    server.on('ping', () => 'silence');
    expect(await client.probe()).toBe(false);
    await until('a second hello', () => server.count('hello') === 2);
    await until('online', () => client.state.phase === 'online');
    expect(opened).toBe(3);
    await until('one line', () => server.lines === 1);
  });

  it('in doubt tries to open another one until the machine has its route', async () => {
    await online();
    server.on('ping', () => 'silence');
    lines.unplugged = true;
    void client.probe();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(client.state.phase).toBe('online');
    lines.unplugged = false;
    await until('a second hello', () => server.count('hello') === 2);
  });

  it('waits as long as a stopping server asks for', async () => {
    await online();
    server.notify('server.closing', { reconnectAfterMs: 200 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    const before = Date.now();
    server.drop(CLOSE.restart);
    await until('a second hello', () => server.count('hello') === 2);
    expect(Date.now() - before).toBeGreaterThanOrEqual(190);
  });

  it('reports malformed frames and goes on', async () => {
    const faults: string[] = [];
    client.on('fault', ({ kind }) => faults.push(kind));
    await online();
    server.raw(new Uint8Array([0xc1]));
    server.raw('text');
    server.raw(new Uint8Array([0x80]));
    server.notify('desk.list', { desks: [] });
    await until('three faults', () => faults.length === 3);
    expect(faults).toEqual(['malformed-frame', 'malformed-frame', 'malformed-frame']);
    expect(client.state.phase).toBe('online');
  });
});
