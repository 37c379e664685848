import { ChannelMessage, decode, encode, NotificationFrame } from '@mado/signaling/wire';
import type { Page } from 'playwright-core';

const CHANNEL = 'channel.message';

interface HeldSocket {
  readonly socket: WebSocket;
  /** What came on it, the oldest first. */
  readonly frames: number[][];
}

/** Runs in the page before its own scripts: keeps the page's sockets to the server, which name a protocol, and what comes on them. */
function holdSockets(): void {
  const heldSockets: HeldSocket[] = [];
  Object.assign(window, { heldSockets });
  const Original = window.WebSocket;
  window.WebSocket = class extends Original {
    constructor(url: string | URL, protocol?: string | string[]) {
      super(url, protocol);
      if (protocol === undefined) return;
      const frames: number[][] = [];
      heldSockets.push({ socket: this, frames });
      this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (data instanceof ArrayBuffer) frames.push([...new Uint8Array(data)]);
      });
    }
  };
}

/**
 * A server that does more than it should, at one page: it speaks on the page's own socket, with what it has carried and with bytes of
 * its own. It has no keys.
 */
export class HarmfulServer {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** From the page's next load on. */
  static async at(page: Page): Promise<HarmfulServer> {
    await page.addInitScript(holdSockets);
    return new HarmfulServer(page);
  }

  /** Messages of the session that came to the page, the oldest first. */
  async carried(): Promise<ChannelMessage[]> {
    const frames = await this.#page.evaluate(() => {
      const { heldSockets } = window as unknown as { heldSockets: HeldSocket[] };
      return heldSockets.flatMap((held) => held.frames);
    });
    return frames.flatMap((frame) => messageIn(Uint8Array.from(frame)));
  }

  /** Lets this arrive in the session, next in its order. */
  async says(message: Omit<ChannelMessage, 'seq'>): Promise<void> {
    const seq = ((await this.carried()).at(-1)?.seq ?? 0) + 1;
    const frame = encode({ type: 'notification', name: CHANNEL, data: { ...message, seq } });
    await this.#page.evaluate(
      (bytes) => {
        const { heldSockets } = window as unknown as { heldSockets: HeldSocket[] };
        const line = heldSockets.findLast(({ socket }) => socket.readyState === WebSocket.OPEN);
        if (line === undefined) throw new Error('no line');
        line.socket.dispatchEvent(new MessageEvent('message', { data: Uint8Array.from(bytes).buffer }));
      },
      [...frame],
    );
  }
}

function messageIn(frame: Uint8Array): ChannelMessage[] {
  const decoded = decode(frame);
  const notification = NotificationFrame.safeParse(decoded.ok ? decoded.value : null);
  if (notification.data?.name !== CHANNEL) return [];
  return [ChannelMessage.parse(notification.data.data)];
}
