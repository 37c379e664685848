import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { PROJECT } from '../stack/parts.ts';

/** A page on loopback (a secure context) with nothing of the product in it but the frame worker as it was built for the kiosk. */
const BENCH = 'http://127.0.0.1:9/glass';
const WORKER = 'http://127.0.0.1:9/frame-worker.js';

export interface Glass {
  readonly browser: Browser;
  readonly page: Page;
}

/** Opens one end: a browser of its own with a blank page. */
export async function openGlass(): Promise<Glass> {
  const browser = await chromium.launch({
    executablePath: process.env['MADO_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...['--disable-gpu', '--disable-renderer-backgrounding', '--autoplay-policy=no-user-gesture-required'],
      // Without a camera's permission addresses are hidden behind names that nobody resolves here.
      '--disable-features=WebRtcHideLocalIpsWithMdns',
    ],
  });
  const page = await browser.newPage();
  const worker = await builtWorker();
  await page.route(WORKER, (route) => route.fulfill({ contentType: 'text/javascript', body: worker }));
  await page.route(BENCH, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><title>glass</title><video autoplay playsinline></video>',
    }),
  );
  await page.goto(BENCH);
  return { browser, page };
}

async function builtWorker(): Promise<string> {
  const assets = join(PROJECT, 'apps/kiosk/dist/ui/assets');
  const name = (await readdir(assets)).find((file) => /^worker-.*\.js$/.test(file));
  if (name === undefined) throw new Error('the kiosk is not built: scripts/pnpm build:ui');
  return readFile(join(assets, name), 'utf8');
}

export type VideoCodec = 'VP8' | 'VP9';

interface Bench {
  call: RTCPeerConnection;
  candidates: RTCIceCandidateInit[];
  /** Milliseconds from drawing to being on the screen, one a frame. */
  delays: number[];
  stop(): void;
}

/**
 * The sending end of a call: 1280×720 at 30 frames a second with a moving picture and the moment of drawing in it as 48 black or
 * white squares, and a tone. Returns the offer.
 */
export async function offer(page: Page, codec: VideoCodec, sealed: boolean): Promise<string> {
  return page.evaluate(
    async ({ codec, sealed, workerUrl }) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 });
      const brush = canvas.getContext('2d', { alpha: false });
      if (brush === null) throw new Error('no canvas');
      const draw = () => {
        const now = Date.now();
        // Something like a head that moves: an encoder has work to do and is not at its limit.
        brush.fillStyle = '#8899aa';
        brush.fillRect(0, 0, 1280, 720);
        brush.fillStyle = '#ddbb99';
        brush.beginPath();
        brush.ellipse(640 + 60 * Math.sin(now / 700), 420 + 20 * Math.cos(now / 500), 160, 210, 0, 0, 7);
        brush.fill();
        for (let bit = 0; bit < 48; bit += 1) {
          brush.fillStyle = Math.floor(now / 2 ** bit) % 2 === 1 ? '#fff' : '#000';
          brush.fillRect((bit % 24) * 48, Math.floor(bit / 24) * 48, 48, 48);
        }
      };
      draw();
      const drawing = setInterval(draw, 1000 / 30);
      const sound = new AudioContext();
      const tone = new OscillatorNode(sound);
      const ear = sound.createMediaStreamDestination();
      tone.connect(ear);
      tone.start();
      const stream = canvas.captureStream(30);
      const call = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
      const candidates: RTCIceCandidateInit[] = [];
      call.onicecandidate = (event) => {
        if (event.candidate) candidates.push(event.candidate.toJSON());
      };
      const worker = sealed ? new Worker(workerUrl, { type: 'module' }) : null;
      worker?.postMessage({
        ...{ type: 'epoch', epoch: 1, ownLeaf: 0, leaves: [0, 1], secret: new Uint8Array(16).fill(7), sendAfterMs: 0 },
      });
      for (const track of [...stream.getVideoTracks(), ...ear.stream.getAudioTracks()]) {
        const transceiver = call.addTransceiver(track, {
          direction: 'sendonly',
          sendEncodings: [track.kind === 'video' ? { maxBitrate: 1_500_000 } : {}],
        });
        if (track.kind === 'video') {
          const all = RTCRtpSender.getCapabilities('video')?.codecs ?? [];
          const wanted = all.filter(({ mimeType }) => mimeType === `video/${codec}`).slice(0, 1);
          transceiver.setCodecPreferences([...wanted, ...all.filter(({ mimeType }) => mimeType === 'video/rtx')]);
        }
        if (worker === null) continue;
        const as = track.kind === 'video' ? codec.toLowerCase() : 'opus';
        const options = { track: track.kind, direction: 'send', codec: as };
        transceiver.sender.transform = new RTCRtpScriptTransform(worker, options);
      }
      const stop = () => {
        clearInterval(drawing);
        void sound.close();
        call.close();
        worker?.terminate();
      };
      Object.assign(window, { bench: { call, candidates, delays: [], stop } satisfies Bench });
      await call.setLocalDescription();
      return call.localDescription?.sdp ?? '';
    },
    { codec, sealed, workerUrl: WORKER },
  );
}

