import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { EnrolmentDesk } from '@mado/enrolment-ui';
import { DeviceId, KioskClient, oneDeskCourse, SessionView, type SocketHandlers } from '@mado/signaling';
import { Desk, decode, encode, GONE_AFTER_SECONDS, ParticipantId, RequestFrame } from '@mado/signaling/wire';
import type { KioskHost } from './kiosk-host.ts';
import { Kiosk } from './kiosk.ts';

const SELF = ParticipantId.parse('self');
const session = (over: Record<string, unknown> = {}) =>
  SessionView.parse({
    ...{ id: 's', state: 'active', deskId: 'one', procedureId: null, ticket: 3, ahead: null, waitForecastMs: null },
    ...{ checkedInAt: 1, admittedAt: 2, activeAt: 3, endedAt: null, endReason: null },
    participants: [
      { id: SELF, deviceId: 'kiosk-1', role: 'kiosk', name: '東公民館', department: '', connected: true },
      { id: 'clerk', deviceId: 'clerk-1', role: 'clerk', name: '佐藤', department: '市民課', connected: true },
    ],
    course: oneDeskCourse(Desk.shape.id.parse('one'), 1),
    ...over,
  });

/** A server that welcomes the booth into a call and then says nothing by itself. */
class Server {
  readonly asked: string[] = [];
  cut = false;
  #handlers: SocketHandlers | null = null;

