// What sealing costs: from drawing a picture to the other end's screen through the server, and processor time, with the frame worker and without.
import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { choose, putGlass, readPictures, takeReadings, wholeSize, type VideoCodec } from '../../e2e/bench/glass.ts';
import { frameTimes } from '../../e2e/bench/frame-time.ts';
import { rendererSeconds } from '../../e2e/bench/processes.ts';
import { summarise } from '../../e2e/bench/statistics.ts';
import { openCity, talk } from '../../e2e/session/apps.ts';
import { received } from '../../e2e/stack/measure.ts';

const { values: options } = parseArgs({
  options: {
    codecs: { type: 'string', default: 'VP8,VP9' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '8' },
    json: { type: 'string' },
  },
});
const rounds = Number(options.rounds);
const seconds = Number(options.seconds);
if (!Number.isInteger(rounds) || rounds < 1 || !(seconds >= 2)) throw new Error('--rounds from 1, --seconds from 2');
/** After the picture has its whole size, before anything counts, in milliseconds. */
const SETTLE_MS = 3_000;
/** 15 pictures a second, as the camera's file of the tests has. */
const EVERY_MS = 60;
/** What a picture of 720p at 1.5 Mbit/s and 30 a second weighs. */
const FRAME_BYTES = 6_250;

interface Cost {
  /** Milliseconds from drawing to the screen, one a picture. */
  readonly delays: number[];
  /** Of one core, both ends' renderers together, in percent; one a round. */
  readonly core: number[];
  readonly framesPerSecond: number[];
}

const city = await openCity();
try {
  const { kiosk, clerk, stack } = city;
  const profiles = (['kiosk', 'clerk'] as const).map((role) => join(stack.dir, `profile-${role}`));
  const pages = [kiosk.page, clerk.page] as const;
  // One direction is enough: the other end shows a picture a second, so that both fit on a small machine.
  await Promise.all([putGlass(kiosk.page, EVERY_MS), putGlass(clerk.page, 1_000)]);
  const results = [];
  for (const codec of options.codecs.split(',').map(codecNamed)) {
    const off: Cost = { delays: [], core: [], framesPerSecond: [] };
    const on: Cost = { delays: [], core: [], framesPerSecond: [] };
    // Alternately, so that whatever else the machine does falls on both; each pair begins with the other one.
    for (let round = 0; round < rounds; round += 1) {
      for (const sealed of round % 2 === 0 ? [false, true] : [true, false])
        await session(codec, sealed, sealed ? on : off);
    }
    const [without, sealed] = [off, on].map((cost) => summary(cost));
    if (without === undefined || sealed === undefined) throw new Error('nothing was measured');
    const result = {
      codec,
      without,
      sealed,
      addedMs: rounded(sealed.delay.median - without.delay.median),
      addedCorePercentAnEnd: rounded((sealed.core.median - without.core.median) / 2),
      frameMs: summarise((await frameTimes(codec, FRAME_BYTES)).slice(50)),
    };
    results.push(result);
    console.log(
      `  ${codec}  median ${String(without.delay.median)} → ${String(sealed.delay.median)} ms (added ${String(result.addedMs)}), p95 ${String(without.p95)} → ${String(sealed.p95)} ms; core at both ends ${String(without.core.median)} → ${String(sealed.core.median)} % (added ${String(result.addedCorePercentAnEnd)} an end); ${String(without.framesPerSecond)} → ${String(sealed.framesPerSecond)} pictures/s; sealing and opening ${String(result.frameMs.median)} ms a frame`,
    );
  }
  console.log(
    `  aim: at most 5 ms and 5 % of a core more an end. Load of the machine ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  );
  if (options.json) await writeFile(options.json, `${JSON.stringify({ rounds, seconds, results }, null, 2)}\n`);

  async function session(codec: VideoCodec, sealed: boolean, into: Cost): Promise<void> {
    await Promise.all(pages.map((page) => choose(page, codec, sealed)));
    await talk(city);
    await wholeSize(() => received(clerk.page));
    await readPictures(clerk.page);
    await sleep(SETTLE_MS);
    await takeReadings(clerk.page);
    const before = await processorTime();
    const began = performance.now();
    await sleep(seconds * 1_000);
    const spent = (await processorTime()) - before;
    const took = performance.now() - began;
    const { delays, unread, transforms } = await takeReadings(clerk.page);
    const negotiated = await codecReceived();
    if (negotiated !== codec) throw new Error(`asked for ${codec}, got ${negotiated}`);
    if (sealed !== transforms > 0)
      throw new Error(`sealed is ${String(sealed)}, but ${String(transforms)} were sealed`);
    if (unread > delays.length / 10)
      throw new Error(`${String(unread)} pictures beside ${String(delays.length)} unread`);
    into.delays.push(...delays);
    into.core.push((100_000 * spent) / took);
    into.framesPerSecond.push((1_000 * delays.length) / took);
    console.log(
      `      ${codec} ${sealed ? 'sealed ' : 'without'}  ${String(summarise(delays).median)} ms, ${((100_000 * spent) / took).toFixed(0)} % of a core, ${String(delays.length)} pictures (${String(unread)} unread)`,
    );
    await clerk.end();
    await Promise.all([clerk.saysErased(), kiosk.saysErased()]);
    await Promise.all([clerk.back(), kiosk.finish()]);
  }

  async function processorTime(): Promise<number> {
    const [one = 0, other = 0] = await Promise.all(profiles.map(rendererSeconds));
    return one + other;
  }

  function codecReceived(): Promise<string> {
    return clerk.page.evaluate(async () => {
      const { watched } = window as unknown as { watched: { connections: RTCPeerConnection[] } };
      for (const call of watched.connections.filter(({ connectionState }) => connectionState === 'connected')) {
        const report = await call.getStats();
        for (const entry of report.values() as Iterable<Record<string, unknown>>) {
          if (entry['type'] !== 'inbound-rtp' || entry['kind'] !== 'video' || !entry['framesDecoded']) continue;
          const codec: unknown = report.get(String(entry['codecId']));
          if (typeof codec === 'object' && codec !== null && 'mimeType' in codec)
            return String(codec.mimeType).replace('video/', '');
        }
      }
      return 'none';
    });
  }
} finally {
  await city.close();
}

function summary(cost: Cost) {
  const sorted = cost.delays.toSorted((a, b) => a - b);
  return {
    delay: summarise(cost.delays),
    p95: rounded(sorted[Math.floor(sorted.length * 0.95)] ?? NaN),
    core: summarise(cost.core),
    framesPerSecond: summarise(cost.framesPerSecond).median,
  };
}

function codecNamed(name: string): VideoCodec {
  if (name !== 'VP8' && name !== 'VP9') throw new Error('--codecs VP8, VP9 or both');
  return name;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
