import type { Page } from 'playwright-core';
import { drawNoPictures } from './unseen.ts';

/** What the benchmark keeps in a page; moments are milliseconds since the epoch. */
interface Leaving {
  /** New views of the session that came over the WebSocket: how an end hears of a removal. */
  told: number[];
  /** When sealing was stopped. */
  holds: number[];
  /** Changes of keys that this end made and sent. */
  made: number[];
  /** Changes of keys that came over the WebSocket. */
  changes: number[];
  /** New keys that were handed to the frame worker. */
  handed: number[];
  /** New keys that the frame worker has put in place. */
  epochs: number[];
  /** Messages of the session channel that came over the WebSocket. */
  messages: number[];
  connections: RTCPeerConnection[];
  /** When it was seen that packets of picture or sound had left. */
  left: number[];
  /** The browser's own moment of the last packet of picture or sound. */
  lastPacket: number;
}

/**
 * Runs in the page before its own scripts. Connections stay open for a while after the app has closed them, so that what the server
 * goes on sending to somebody who does not hang up is seen.
 */
function installLeaving(openForMs: number): void {
  const leaving: Leaving = {
    ...{ told: [], holds: [], made: [], changes: [], handed: [], epochs: [], messages: [] },
    ...{ connections: [], left: [], lastPacket: 0 },
  };
  Object.assign(window, { leaving });
  const post = Reflect.get(Worker.prototype, 'postMessage') as (this: Worker, ...rest: unknown[]) => void;
  const typeOf = (message: unknown) =>
    typeof message === 'object' && message !== null ? (Reflect.get(message, 'type') as unknown) : null;
  const heard = new WeakSet<Worker>();
  Object.assign(Worker.prototype, {
    postMessage(this: Worker, ...rest: unknown[]) {
      if (!heard.has(this)) {
        heard.add(this);
        this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
          if (typeOf(data) === 'ready') leaving.epochs.push(Date.now());
        });
      }
      if (typeOf(rest[0]) === 'epoch') leaving.handed.push(Date.now());
      if (typeOf(rest[0]) === 'hold') leaving.holds.push(Date.now());
      post.apply(this, rest);
    },
  });
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      const words = new TextDecoder('latin1');
      this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (!(data instanceof ArrayBuffer)) return;
        const text = words.decode(data);
        if (text.includes('session.state')) leaving.told.push(Date.now());
        if (!text.includes('channel.message')) return;
        leaving.messages.push(Date.now());
        // What the citizen's button says is a few hundred bytes, a change of keys two thousand.
        if (data.byteLength > 1_000) leaving.changes.push(Date.now());
      });
    }
  };
  const send = Reflect.get(Socket.prototype, 'send') as (this: WebSocket, data: unknown) => void;
  Object.assign(Socket.prototype, {
    send(this: WebSocket, data: unknown) {
      if (ArrayBuffer.isView(data) && data.byteLength > 1_000) leaving.made.push(Date.now());
      send.call(this, data);
    },
  });
  const Connection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Connection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      leaving.connections.push(this);
    }

    override close(): void {
      setTimeout(() => super.close(), openForMs);
    }
  };
}

/** Installs it and loads the page again. Once a page. */
export async function watchLeaving(page: Page, openForMs: number): Promise<void> {
  await drawNoPictures(page);
  await page.addInitScript(installLeaving, openForMs);
  await page.reload();
}

/** Asks the browser for the last packet in, and whether any left, every few milliseconds from now on, for a while. */
export async function followPackets(page: Page, forMs: number): Promise<void> {
  await page.evaluate((within) => {
    const { leaving } = window as unknown as { leaving: Leaving };
    const until = Date.now() + within;
    let sentBefore = Infinity;
    const look = async () => {
      let sent = 0;
      for (const connection of leaving.connections) {
        const report = await connection.getStats();
        for (const entry of report.values() as Iterable<Record<string, unknown>>) {
          const at = entry['type'] === 'inbound-rtp' ? entry['lastPacketReceivedTimestamp'] : null;
          if (typeof at === 'number') leaving.lastPacket = Math.max(leaving.lastPacket, at);
          if (entry['type'] === 'outbound-rtp') sent += Number(entry['packetsSent'] ?? 0);
        }
      }
      if (sent > sentBefore) leaving.left.push(Date.now());
      sentBefore = sent;
      if (Date.now() < until) setTimeout(() => void look(), 100);
    };
    void look();
  }, forMs);
}

export interface Left {
  /** The last of each so far; 0: none came. */
  readonly lastPacket: number;
  readonly lastMessage: number;
  /** The last packet that was seen to have left before the frame worker got the new keys, so under keys that the removed device has; milliseconds from the press, 0: none. */
  readonly lastUnderOldKeys: number;
  /** The steps to new keys at an end that stays, in milliseconds from the press; null: it did not happen. */
  readonly steps: Readonly<Record<(typeof STEPS)[number], number | null>>;
}

/** In their order: heard of it, sealing stopped, the change of keys made (null: by the other end), it came, handed to the frame worker, in place there. */
export const STEPS = ['told', 'holds', 'made', 'changes', 'handed', 'epochs'] as const;

export function readLeaving(page: Page, pressed: number): Promise<Left> {
  return page.evaluate(
    ({ since, names }) => {
      const { leaving } = window as unknown as { leaving: Leaving };
      const first = (name: (typeof names)[number]) => leaving[name].find((at) => at >= since);
      const renewed = first('handed') ?? Infinity;
      return {
        lastPacket: leaving.lastPacket,
        lastUnderOldKeys: Math.max(0, (leaving.left.findLast((at) => at <= renewed) ?? 0) - since),
        lastMessage: leaving.messages.at(-1) ?? 0,
        steps: Object.fromEntries(
          names.map((name) => {
            const at = first(name);
            return [name, at === undefined ? null : at - since];
          }),
        ) as Left['steps'],
      };
    },
    { since: pressed, names: STEPS },
  );
}

/** Has the citizen press a button over and over, so that messages are always under way. Returns what stops it. */
export async function keepTalking(page: Page, button: string): Promise<() => Promise<void>> {
  await page.evaluate((name) => {
    const press = () => [...document.querySelectorAll('button')].find((one) => one.textContent.includes(name))?.click();
    Object.assign(window, { talking: setInterval(press, 250) });
  }, button);
  return () => page.evaluate(() => clearInterval((window as unknown as { talking: number }).talking));
}
