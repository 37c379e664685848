import type { Page } from 'playwright-core';
import type { Received } from '../stack/measure.ts';
import { sealBarely } from './bare-frames.ts';
import { drawNoPictures } from './unseen.ts';

export type VideoCodec = 'VP8' | 'VP9';

/** What a session's frames go through: nothing, a transform that only has AES-GCM in it, or the product's frame worker. */
export type Sealing = 'without' | 'bare' | 'sealed';

/** Where the worker of bare sealing is asked for. */
const BARE_WORKER = '/bare-frames.js';

/** The strip at the picture's top: the moment of drawing in tenths of milliseconds, then a sum over it, as black or white squares. */
const CODE = { square: 48, bits: 20, sum: 4, width: 1280, height: 720 } as const;

/** What the benchmark keeps in a page. */
interface Glass {
  codec: VideoCodec;
  sealing: Sealing;
  /** How many tracks went through a worker since the last `choose`. */
  transforms: number;
  /** Milliseconds from making a picture to having it decoded at the other end, one a picture. */
  delays: number[];
  /** Pictures whose code was not whole. */
  unread: number;
}

interface GlassOptions {
  readonly code: typeof CODE;
  readonly everyMs: number;
  readonly bareWorker: string;
}

/**
 * Runs in the page before its own scripts. The camera is a generator of pictures that say when they were made; each is handed to the
 * encoder in the call that made it, with no screen, canvas or timer of the browser in between. `choose` decides per session whether
 * frames go through the frame worker: the browser's own setter is where they are left out, so that the product has no switch for it.
 * In the same way the codec is the only one that this browser says it has, and its pictures have their whole size from the first one on.
 */
