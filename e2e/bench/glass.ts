import type { Page } from 'playwright-core';
import type { Received } from '../stack/measure.ts';

export type VideoCodec = 'VP8' | 'VP9';

/** The strip at the picture's top: the moment of drawing in tenths of milliseconds, then a sum over it, as black or white squares. */
const CODE = { square: 48, bits: 20, sum: 4, width: 1280, height: 720 } as const;

/** What the benchmark keeps in a page. */
interface Glass {
  codec: VideoCodec;
  sealed: boolean;
  /** How many tracks went through the frame worker since the last `choose`. */
  transforms: number;
  /** Milliseconds from drawing to the screen at the other end, one a picture. */
  delays: number[];
  /** Pictures whose code was not whole. */
  unread: number;
  reading: boolean;
}

/**
 * Runs in the page before its own scripts. The camera is a canvas that says when it was drawn. `choose` decides per session whether
 * frames go through the frame worker: the browser's own setter is where they are left out, so that the product has no switch for it.
 * In the same way the codec is the only one that a sender is allowed.
 */
function installGlass({ code, everyMs }: { readonly code: typeof CODE; readonly everyMs: number }): void {
  const glass: Glass = { codec: 'VP8', sealed: true, transforms: 0, delays: [], unread: 0, reading: false };
  Object.assign(window, { glass });
  for (const kind of [RTCRtpSender.prototype, RTCRtpReceiver.prototype]) {
    const own = Object.getOwnPropertyDescriptor(kind, 'transform');
    if (own?.set === undefined) throw new Error('this browser has no encoded transforms');
    const { set } = own;
    Object.defineProperty(kind, 'transform', {
      ...own,
      set(this: RTCRtpSender | RTCRtpReceiver, transform: RTCRtpScriptTransform | null) {
        if (!glass.sealed) return;
        glass.transforms += 1;
        set.call(this, transform);
      },
    });
  }
  const add = Reflect.get(RTCPeerConnection.prototype, 'addTransceiver');
  Object.assign(RTCPeerConnection.prototype, {
    addTransceiver(this: RTCPeerConnection, what: MediaStreamTrack | string, options?: RTCRtpTransceiverInit) {
      const made = add.call(this, what, options);
      if (typeof what === 'string' || what.kind !== 'video') return made;
      const all = RTCRtpSender.getCapabilities('video')?.codecs ?? [];
      made.setCodecPreferences(
        all.filter(({ mimeType }) => mimeType === `video/${glass.codec}` || mimeType === 'video/rtx'),
      );
      return made;
    },
  });
  const canvas = Object.assign(document.createElement('canvas'), { width: code.width, height: code.height });
  const brush = canvas.getContext('2d', { alpha: false });
  if (brush === null) throw new Error('no canvas');
  let drawn = 0;
  const draw = () => {
    requestAnimationFrame(draw);
    const now = performance.timeOrigin + performance.now();
    if (now - drawn < everyMs) return;
    drawn = now;
    // Something like a head that moves: an encoder has work to do and is not at its limit.
    brush.fillStyle = '#8899aa';
    brush.fillRect(0, 0, code.width, code.height);
    brush.fillStyle = '#ddbb99';
    brush.beginPath();
    brush.ellipse(640 + 60 * Math.sin(now / 700), 420 + 20 * Math.cos(now / 500), 160, 210, 0, 0, 7);
    brush.fill();
    const value = Math.round(now * 10) % 2 ** code.bits;
    let sum = 0;
    for (let rest = value; rest > 0; rest = Math.floor(rest / 2 ** code.sum)) sum += rest % 2 ** code.sum;
    const whole = value * 2 ** code.sum + (sum % 2 ** code.sum);
    for (let bit = 0; bit < code.bits + code.sum; bit += 1) {
      brush.fillStyle = Math.floor(whole / 2 ** bit) % 2 === 1 ? '#fff' : '#000';
      brush.fillRect(bit * code.square, 0, code.square, code.square);
    }
  };
  draw();
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wanted) => {
    if (!wanted?.video) return open(wanted);
    const voice = wanted.audio ? await open({ audio: wanted.audio }) : new MediaStream();
    for (const track of canvas.captureStream(30).getVideoTracks()) voice.addTrack(track);
    return voice;
  };
}

/** Puts a canvas that is drawn so often in the camera's place and loads the page again. Once a page. */
export async function putGlass(page: Page, everyMs: number): Promise<void> {
  await page.addInitScript(installGlass, { code: CODE, everyMs });
  await page.reload();
}

/** For the sessions that begin from now on. */
export async function choose(page: Page, codec: VideoCodec, sealed: boolean): Promise<void> {
  await page.evaluate(
    (chosen) => {
      const { glass } = window as unknown as { glass: Glass };
      Object.assign(glass, { ...chosen, transforms: 0, delays: [], unread: 0 });
    },
    { codec, sealed },
  );
}

/** Begins to read the moment out of each picture of the other end as it comes onto the screen. */
export async function readPictures(page: Page): Promise<void> {
  await page.evaluate((code) => {
    const { glass, watched } = window as unknown as { glass: Glass; watched: { connections: RTCPeerConnection[] } };
    const remote = new Set(watched.connections.flatMap((call) => call.getReceivers().map(({ track }) => track.id)));
    const video = [...document.querySelectorAll('video')].find(
      ({ srcObject }) =>
        srcObject instanceof MediaStream && srcObject.getVideoTracks().some((track) => remote.has(track.id)),
    );
    const squares = code.bits + code.sum;
    const canvas = new OffscreenCanvas(squares * 4, 4);
    const brush = canvas.getContext('2d', { willReadFrequently: true });
    if (video === undefined || brush === null) throw new Error('no picture of the other end');
    const look = () => {
      const now = performance.timeOrigin + performance.now();
      const scale = video.videoWidth / code.width;
      const width = squares * code.square * scale;
      brush.drawImage(video, 0, 0, width, code.square * scale, 0, 0, squares * 4, 4);
      const { data } = brush.getImageData(0, 2, squares * 4, 1);
      let whole = 0;
      for (let bit = 0; bit < squares; bit += 1) if ((data[(bit * 4 + 2) * 4] ?? 0) > 127) whole += 2 ** bit;
      const value = Math.floor(whole / 2 ** code.sum);
      let sum = 0;
      for (let rest = value; rest > 0; rest = Math.floor(rest / 2 ** code.sum)) sum += rest % 2 ** code.sum;
      const round = 2 ** code.bits;
      const delay = ((Math.round(now * 10) % round) - value + round) % round;
      if (sum % 2 ** code.sum === whole % 2 ** code.sum && delay < 50_000) glass.delays.push(delay / 10);
      else glass.unread += 1;
      if (video.isConnected) video.requestVideoFrameCallback(look);
    };
    video.requestVideoFrameCallback(look);
  }, CODE);
}

export interface Readings {
  /** Milliseconds from drawing to the screen, one a picture. */
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