  readonly open = (_url: string, _protocol: string, handlers: SocketHandlers) => {
    this.#handlers = handlers;
    if (this.cut) setTimeout(() => handlers.closed(1006), 1);
    else setTimeout(() => this.notify('challenge', { nonce: new Uint8Array(32), protocol: '1', serverTime: 1 }), 1);
    return { send: (bytes: Uint8Array) => this.#answer(bytes), close: () => undefined };
  };

  notify(name: string, data: unknown): void {
    this.#handlers?.message(encode({ type: 'notification', name, data }));
  }

  breaks(): void {
    this.cut = true;
    this.#handlers?.closed(1006);
  }

  #answer(bytes: Uint8Array): void {
    const decoded = decode(bytes);
    if (!decoded.ok || this.cut) return;
    const { id, method } = RequestFrame.parse(decoded.value);
    this.asked.push(method);
    const said: Record<string, unknown> = {
      hello: {
        ...{ protocol: '1', person: { phase: 'not-needed' }, role: 'kiosk', name: '東公民館', department: '' },
        ...{ desks: [], session: session(), participantId: SELF, serverTime: 1, revocations: null, renewal: null },
      },
      ping: { serverTime: 1 },
      'session.end': { session: session({ state: 'ended', endReason: 'abandoned', endedAt: 9 }) },
      'session.erased': { session: session({ state: 'erased', endReason: 'abandoned', endedAt: 9 }) },
    };
    if (method in said)
      setTimeout(() => this.#handlers?.message(encode({ type: 'response', id, ok: true, data: said[method] })), 1);
  }
}

let server: Server;
let client: KioskClient;
let kiosk: Kiosk;
let hostAnswers: boolean;
let hostAsked: string[];

const nothing = () => undefined;

/** The booth in the middle of a call. */
async function talking(): Promise<void> {
  client = new KioskClient({
    ...{ url: 'wss://localhost/', deviceId: DeviceId.parse('kiosk-1'), app: { name: 'test', version: '0' } },
    ...{ forceTcp: false, openFrameWorker: null, openSocket: server.open, random: () => 0.5 },
    watchNetwork: () => nothing,
    isOffline: () => false,
    prove: () => Promise.resolve({ proof: new Uint8Array(64), certificate: new Uint8Array() }),
    identity: {
      load: () => Promise.resolve(null),
      speak: () => Promise.reject(new Error('not asked')),
      keepRevocations: () => Promise.resolve(),
      keepCertificate: () => Promise.resolve(),
    },
    askTray: () => new Promise(nothing),
  });
  const host = {
    ...{ state: 'open', subscribe: () => nothing, on: () => nothing },
    call: (name: string) => {
      hostAsked.push(name);
      if (name === 'erase' && hostAnswers) return Promise.resolve({});
      return name === 'erase' ? Promise.reject(new Error('away')) : new Promise(nothing);
    },
  };
  const enrolment = {
    ...{ start: () => Promise.resolve(true), tick: nothing, refused: nothing, line: nothing },
  };
  const openPdf = () => Promise.reject(new Error('not a page of this test'));
  kiosk = new Kiosk(host as unknown as KioskHost, client, enrolment as unknown as EnrolmentDesk, openPdf);
  kiosk.start({ booth: '東公民館', idleSeconds: 180, waitingSeconds: 1800 });
  await jest.advanceTimersByTimeAsync(100);
  expect(kiosk.getSnapshot().screen.name).toBe('call');
}

/** Whether nothing can be sealed or opened with the place's keys any more. */
async function keysAreGone(place: NonNullable<KioskClient['place']>): Promise<boolean> {
  const tried = place.seal.seal(Uint8Array.of(1), 'test').then(
    () => false,
    () => true,
  );
  return Promise.race([tried, Promise.resolve().then(() => Promise.resolve(false))]);
}

beforeEach(() => {
  jest.useFakeTimers({ now: 1_700_000_000_000 });
  server = new Server();
  hostAnswers = true;
  hostAsked = [];
  const storage = { getItem: () => null, setItem: nothing, removeItem: nothing };
  Object.assign(globalThis, { reportError: nothing, sessionStorage: storage, window: new EventTarget() });
  const mediaDevices = Object.assign(new EventTarget(), { getUserMedia: () => new Promise(nothing) });
  Object.defineProperty(navigator, 'mediaDevices', { value: mediaDevices, configurable: true });
});
afterEach(async () => {
  client.close();
  // What is tried again for ever waits on the clock that goes with the test.
  await jest.advanceTimersByTimeAsync(0);
  jest.useRealTimers();
});

describe('the end of a session at the booth', () => {
  it('destroys its keys and pages at once, also when the host is away and does not answer', async () => {
    await talking();
    const { place } = client;
    hostAnswers = false;
    expect(await keysAreGone(place!)).toBe(false);
    server.notify('session.state', { session: session({ state: 'ended', endReason: 'finished', endedAt: 9 }) });
    expect(await keysAreGone(place!)).toBe(true);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(kiosk.getSnapshot().screen).toMatchObject({ name: 'thanks', erasure: 'unconfirmed' });
    expect(server.asked).not.toContain('session.erased');
    hostAnswers = true;
    await jest.advanceTimersByTimeAsync(5_000);
    expect(server.asked).toContain('session.erased');
  });
});

describe('a booth in a call whose line stays away', () => {
  const GONE_MS = GONE_AFTER_SECONDS * 1000;

  it('ends and erases by itself when the server would have, and its screen shows nothing of it any more', async () => {
    await talking();
    const { place } = client;
    server.breaks();
    await jest.advanceTimersByTimeAsync(GONE_MS - 1_000);
    expect(kiosk.getSnapshot().screen.name).toBe('call');
    expect(await keysAreGone(place!)).toBe(false);
    await jest.advanceTimersByTimeAsync(6_000);
    expect(await keysAreGone(place!)).toBe(true);
    expect(client.place).toBeNull();
    expect(hostAsked).toContain('erase');
    expect(kiosk.getSnapshot().screen).toMatchObject({
      ...{ name: 'thanks', summary: { reason: 'abandoned' }, erasure: 'erasing' },
    });
    // "Erased" is the server's word too, so it is not said; the way to the first screen is open all the same.
    await jest.advanceTimersByTimeAsync(60_000);
    expect(kiosk.getSnapshot().screen.name).toBe('attract');
  });

  it('does not go back into it when the line is there again, and tells the server', async () => {
    await talking();
    server.breaks();
    await jest.advanceTimersByTimeAsync(GONE_MS + 120_000);
    server.cut = false;
    server.asked.length = 0;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(server.asked.filter((method) => method.startsWith('session.'))).toEqual(['session.end', 'session.erased']);
    expect(client.place).toBeNull();
    expect(kiosk.getSnapshot().screen).toMatchObject({ name: 'thanks', erasure: 'erased' });
  });

  it('goes on when the line comes back before', async () => {
    await talking();
    const { place } = client;
    server.breaks();
    await jest.advanceTimersByTimeAsync(GONE_MS - 60_000);
    server.cut = false;
    await jest.advanceTimersByTimeAsync(GONE_MS);
    expect(kiosk.getSnapshot().screen.name).toBe('call');
    expect(client.place).toBe(place);
    expect(hostAsked).not.toContain('erase');
  });

  it('has the host erase what a page left there that was loaded again without a line', async () => {
    server.cut = true;
    await talking().catch(nothing);
    expect(kiosk.getSnapshot().screen.name).toBe('attract');
    await jest.advanceTimersByTimeAsync(GONE_MS - 10_000);
    expect(hostAsked).not.toContain('erase');
    await jest.advanceTimersByTimeAsync(20_000);
    expect(hostAsked).toContain('erase');
  });
});