function installGlass({ code, everyMs, bareWorker }: GlassOptions): void {
  const glass: Glass = { codec: 'VP8', sealing: 'sealed', transforms: 0, delays: [], unread: 0 };
  Object.assign(window, { glass });
  /** Says for the frame worker that it has seen a track, so that the product does not stop one that was led past it on purpose. */
  const vouch = new WeakMap<RTCRtpScriptTransform, () => void>();
  const Transform = window.RTCRtpScriptTransform;
  let unsealed: Worker | undefined;
  window.RTCRtpScriptTransform = class extends Transform {
    constructor(worker: Worker, options: unknown) {
      super(worker, options);
      const data = { ...(options as object), type: 'track', state: 'flowing' };
      vouch.set(this, () => worker.dispatchEvent(new MessageEvent('message', { data })));
    }
  };
  for (const kind of [RTCRtpSender.prototype, RTCRtpReceiver.prototype]) {
    const own = Object.getOwnPropertyDescriptor(kind, 'transform');
    if (own?.set === undefined) throw new Error('this browser has no encoded transforms');
    const { set } = own;
    Object.defineProperty(kind, 'transform', {
      ...own,
      set(this: RTCRtpSender | RTCRtpReceiver, transform: RTCRtpScriptTransform | null) {
        // When the gate has begun to watch it.
        if (transform !== null && glass.sealing !== 'sealed') setTimeout(vouch.get(transform) ?? (() => undefined), 0);
        if (glass.sealing === 'without') return;
        glass.transforms += 1;
        const direction = this instanceof RTCRtpSender ? 'send' : 'receive';
        const bare = transform !== null && glass.sealing === 'bare';
        set.call(this, bare ? new Transform((unsealed ??= new Worker(bareWorker)), { direction }) : transform);
      },
    });
  }
  const add = Reflect.get(RTCPeerConnection.prototype, 'addTransceiver');
  Object.assign(RTCPeerConnection.prototype, {
    addTransceiver(this: RTCPeerConnection, what: MediaStreamTrack | string, options?: RTCRtpTransceiverInit) {
      const made = add.call(this, what, options);
      if ((typeof what === 'string' ? what : what.kind) !== 'video') return made;
      const able = typeof what === 'string' ? RTCRtpReceiver : RTCRtpSender;
      const all = able.getCapabilities('video')?.codecs ?? [];
      made.setCodecPreferences(
        all.filter(({ mimeType }) => mimeType === `video/${glass.codec}` || mimeType === 'video/rtx'),
      );
      return made;
    },
  });
  // A picture that belongs to a voice is kept back until the voice is due, which hides what comes before by up to a tenth of a second.
  const hear = Reflect.get(RTCPeerConnection.prototype, 'setRemoteDescription');
  Object.assign(RTCPeerConnection.prototype, {
    setRemoteDescription(this: RTCPeerConnection, { type, sdp }: RTCSessionDescriptionInit) {
      const parts = (sdp ?? '').split(/^(?=m=)/m);
      const apart = parts.map((part) =>
        part.startsWith('m=video') ? part.replaceAll('a=msid:', 'a=msid:apart-') : part,
      );
      return Reflect.apply(hear, this, [{ type, sdp: apart.join('') }]) as Promise<void>;
    },
  });
  const ask = Reflect.get(RTCRtpSender.prototype, 'setParameters');
  Object.assign(RTCRtpSender.prototype, {
    setParameters(this: RTCRtpSender, parameters: RTCRtpSendParameters, options?: RTCSetParameterOptions) {
      if (this.track?.kind === 'video') parameters.degradationPreference = 'maintain-resolution';
      return ask.call(this, parameters, options);
    },
  });
  // Not in the type library; in Chromium alone.
  const Generator = Reflect.get(window, 'MediaStreamTrackGenerator') as
    | (new (options: { kind: 'video' }) => MediaStreamTrack & { readonly writable: WritableStream<VideoFrame> })
    | undefined;
  if (Generator === undefined) throw new Error('this browser makes no pictures from bytes');
  const writers = new Set<WritableStreamDefaultWriter<VideoFrame>>();
  const { width, height, square } = code;
  /** I420: brightness, then two quarters of colour, which stay grey. */
  const bytes = new Uint8Array((width * height * 3) / 2).fill(128);
  const draw = () => {
    if (writers.size === 0) return;
    const at = performance.timeOrigin + performance.now();
    // Something like a head that moves: an encoder has work to do and is not at its limit.
    bytes.fill(110, square * width, width * height);
    const left = Math.round(480 + 60 * Math.sin(at / 700));
    const top = Math.round(220 + 20 * Math.cos(at / 500));
    for (let row = top; row < top + 420; row += 1) {
      const start = row * width + left;
      bytes.fill(190 - (row % 32), start, start + 320);
    }
    const now = performance.timeOrigin + performance.now();
    const value = Math.round(now * 10) % 2 ** code.bits;
    let sum = 0;
    for (let rest = value; rest > 0; rest = Math.floor(rest / 2 ** code.sum)) sum += rest % 2 ** code.sum;
    const whole = value * 2 ** code.sum + (sum % 2 ** code.sum);
    for (let row = 0; row < square; row += 1) {
      for (let bit = 0; bit < code.bits + code.sum; bit += 1) {
        const start = row * width + bit * square;
        bytes.fill(Math.floor(whole / 2 ** bit) % 2 === 1 ? 235 : 16, start, start + square);
      }
    }
    for (const writer of writers) {
      const timestamp = Math.round(now * 1_000);
      const frame = new VideoFrame(bytes, { format: 'I420', codedWidth: width, codedHeight: height, timestamp });
      // A camera that was switched off takes no more pictures.
      writer.write(frame).catch(() => {
        frame.close();
        writers.delete(writer);
      });
    }
  };
  setInterval(draw, everyMs);
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wanted) => {
    if (!wanted?.video) return open(wanted);
    const stream = wanted.audio ? await open({ audio: wanted.audio }) : new MediaStream();
    const track = new Generator({ kind: 'video' });
    writers.add(track.writable.getWriter());
    stream.addTrack(track);
    return stream;
  };
}

/** Puts a generator that makes a picture so often in the camera's place and loads the page again. Once a page. */
export async function putGlass(page: Page, everyMs: number): Promise<void> {
  await page.route(`**${BARE_WORKER}`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: `(${sealBarely.toString()})();` }),
  );
  await drawNoPictures(page);
  await page.addInitScript(installGlass, { code: CODE, everyMs, bareWorker: BARE_WORKER });
  await page.reload();
}

