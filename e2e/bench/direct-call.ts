import type { BrowserContext, Page } from 'playwright-core';

/** A page on loopback (a secure context) with nothing in it, in each of two browsers, for the yardstick of a call without a server. */
const BLANK = 'http://127.0.0.1:9/direct';

export interface DirectEnds {
  a: Page;
  b: Page;
  /** Where each browser is reached: the browsers of the tests leave the way to the routes, and so name no address of their own. */
  readonly addresses: { readonly a: string; readonly b: string };
  close(): Promise<void>;
}

/** Opens both ends. Their cameras and microphones are on during a call alone, so that they take nothing from what is measured between. */
export async function openDirectEnds(
  a: BrowserContext,
  b: BrowserContext,
  addresses: DirectEnds['addresses'] = { a: '127.0.0.1', b: '127.0.0.1' },
): Promise<DirectEnds> {
  const [pageA, pageB] = await Promise.all([blankPage(a), blankPage(b)]);
  return {
    a: pageA,
    b: pageB,
    addresses,
    async close() {
      await Promise.all([pageA.close(), pageB.close()]);
    },
  };
}

async function blankPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.route(BLANK, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><title>direct</title><video autoplay playsinline></video>',
    }),
  );
  await page.goto(BLANK);
  return page;
}

/** A direct call that is being made, or goes on. */
export interface DirectCall {
  /** Milliseconds from the start to the first decoded frame at each end. */
  readonly firstFrames: Promise<{ a: number; b: number }>;
  hangUp(): Promise<void>;
}

/**
 * One direct call between the two ends, hung up when both see each other. Returns the milliseconds from the start to the first decoded
 * frame at each end.
 */
export async function directJoin(ends: DirectEnds): Promise<{ a: number; b: number }> {
  const call = await directCall(ends);
  try {
    return await call.firstFrames;
  } finally {
    await call.hangUp();
  }
}

/**
 * Calls directly: offer, answer and where each is reached pass through this process. Cameras and microphones are on before the clock starts, as in
 * both apps before admission, and off after `hangUp`. `alter` may change each description before either end is told of it.
 */
export async function directCall(ends: DirectEnds, alter = (sdp: string) => sdp): Promise<DirectCall> {
  await Promise.all([prepare(ends.a), prepare(ends.b)]);
  const started = Date.now();
  const frames = Promise.all([firstFrame(ends.a), firstFrame(ends.b)]);
  const offer = await describe(ends.a, alter);
  await hear(ends.b, offer);
  await hear(ends.a, await describe(ends.b, alter));
  const passed = Promise.all([passCandidate(ends, 'a', 'b'), passCandidate(ends, 'b', 'a')]);
  const firstFrames = Promise.all([frames, passed]).then(([[a, b]]) => ({ a: a - started, b: b - started }));
  return {
    firstFrames,
    async hangUp() {
      await passed;
      await Promise.all([hangUp(ends.a), hangUp(ends.b)]);
    },
  };
}

interface Description {
  readonly type: RTCSdpType;
  readonly sdp: string;
}

/** Makes this end's offer or answer and settles for it as altered. */
async function describe(page: Page, alter: (sdp: string) => string): Promise<Description> {
  const made = await page.evaluate(async () => {
    const { call } = window as unknown as { call: RTCPeerConnection };
    const asked = call.signalingState === 'have-remote-offer';
    const { type, sdp } = await (asked ? call.createAnswer() : call.createOffer());
    return { type, sdp: sdp ?? '' };
  });
  const description = { type: made.type, sdp: alter(made.sdp) };
  await page.evaluate(async (own) => {
    await (window as unknown as { call: RTCPeerConnection }).call.setLocalDescription(own);
  }, description);
  return description;
}

async function hear(page: Page, remote: Description): Promise<void> {
  await page.evaluate(async (description) => {
    await (window as unknown as { call: RTCPeerConnection }).call.setRemoteDescription(description);
  }, remote);
}

async function prepare(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: true,
      video: { width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    const call = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    for (const track of stream.getTracks()) call.addTrack(track, stream);
    const video = document.querySelector('video');
    if (!video) throw new Error('the page has no picture');
    video.srcObject = null;
    const shown = new Promise<number>((resolve) => {
      const remote = new MediaStream();
      call.ontrack = (event) => {
        // Sound is played as well: what is not played is not decoded.
        remote.addTrack(event.track);
        if (event.track.kind !== 'video') return;
        video.srcObject = remote;
        video.requestVideoFrameCallback(() => resolve(Date.now()));
      };
    });
    Object.assign(window, { stream, call, shown });
  });
}

function firstFrame(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { shown: Promise<number> }).shown);
}

/** Tells the other end where this one is reached, as soon as its socket is there. */
async function passCandidate(ends: DirectEnds, from: 'a' | 'b', to: 'a' | 'b'): Promise<void> {
  const port = await ends[from].evaluate(async () => {
    const { call } = window as unknown as { call: RTCPeerConnection };
    for (;;) {
      const report = await call.getStats();
      for (const entry of report.values() as Iterable<Record<string, unknown>>) {
        const { type, protocol, address, port: found } = entry;
        if (type === 'local-candidate' && protocol === 'udp' && !String(address).includes(':')) return Number(found);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  });
  const candidate = `candidate:1 1 udp 2122260223 ${ends.addresses[from]} ${String(port)} typ host`;
  await ends[to].evaluate(async (line) => {
    const { call } = window as unknown as { call: RTCPeerConnection };
    await call.addIceCandidate({ candidate: line, sdpMLineIndex: 0 });
  }, candidate);
}

async function hangUp(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { call, stream } = window as unknown as { call: RTCPeerConnection; stream: MediaStream };
    call.close();
    for (const track of stream.getTracks()) track.stop();
    const video = document.querySelector('video');
    if (video) video.srcObject = null;
  });
}
