// What sealing costs: from making a picture to having it at the other end through the server, and processor time, with the frame worker and without.
import { readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  choose,
  putGlass,
  readPictures,
  takeReadings,
  wholeSize,
  type Sealing,
  type VideoCodec,
} from '../../e2e/bench/glass.ts';
import { frameTimes } from '../../e2e/bench/frame-time.ts';
import { rendererSeconds } from '../../e2e/bench/processes.ts';
import { confidence, summarise } from '../../e2e/bench/statistics.ts';
import { openCity, talk } from '../../e2e/session/apps.ts';
import { received } from '../../e2e/stack/measure.ts';

const { values: options } = parseArgs({
  options: {
    codecs: { type: 'string', default: 'VP8,VP9' },
    rounds: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '4' },
    /** Results of earlier runs of the same benchmark, to be counted in. */
    with: { type: 'string', multiple: true, default: [] },
    /** Beside them a transform that has AES-GCM in it and nothing else. */
    bare: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const rounds = Number(options.rounds);
const seconds = Number(options.seconds);
const codecs = options.codecs.split(',').map(codecNamed);
if (!Number.isInteger(rounds) || rounds < 1 || !(seconds >= 2)) throw new Error('--rounds from 1, --seconds from 2');
/** After the picture has its whole size, before anything counts, in milliseconds: by then the browser has compiled what runs for the rest of a session. */
const SETTLE_MS = 8_000;
/** 15 pictures a second, as the camera's file of the tests has. */
const EVERY_MS = 66;
/** What a picture of 720p at 1.5 Mbit/s and 30 a second weighs. */
const FRAME_BYTES = 6_250;

/** What sealing may add: delay, and processor time at one end. */
const [AIM_MS, AIM_PERCENT] = [5, 5];

/** One session's. */
interface Cost {
  /** Milliseconds from making a picture to having it at the other end, median and 95th percentile. */
  readonly delay: number;
  readonly p95: number;
  /** Of one core, both ends' renderers together, in percent. */
  readonly core: number;
  readonly framesPerSecond: number;
}

/** Sessions one right after the other: whatever else the machine does falls on all. */
interface Pair {
  readonly codec: VideoCodec;
  readonly without: Cost;
  readonly sealed: Cost;
  readonly bare?: Cost;
}

const earlier: Pair[] = [];
for (const file of options.with) {
  const { pairs } = JSON.parse(await readFile(file, 'utf8')) as { readonly pairs: readonly Pair[] };
  earlier.push(...pairs);
}
const city = await openCity();
try {
  const { kiosk, clerk, stack } = city;
  const profiles = (['kiosk', 'clerk'] as const).map((role) => join(stack.dir, `profile-${role}`));
  const pages = [kiosk.page, clerk.page] as const;
  // One direction is enough: the other end shows a picture a second, so that both fit on a small machine.
  await Promise.all([putGlass(kiosk.page, EVERY_MS), putGlass(clerk.page, 1_000)]);
  const pairs: Pair[] = [...earlier];
  for (let round = 0; round < rounds; round += 1) {
    for (const codec of codecs) {
      // Each pair begins with another one.
      const kinds: readonly Sealing[] = options.bare ? ['without', 'bare', 'sealed'] : ['without', 'sealed'];
      const first = round % kinds.length;
      const costs = new Map<Sealing, Cost>();
      for (const kind of [...kinds.slice(first), ...kinds.slice(0, first)]) costs.set(kind, await session(codec, kind));
      const [without, sealed, bare] = [costs.get('without'), costs.get('sealed'), costs.get('bare')];
      if (without === undefined || sealed === undefined) throw new Error('a session is missing');
      pairs.push({ codec, without, sealed, ...(bare === undefined ? {} : { bare }) });
    }
  }
  const results = [];
  for (const codec of codecs) {
    const own = pairs.filter((pair) => pair.codec === codec);
    const median = (of: (pair: Pair) => number) => summarise(own.map(of)).median;
    const { seal, open } = await frameTimes(codec, FRAME_BYTES);
    const result = {
      codec,
      pairs: own.length,
      delayMs: { without: median((pair) => pair.without.delay), sealed: median((pair) => pair.sealed.delay) },
      p95Ms: { without: median((pair) => pair.without.p95), sealed: median((pair) => pair.sealed.p95) },
      addedMs: confidence(own.map(({ without, sealed }) => sealed.delay - without.delay)),
      corePercent: { without: median((pair) => pair.without.core), sealed: median((pair) => pair.sealed.core) },
      addedCorePercentAnEnd: confidence(own.map(({ without, sealed }) => (sealed.core - without.core) / 2)),
      framesPerSecond: median((pair) => pair.sealed.framesPerSecond),
      sealMs: summarise(seal.slice(50)),
      openMs: summarise(open.slice(50)),
    };
    const beside = own.flatMap((pair) => (pair.bare === undefined ? [] : [{ ...pair, bare: pair.bare }]));
    const bare = beside.length > 0 && {
      addedMs: confidence(beside.map((each) => each.bare.delay - each.without.delay)),
      addedCorePercentAnEnd: confidence(beside.map((each) => (each.bare.core - each.without.core) / 2)),
      sealedMoreMs: confidence(beside.map((each) => each.sealed.delay - each.bare.delay)),
      sealedMoreCorePercentAnEnd: confidence(beside.map((each) => (each.sealed.core - each.bare.core) / 2)),
    };
    results.push(bare ? { ...result, bare } : result);
    const { delayMs, p95Ms, addedMs, corePercent, addedCorePercentAnEnd, sealMs, openMs } = result;
    const bounds = ({ median: middle, low, high }: typeof addedMs) =>
      `${String(middle)} (95 %: ${String(low)} to ${String(high)})`;
    console.log(
      `  ${codec}  ${String(own.length)} pairs. Delay ${String(delayMs.without)} → ${String(delayMs.sealed)} ms, added ${bounds(addedMs)} ms; p95 ${String(p95Ms.without)} → ${String(p95Ms.sealed)} ms`,
    );
    console.log(
      `       both ends' core ${String(corePercent.without)} → ${String(corePercent.sealed)} %, added an end ${bounds(addedCorePercentAnEnd)} %; a frame alone: sealing ${sealMs.median.toFixed(2)} ms, opening ${openMs.median.toFixed(2)} ms`,
    );
    if (bare)
      console.log(
        `       bare AES-GCM: added ${bounds(bare.addedMs)} ms, an end ${bounds(bare.addedCorePercentAnEnd)} %; sealed beside it ${bounds(bare.sealedMoreMs)} ms, an end ${bounds(bare.sealedMoreCorePercentAnEnd)} %`,
      );
  }
  const over = results.filter(
    ({ addedMs, addedCorePercentAnEnd }) => addedMs.median > AIM_MS || addedCorePercentAnEnd.median > AIM_PERCENT,
  );
  if (over.length > 0) process.exitCode = 1;
  console.log(
    `  aim: at most ${String(AIM_MS)} ms and ${String(AIM_PERCENT)} % of a core more an end: ${over.length === 0 ? 'kept' : `not kept with ${over.map(({ codec }) => codec).join(' and ')}`}. Load of the machine ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  );
  if (options.json) await writeFile(options.json, `${JSON.stringify({ seconds, results, pairs }, null, 2)}\n`);

  async function session(codec: VideoCodec, sealing: Sealing): Promise<Cost> {
    await Promise.all(pages.map((page) => choose(page, codec, sealing)));
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
    if ((sealing !== 'without') !== transforms > 0)
      throw new Error(`asked for ${sealing}, but ${String(transforms)} went through a worker`);
    if (unread > delays.length / 10)
      throw new Error(`${String(unread)} pictures beside ${String(delays.length)} unread`);
    const { median } = summarise(delays);
    const cost: Cost = {
      delay: median,
      p95: rounded(delays.toSorted((a, b) => a - b)[Math.floor(delays.length * 0.95)] ?? NaN),
      core: rounded((100_000 * spent) / took),
      framesPerSecond: rounded((1_000 * delays.length) / took),
    };
    console.log(
      `      ${codec} ${sealing.padEnd(7)}  ${String(cost.delay)} ms (p95 ${String(cost.p95)}), ${cost.core.toFixed(0)} % of a core, ${String(delays.length)} pictures (${String(unread)} unread)`,
    );
    await clerk.end();
    await Promise.all([clerk.saysErased(), kiosk.saysErased()]);
    await Promise.all([clerk.back(), kiosk.finish()]);
    return cost;
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
