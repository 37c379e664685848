import type { Page } from 'playwright-core';
import { z } from 'zod';
import { watchKeysOf } from './keys.ts';
import { SHOWN_WITHIN_MS } from './patience.ts';

/** What one end has received so far, from the browser's own WebRTC statistics. */
export const Received = z.object({
  framesDecoded: z.number(),
  /** Sum of the squared, normalised sound level over time (webrtc-stats, totalAudioEnergy). 0 means silence. */
  audioEnergy: z.number(),
  bytes: z.number(),
  width: z.number(),
  height: z.number(),
  /** Over what the media of all open connections goes now: `udp`, `tcp`, or both as `tcp+udp`. */
  protocol: z.string(),
});
export type Received = z.infer<typeof Received>;

/** What `watch` keeps in a page. */
interface Watched {
  connections: RTCPeerConnection[];
  /** When a remote picture came onto the screen for the first time in an element, in milliseconds since the epoch. */
  firstFrames: number[];
  /** What happened to the connections, by the epoch clock. */
  events: { at: number; what: string }[];
  /** The pictures that the page decoded from bytes, as it got them. */
  pictures: Blob[];
}

/**
 * Runs in the page before its own scripts: keeps every RTCPeerConnection that the page makes, the moments when a remote picture came
 * onto the screen, and every picture that it decodes, so that tests measure the product as it is, without a hook inside it.
 */
function watchPage(): void {
  const watched: Watched = { connections: [], firstFrames: [], events: [], pictures: [] };
  Object.assign(window, { watched });
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      watched.connections.push(this);
      const note = (what: string) => watched.events.push({ at: Date.now(), what });
      this.addEventListener('iceconnectionstatechange', () => note(`ice-${this.iceConnectionState}`));
      this.addEventListener('connectionstatechange', () => note(`connection-${this.connectionState}`));
      this.addEventListener('track', (event) => {
        note(`track-${event.track.kind}`);
        event.track.addEventListener('unmute', () => note(`first-packet-${event.track.kind}`), { once: true });
      });
    }
  };
  const isRemote = (stream: MediaProvider | null) =>
    stream instanceof MediaStream &&
    stream
      .getVideoTracks()
      .some((track) =>
        watched.connections.some((connection) =>
          connection.getReceivers().some((receiver) => receiver.track.id === track.id),
        ),
      );
  const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
  if (source?.set && source.get) {
    const { get, set } = source;
    Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
      ...source,
      set(this: HTMLMediaElement, stream: MediaProvider | null) {
        set.call(this, stream);
        if (!(this instanceof HTMLVideoElement) || stream === null) return;
        this.requestVideoFrameCallback(() => {
          if (isRemote(get.call(this) as MediaProvider | null)) watched.firstFrames.push(Date.now());
        });
      },
    });
  }
  const decode = window.createImageBitmap.bind(window) as (
    image: ImageBitmapSource,
    ...rest: unknown[]
  ) => Promise<ImageBitmap>;
  Object.assign(window, {
    createImageBitmap(image: ImageBitmapSource, ...rest: unknown[]) {
      if (image instanceof Blob) watched.pictures.push(image);
      return decode(image, ...rest);
    },
  });
}

/** Installs the watching in every page of the context (or the window) that opens from now on. */
export async function watch(target: { addInitScript(script: () => void): Promise<unknown> }): Promise<void> {
  await target.addInitScript(watchPage);
  await watchKeysOf(target);
}

/** When a remote picture first came onto the screen after `since` (milliseconds since the epoch). Throws after `within` ms. */
export async function firstFrameAt(page: Page, since: number, within = 20_000): Promise<number> {
  const deadline = Date.now() + within;
  for (;;) {
    const found = await page.evaluate(
      (from) => (window as unknown as { watched: Watched }).watched.firstFrames.find((at) => at >= from) ?? null,
      since,
    );
    if (found !== null) return found;
    if (Date.now() > deadline) throw new Error(`no remote picture within ${within} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Milliseconds from `since` to the first of each kind of event on the page's connections. */
export async function joinPhases(page: Page, since: number): Promise<Record<string, number>> {
  const events = await page.evaluate(() => (window as unknown as { watched: Watched }).watched.events);
  const phases: Record<string, number> = {};
  for (const { at, what } of events) if (at >= since) phases[what] ??= at - since;
  return phases;
}

/** The bytes of the last picture that the page decoded. Throws when there was none. */
export async function lastPicture(page: Page): Promise<Uint8Array> {
  const base64 = await page.evaluate(async () => {
    const blob = (window as unknown as { watched: Watched }).watched.pictures.at(-1);
    if (!blob) return null;
    const reader = new FileReader();
    return new Promise<string>((resolve, reject) => {
      reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result.replace(/^[^,]*,/, '') : '');
      reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
      reader.readAsDataURL(blob);
    });
  });
  if (base64 === null) throw new Error('the page has decoded no picture');
  return Buffer.from(base64, 'base64');
}

/** Sums up what the page receives over all its connections. */
export async function received(page: Page): Promise<Received> {
  const sums: unknown = await page.evaluate(async () => {
    const all = (window as unknown as { watched: Watched }).watched.connections;
    const sum = { framesDecoded: 0, audioEnergy: 0, bytes: 0, width: 0, height: 0, protocol: '' };
    const protocols = new Set<string>();
    for (const connection of all) {
      if (connection.connectionState === 'closed') continue;
      const report = await connection.getStats();
      for (const entry of report.values() as Iterable<Record<string, unknown>>) {
        if (entry['type'] === 'inbound-rtp') {
          const number = (key: string) => (typeof entry[key] === 'number' ? entry[key] : 0);
          sum.framesDecoded += number('framesDecoded');
          sum.audioEnergy += number('totalAudioEnergy');
          sum.bytes += number('bytesReceived');
          sum.width = Math.max(sum.width, number('frameWidth'));
          sum.height = Math.max(sum.height, number('frameHeight'));
        }
        // Several pairs may stand nominated; the transport goes over one of them.
        if (entry['type'] === 'transport') {
          const pair = report.get(String(entry['selectedCandidatePairId'])) as Record<string, unknown> | undefined;
          const local = report.get(String(pair?.['localCandidateId'])) as Record<string, unknown> | undefined;
          if (local !== undefined) protocols.add(String(local['protocol']));
        }
      }
    }
    return { ...sum, protocol: [...protocols].sort().join('+') };
  });
  return Received.parse(sums);
}

/**
 * Waits until the page has decoded at least `frames` more frames and heard more sound than now. Throws after `within` ms.
 * The sums fall when a stream ends or a connection is built anew; what is awaited then counts from the fallen sum.
 */
export async function mediaFlows(
  page: Page,
  frames = 5,
  // A picture that an overloaded machine lets rest is tried again after 15 s.
  within = SHOWN_WITHIN_MS,
): Promise<{ before: Received; after: Received }> {
  const before = await received(page);
  const base = { framesDecoded: before.framesDecoded, audioEnergy: before.audioEnergy };
  let last = before;
  const deadline = Date.now() + within;
  for (;;) {
    const after = await received(page);
    for (const sum of ['framesDecoded', 'audioEnergy'] as const) if (after[sum] < last[sum]) base[sum] = after[sum];
    if (after.framesDecoded >= base.framesDecoded + frames && after.audioEnergy > base.audioEnergy)
      return { before, after };
    if (Date.now() > deadline) throw new Error(`no media: ${JSON.stringify(before)} then ${JSON.stringify(after)}`);
    last = after;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