/** For the sessions that begin from now on. */
export async function choose(page: Page, codec: VideoCodec, sealing: Sealing): Promise<void> {
  await page.evaluate(
    (chosen) => {
      const { glass } = window as unknown as { glass: Glass };
      Object.assign(glass, { ...chosen, transforms: 0, delays: [], unread: 0 });
    },
    { codec, sealing },
  );
}

/**
 * Begins to read the moment out of each picture of the other end as soon as it is decoded and due, before it waits for a screen. The next
 * call goes on with the next session's.
 */
export async function readPictures(page: Page): Promise<void> {
  await page.evaluate(async (code) => {
    const { glass, watched } = window as unknown as { glass: Glass; watched: { connections: RTCPeerConnection[] } };
    // A connection has receivers beside it of which nothing is shown: the one that warmed it up, and the one for probes of the line.
    const shown = async (receiver: RTCRtpReceiver) => {
      const report = await receiver.getStats();
      return [...(report.values() as Iterable<Record<string, unknown>>)].some(
        ({ type, kind, framesDecoded }) => type === 'inbound-rtp' && kind === 'video' && Number(framesDecoded) > 0,
      );
    };
    let track: MediaStreamTrack | undefined;
    for (const call of watched.connections.filter(({ connectionState }) => connectionState === 'connected')) {
      for (const receiver of call.getReceivers()) {
        if (receiver.track.readyState === 'live' && (await shown(receiver))) track = receiver.track;
      }
    }
    const Processor = Reflect.get(window, 'MediaStreamTrackProcessor') as
      (new (options: { track: MediaStreamTrack }) => { readonly readable: ReadableStream<VideoFrame> }) | undefined;
    if (track === undefined || Processor === undefined) throw new Error('no picture of the other end');
    const squares = code.bits + code.sum;
    const strip = { x: 0, y: code.square / 2, width: squares * code.square, height: 2 };
    const reader = new Processor({ track: track.clone() }).readable.getReader();
    const read = async (): Promise<void> => {
      const { done, value: frame } = await reader.read();
      if (done) return;
      const now = performance.timeOrigin + performance.now();
      if (frame.codedWidth < code.width) glass.unread += 1;
      else {
        const bytes = new Uint8Array(frame.allocationSize({ rect: strip }));
        const [brightness] = await frame.copyTo(bytes, { rect: strip });
        let whole = 0;
        for (let bit = 0; bit < squares; bit += 1) {
          const at = (brightness?.offset ?? 0) + bit * code.square + code.square / 2;
          if ((bytes[at] ?? 0) > 127) whole += 2 ** bit;
        }
        const value = Math.floor(whole / 2 ** code.sum);
        let sum = 0;
        for (let rest = value; rest > 0; rest = Math.floor(rest / 2 ** code.sum)) sum += rest % 2 ** code.sum;
        const round = 2 ** code.bits;
        const delay = ((Math.round(now * 10) % round) - value + round) % round;
        if (sum % 2 ** code.sum === whole % 2 ** code.sum && delay < 50_000) glass.delays.push(delay / 10);
        else glass.unread += 1;
      }
      frame.close();
      return read();
    };
    void read();
  }, CODE);
}

export interface Readings {
  /** Milliseconds from making a picture to having it decoded at the other end, one a picture. */
  readonly delays: readonly number[];
  readonly unread: number;
  readonly transforms: number;
}

/** What was read since the last call. */
export function takeReadings(page: Page): Promise<Readings> {
  return page.evaluate(() => {
    const { glass } = window as unknown as { glass: Glass };
    const unread = glass.unread;
    glass.unread = 0;
    return { delays: glass.delays.splice(0), unread, transforms: glass.transforms };
  });
}

/** Waits until the picture comes in whole size; the browser begins smaller while it learns the line. */
export async function wholeSize(measure: () => Promise<Received>, within = 40_000): Promise<void> {
  const deadline = Date.now() + within;
  for (;;) {
    const { width } = await measure();
    if (width === CODE.width) return;
    if (Date.now() > deadline) throw new Error(`the picture stayed at a width of ${String(width)}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
