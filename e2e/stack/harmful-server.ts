import { ChannelMessage, decode, encode, NotificationFrame } from '@mado/signaling/wire';
import { City, Order, Participant } from '@mado/e2ee/testing';
import type { Page } from 'playwright-core';

const CHANNEL = 'channel.message';

interface Tapped {
  readonly sockets: {
    readonly socket: WebSocket;
    /** What the page was given from it, the oldest first. */
    readonly frames: number[][];
  }[];
  /** Messages of sessions that the page is not given, the oldest first; null: it is given all. */
  kept: number[][] | null;
}

declare global {
  /** In a page that a harmful server serves. */
  var tapped: Tapped;
}

/** Runs in the page before its own scripts: taps the page's sockets to the server, which name a protocol. */
function tapSockets(channel: string): void {
  globalThis.tapped = { sockets: [], kept: null };
  const ofChannel = (bytes: number[]) => String.fromCharCode(...bytes.slice(0, 200)).includes(channel);
  const Original = window.WebSocket;
  window.WebSocket = class extends Original {
    constructor(url: string | URL, protocol?: string | string[]) {
      super(url, protocol);
      if (protocol === undefined) return;
      const frames: number[][] = [];
      tapped.sockets.push({ socket: this, frames });
      this.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (!(event.data instanceof ArrayBuffer)) return;
        const bytes = [...new Uint8Array(event.data)];
        if (tapped.kept === null || !ofChannel(bytes)) {
          frames.push(bytes);
          return;
        }
        tapped.kept.push(bytes);
        event.stopImmediatePropagation();
      });
    }
  };
}

type Letter = Omit<ChannelMessage, 'seq'>;

/**
 * A server that does more than it should, at one page: it speaks on the page's own socket, with what it has carried and with bytes of
 * its own, and does not pass on everything. It has no keys.
 */
export class HarmfulServer {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** From the page's next load on. */
  static async at(page: Page): Promise<HarmfulServer> {
    await page.addInitScript(tapSockets, CHANNEL);
    return new HarmfulServer(page);
  }

  /** Messages of the session that the page was given, the oldest first. */
  async carried(): Promise<ChannelMessage[]> {
    const frames = await this.#page.evaluate(() => {
      return tapped.sockets.flatMap((line) => line.frames);
    });
    return frames.flatMap((frame) => messageIn(Uint8Array.from(frame)));
  }

  /** Gives the page no message of the session from now on. */
  async keeps(): Promise<void> {
    await this.#page.evaluate(() => {
      tapped.kept = [];
    });
  }

  /** What it keeps back, the oldest first. */
  async kept(): Promise<ChannelMessage[]> {
    const frames = await this.#page.evaluate(() => tapped.kept ?? []);
    return frames.flatMap((frame) => messageIn(Uint8Array.from(frame)));
  }

  /** Gives the page what it kept back, in this order, and everything that comes from now on. */
  async gives(letters: readonly Letter[]): Promise<void> {
    await this.#page.evaluate(() => {
      tapped.kept = null;
    });
    for (const letter of letters) await this.says(letter);
  }

  /** Lets this arrive in the session, next in its order. */
  async says(letter: Letter): Promise<void> {
    const seq = ((await this.carried()).at(-1)?.seq ?? 0) + 1;
    const frame = encode({ type: 'notification', name: CHANNEL, data: { ...letter, seq } });
    await this.#page.evaluate(
      (bytes) => {
        const line = tapped.sockets.findLast(({ socket }) => socket.readyState === WebSocket.OPEN);
        if (line === undefined) throw new Error('no line');
        line.socket.dispatchEvent(new MessageEvent('message', { data: Uint8Array.from(bytes).buffer }));
      },
      [...frame],
    );
  }
}

/** How a device asks to be let into the session that has an authority of the server's own behind it, and says that it is of the same city. */
export async function askOfStranger(sessionId: string): Promise<Uint8Array> {
  const pretended = new City();
  pretended.now = Date.now();
  const order = new Order();
  await Participant.open(pretended, await pretended.device('desk-9'), order, { sessionId });
  const [ask] = order.messages;
  if (ask === undefined) throw new Error('it asked nothing');
  return ask;
}

function messageIn(frame: Uint8Array): ChannelMessage[] {
  const decoded = decode(frame);
  const notification = NotificationFrame.safeParse(decoded.ok ? decoded.value : null);
  if (notification.data?.name !== CHANNEL) return [];
  return [ChannelMessage.parse(notification.data.data)];
}