/** The receiving end: reads the moment out of each picture as it comes onto the screen. Returns the answer. */
export async function answer(page: Page, codec: VideoCodec, sealed: boolean, sdp: string): Promise<string> {
  return page.evaluate(
    async ({ codec, sealed, sdp, workerUrl }) => {
      const video = document.querySelector('video');
      const canvas = new OffscreenCanvas(1152, 96);
      const brush = canvas.getContext('2d', { willReadFrequently: true });
      if (video === null || brush === null) throw new Error('no picture');
      const call = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
      const candidates: RTCIceCandidateInit[] = [];
      const delays: number[] = [];
      call.onicecandidate = (event) => {
        if (event.candidate) candidates.push(event.candidate.toJSON());
      };
      const worker = sealed ? new Worker(workerUrl, { type: 'module' }) : null;
      worker?.postMessage({
        ...{ type: 'epoch', epoch: 1, ownLeaf: 1, leaves: [0, 1], secret: new Uint8Array(16).fill(7), sendAfterMs: 0 },
      });
      const look = () => {
        const now = Date.now();
        brush.drawImage(video, 0, 0, 1152, 96, 0, 0, 1152, 96);
        const { data } = brush.getImageData(0, 0, 1152, 96);
        let drawn = 0;
        for (let bit = 0; bit < 48; bit += 1) {
          const x = (bit % 24) * 48 + 24;
          const y = Math.floor(bit / 24) * 48 + 24;
          if ((data[(y * 1152 + x) * 4] ?? 0) > 127) drawn += 2 ** bit;
        }
        // A picture that is not whole yet, or a smaller one, tells no time.
        if (video.videoWidth === 1280 && now >= drawn && now - drawn < 5_000) delays.push(now - drawn);
        video.requestVideoFrameCallback(look);
      };
      const remote = new MediaStream();
      call.ontrack = ({ track, receiver }) => {
        if (worker !== null) {
          const options = {
            track: track.kind,
            direction: 'receive',
            codec: track.kind === 'video' ? codec.toLowerCase() : 'opus',
          };
          receiver.transform = new RTCRtpScriptTransform(worker, options);
        }
        remote.addTrack(track);
        if (track.kind !== 'video') return;
        video.srcObject = remote;
        video.requestVideoFrameCallback(look);
      };
      const stop = () => {
        call.close();
        video.srcObject = null;
        worker?.terminate();
      };
      Object.assign(window, { bench: { call, candidates, delays, stop } satisfies Bench });
      await call.setRemoteDescription({ type: 'offer', sdp });
      await call.setLocalDescription();
      return call.localDescription?.sdp ?? '';
    },
    { codec, sealed, sdp, workerUrl: WORKER },
  );
}

/** Hands the answer and both ends' candidates over. */
export async function connectEnds(sender: Page, receiver: Page, sdp: string): Promise<void> {
  await sender.evaluate(async (answered) => {
    await (window as unknown as { bench: Bench }).bench.call.setRemoteDescription({ type: 'answer', sdp: answered });
  }, sdp);
  for (const [from, to] of [
    [sender, receiver],
    [receiver, sender],
  ] as const) {
    const found = await from.evaluate(async () => {
      const { bench } = window as unknown as { bench: Bench };
      for (let i = 0; i < 40 && bench.call.iceGatheringState !== 'complete'; i += 1) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return bench.candidates;
    });
    await to.evaluate(async (all) => {
      for (const candidate of all) await (window as unknown as { bench: Bench }).bench.call.addIceCandidate(candidate);
    }, found);
  }
}

/** The delays of the frames since the last call, in milliseconds. */
export function takeDelays(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as { bench: Bench }).bench.delays.splice(0));
}

export function stop(page: Page): Promise<void> {
  return page.evaluate(() => (window as unknown as { bench: Bench }).bench.stop());
}

/** Seconds of processor time that a browser's processes have taken so far. */
export async function cpuSeconds(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
