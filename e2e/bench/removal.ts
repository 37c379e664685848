import type { Page } from 'playwright-core';

/** What the benchmark keeps in a page; moments are milliseconds since the epoch. */
interface Leaving {
  /** Changes of keys that were handed to the frame worker. */
  epochs: number[];
  /** Messages of the session channel that came over the WebSocket. */
  messages: number[];
  connections: RTCPeerConnection[];
  /** The browser's own moment of the last packet of picture or sound. */
  lastPacket: number;
}

/**
 * Runs in the page before its own scripts. Connections stay open for a while after the app has closed them, so that what the server
 * goes on sending to somebody who does not hang up is seen.
 */
function installLeaving(openForMs: number): void {
  const leaving: Leaving = { epochs: [], messages: [], connections: [], lastPacket: 0 };
  Object.assign(window, { leaving });
  const post = Reflect.get(Worker.prototype, 'postMessage') as (this: Worker, ...rest: unknown[]) => void;
  Object.assign(Worker.prototype, {
    postMessage(this: Worker, ...rest: unknown[]) {
      const [message] = rest;
      if (typeof message === 'object' && message !== null && Reflect.get(message, 'type') === 'epoch')
        leaving.epochs.push(Date.now());
      post.apply(this, rest);
    },
  });
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      const words = new TextDecoder('latin1');
      this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (data instanceof ArrayBuffer && words.decode(data).includes('channel.message'))
          leaving.messages.push(Date.now());
      });
    }
  };
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
  await page.addInitScript(installLeaving, openForMs);
  await page.reload();
}

/** Asks the browser for the last packet every few milliseconds from now on, for a while. */
export async function followPackets(page: Page, forMs: number): Promise<void> {
  await page.evaluate((within) => {
    const { leaving } = window as unknown as { leaving: Leaving };
    const until = Date.now() + within;
    const look = async () => {
      for (const connection of leaving.connections) {
        const report = await connection.getStats();
        for (const entry of report.values() as Iterable<Record<string, unknown>>) {
          const at = entry['type'] === 'inbound-rtp' ? entry['lastPacketReceivedTimestamp'] : null;
          if (typeof at === 'number') leaving.lastPacket = Math.max(leaving.lastPacket, at);
        }
      }
      if (Date.now() < until) setTimeout(() => void look(), 25);
    };
    void look();
  }, forMs);
}

export interface Left {
  readonly lastPacket: number;
  readonly lastMessage: number;
  readonly lastEpoch: number;
}

/** The last of each so far; 0: none came. */
export function readLeaving(page: Page): Promise<Left> {
  return page.evaluate(() => {
    const { epochs, messages, lastPacket } = (window as unknown as { leaving: Leaving }).leaving;
    return { lastPacket, lastMessage: messages.at(-1) ?? 0, lastEpoch: epochs.at(-1) ?? 0 };
  });
}

/** Has the citizen press a button over and over, so that messages are always under way. Returns what stops it. */
export async function keepTalking(page: Page, button: string): Promise<() => Promise<void>> {
  await page.evaluate((name) => {
    const press = () => [...document.querySelectorAll('button')].find((one) => one.textContent.includes(name))?.click();
    Object.assign(window, { talking: setInterval(press, 50) });
  }, button);
  return () => page.evaluate(() => clearInterval((window as unknown as { talking: number }).talking));
}
