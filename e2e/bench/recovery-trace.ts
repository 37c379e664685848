import type { Page } from 'playwright-core';

/** One thing that happened at one end, by the epoch clock in milliseconds. */
export interface Happening {
  readonly at: number;
  readonly what: string;
}

interface Traced {
  readonly happenings: Happening[];
}

/** What happens at one end while its line comes back: sockets, ICE, descriptions, first packets and first pictures. */
export class RecoveryTrace {
  readonly #page: Page;
  readonly #heard: Happening[] = [];

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Begins to note what happens in the page. Needs `watch` on the page. */
  static async begin(page: Page): Promise<RecoveryTrace> {
    const trace = new RecoveryTrace(page);
    trace.#listenToSockets();
    await page.evaluate(noteInPage);
    return trace;
  }

  /** All that happened after `since`, in order. */
  async after(since: number): Promise<Happening[]> {
    const inPage = await this.#page.evaluate(() => (window as unknown as { traced: Traced }).traced.happenings);
    return [...this.#heard, ...inPage].filter(({ at }) => at >= since).sort((a, b) => a.at - b.at);
  }

  #listenToSockets(): void {
    let count = 0;
    this.#page.on('websocket', (socket) => {
      if (!socket.url().includes('/v1/signaling')) return;
      const name = `socket ${String(++count)}`;
      const note = (what: string) => this.#heard.push({ at: Date.now(), what: `${name} ${what}` });
      let frames = 0;
      note('opens');
      socket.on('framereceived', () => {
        frames += 1;
        if (frames <= 2) note(frames === 1 ? 'is challenged' : 'is welcome');
      });
      socket.on('close', () => note('closed'));
    });
    this.#page.on('request', (request) => {
      if (request.url().includes('/healthz')) this.#heard.push({ at: Date.now(), what: 'probe asks' });
    });
    this.#page.on('requestfinished', (request) => {
      if (request.url().includes('/healthz')) this.#heard.push({ at: Date.now(), what: 'probe answered' });
    });
  }
}

/** Runs in the page. */
function noteInPage(): void {
  const traced: { happenings: { at: number; what: string }[] } = { happenings: [] };
  Object.assign(window, { traced });
  const note = (what: string) => traced.happenings.push({ at: Date.now(), what });
  for (const name of ['online', 'offline']) window.addEventListener(name, () => note(name));
  const { watched } = window as unknown as { watched: { connections: RTCPeerConnection[] } };
  interface Known {
    readonly asks: number;
    readonly keys: number;
    readonly packets: number;
    readonly sent: number;
    readonly way: string;
    readonly at: number;
  }
  const known = new Map<RTCPeerConnection, Known>();
  const follow = (connection: RTCPeerConnection, index: number) => {
    const name = `pc${String(index)}`;
    connection.addEventListener('iceconnectionstatechange', () => note(`${name} ice ${connection.iceConnectionState}`));
    connection.addEventListener('connectionstatechange', () => note(`${name} ${connection.connectionState}`));
    connection.addEventListener('signalingstatechange', () => note(`${name} ${connection.signalingState}`));
    known.set(connection, { asks: 0, keys: 0, packets: 0, sent: 0, way: '', at: Date.now() });
  };
  /** How much came out of each jitter buffer so far, and how long it waited there in all, in seconds. */
  const held = new Map<string, { readonly out: number; readonly waited: number }>();
  const pairs = new Map<string, string>();
  /** Each way that is tried, and how far it came: `waiting`, `in-progress`, `succeeded`, and whether it was chosen. */
  const notePair = (name: string, pair: Record<string, unknown>, report: RTCStatsReport) => {
    const local = report.get(String(pair['localCandidateId'])) as Record<string, unknown> | undefined;
    const from = `${String(local?.['protocol'])} from ${String(local?.['address'])}`;
    const state = `${String(pair['state'])}${pair['nominated'] === true ? ', chosen' : ''}`;
    const id = String(pair['id']);
    if (pairs.get(id) !== state) note(`${name} way ${id.slice(0, 6)} ${from}: ${state}`);
    pairs.set(id, state);
  };
  const look = async () => {
    for (const [index, connection] of watched.connections.entries()) {
      if (!known.has(connection)) follow(connection, index);
      const before = known.get(connection);
      if (before === undefined || connection.connectionState === 'closed') continue;
      const name = `pc${String(index)}`;
      let [asks, keys, packets, sent, way] = [0, 0, 0, 0, ''];
      const flow: string[] = [];
      const report = await connection.getStats();
      for (const entry of report.values() as Iterable<Record<string, unknown>>) {
        const number = (key: string) => (typeof entry[key] === 'number' ? entry[key] : 0);
        if (entry['type'] === 'inbound-rtp') packets += number('packetsReceived');
        if (entry['type'] === 'inbound-rtp' && entry['kind'] === 'video')
          asks += number('framesDecoded') > 0 ? number('pliCount') : 0;
        if (entry['type'] === 'inbound-rtp' && entry['kind'] === 'video') keys += number('keyFramesDecoded');
        if (entry['type'] === 'outbound-rtp' && entry['kind'] === 'video') sent += number('keyFramesEncoded');
        if (entry['type'] === 'inbound-rtp' && number('jitterBufferEmittedCount') > 0) {
          const kind = String(entry['kind']);
          const out = number('jitterBufferEmittedCount');
          const waited = number('jitterBufferDelay');
          const last = held.get(name + kind) ?? { out: 0, waited: 0 };
          if (out > last.out)
            flow.push(
              `${kind} is held back ${String(Math.round(((waited - last.waited) * 1_000) / (out - last.out)))} ms`,
            );
          held.set(name + kind, { out, waited });
        }
        if (entry['type'] === 'candidate-pair') notePair(name, entry, report);
        if (entry['type'] !== 'transport') continue;
        const pair = report.get(String(entry['selectedCandidatePairId'])) as Record<string, unknown> | undefined;
        const local = report.get(String(pair?.['localCandidateId'])) as Record<string, unknown> | undefined;
        if (local !== undefined) way = `${String(local['protocol'])} from ${String(local['address'])}`;
      }
      const now = Date.now();
      if (packets > before.packets && now - before.at > 400) note(`${name} packets again`);
      if (asks > before.asks) note(`${name} asked for a key frame`);
      if (keys > before.keys) note(`${name} key frame decoded`);
      if (sent > before.sent) note(`${name} key frame encoded`);
      if (way !== before.way) note(`${name} goes over ${way === '' ? 'nothing' : way}`);
      if (flow.length > 0) note(`${name} ${flow.join(', ')}`);
      known.set(connection, { asks, keys, packets, sent, way, at: packets > before.packets ? now : before.at });
    }
    setTimeout(() => void look(), 100);
  };
  void look();
}
