import type { BrowserContext, Page } from 'playwright-core';

/** A page on loopback (a secure context) with nothing in it, in each of two browsers, for the yardstick of a call without a server. */
const BLANK = 'http://127.0.0.1:9/direct';

export interface DirectEnds {
  a: Page;
  b: Page;
  close(): Promise<void>;
}

/** Opens both ends and turns their cameras and microphones on, as both apps have done before admission. */
export async function openDirectEnds(a: BrowserContext, b: BrowserContext): Promise<DirectEnds> {
  const [pageA, pageB] = await Promise.all([blankPage(a), blankPage(b)]);
  return {
    a: pageA,
    b: pageB,
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
  await page.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: true,
      video: { width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    Object.assign(window, { stream });
  });
  return page;
}

/**
 * One direct call between the two ends: offer, answer and candidates pass through this process.
 * Returns the milliseconds from the start to the first decoded frame at each end.
 */
export async function directJoin(ends: DirectEnds): Promise<{ a: number; b: number }> {
  await Promise.all([prepare(ends.a), prepare(ends.b)]);
  const started = Date.now();
  const firstFrames = Promise.all([firstFrame(ends.a), firstFrame(ends.b)]);
  const offer = await ends.a.evaluate(async () => {
    const { call } = window as unknown as { call: RTCPeerConnection };
    await call.setLocalDescription();
    const { type, sdp } = call.localDescription ?? { type: 'offer' as const, sdp: '' };
    return { type, sdp };
  });
  const answer = await ends.b.evaluate(async (remote) => {
    const { call } = window as unknown as { call: RTCPeerConnection };
    await call.setRemoteDescription(remote);
    await call.setLocalDescription();
    const { type, sdp } = call.localDescription ?? { type: 'offer' as const, sdp: '' };
    return { type, sdp };
  }, offer);
  await ends.a.evaluate(async (remote) => {
    await (window as unknown as { call: RTCPeerConnection }).call.setRemoteDescription(remote);
  }, answer);
  // Candidates as they are found, both ways, until both pictures are there.
  const pump = setInterval(() => {
    void passCandidates(ends.a, ends.b);
    void passCandidates(ends.b, ends.a);
  }, 5);
  try {
    await Promise.all([passCandidates(ends.a, ends.b), passCandidates(ends.b, ends.a)]);
    const [a, b] = await firstFrames;
    return { a: a - started, b: b - started };
  } finally {
    clearInterval(pump);
    await Promise.all([hangUp(ends.a), hangUp(ends.b)]);
  }
}

async function prepare(page: Page): Promise<void> {
  await page.evaluate(() => {
    const call = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    const candidates: RTCIceCandidateInit[] = [];
    call.onicecandidate = (event) => {
      if (event.candidate) candidates.push(event.candidate.toJSON());
    };
    const { stream } = window as unknown as { stream: MediaStream };
    for (const track of stream.getTracks()) call.addTrack(track, stream);
    const video = document.querySelector('video');
    if (!video) throw new Error('the page has no picture');
    video.srcObject = null;
    const shown = new Promise<number>((resolve) => {
      call.ontrack = (event) => {
        if (event.track.kind !== 'video') return;
        video.srcObject = new MediaStream([event.track]);
        video.requestVideoFrameCallback(() => resolve(Date.now()));
      };
    });
    Object.assign(window, { call, candidates, shown });
  });
}

function firstFrame(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { shown: Promise<number> }).shown);
}

async function passCandidates(from: Page, to: Page): Promise<void> {
  const found = await from.evaluate(() =>
    (window as unknown as { candidates: RTCIceCandidateInit[] }).candidates.splice(0),
  );
  if (found.length === 0) return;
  await to.evaluate(async (all) => {
    const { call } = window as unknown as { call: RTCPeerConnection };
    for (const candidate of all) await call.addIceCandidate(candidate);
  }, found);
}

async function hangUp(page: Page): Promise<void> {
  await page.evaluate(() => (window as unknown as { call: RTCPeerConnection }).call.close());
}
