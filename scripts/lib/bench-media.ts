// What sealing costs: from drawing a picture to seeing it at the other end, and processor time, with the frame worker and without.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  answer,
  cpuSeconds,
  connectEnds,
  offer,
  openGlass,
  stop,
  takeDelays,
  type VideoCodec,
} from '../../e2e/bench/glass.ts';
import { summarise } from '../../e2e/bench/statistics.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '8' },
    json: { type: 'string' },
  },
});
const rounds = Number(options.rounds);
const seconds = Number(options.seconds);
if (!Number.isInteger(rounds) || rounds < 1 || !(seconds >= 2)) throw new Error('--rounds from 1, --seconds from 2');
const SETTLE_MS = 3_000;
const CODECS: readonly VideoCodec[] = ['VP9', 'VP8'];

interface Cost {
  /** Milliseconds from drawing to the screen, one a frame. */
  readonly delays: number[];
  /** Of one core, both ends together, in percent; one a round. */
  readonly core: number[];
}

const [sender, receiver] = await Promise.all([openGlass(), openGlass()]);
try {
  const results = [];
  for (const codec of CODECS) {
    const off: Cost = { delays: [], core: [] };
    const on: Cost = { delays: [], core: [] };
    // Alternately, so that whatever else the machine does falls on both; each pair begins with the other one.
    for (let round = 0; round < rounds; round += 1) {
      for (const sealed of round % 2 === 0 ? [false, true] : [true, false])
        await measure(codec, sealed, sealed ? on : off);
    }
    const result = {
      codec,
      offMs: summarise(off.delays),
      onMs: summarise(on.delays),
      addedMs: round(summarise(on.delays).median - summarise(off.delays).median),
      ratio: round(summarise(on.delays).median / summarise(off.delays).median),
      offCorePercent: summarise(off.core).median,
      onCorePercent: summarise(on.core).median,
      addedCorePercentAnEnd: round((summarise(on.core).median - summarise(off.core).median) / 2),
    };
    results.push(result);
    console.log(
      `  ${codec}  off ${result.offMs.median} ms   sealed ${result.onMs.median} ms   added ${result.addedMs} ms (×${result.ratio})   core at both ends ${result.offCorePercent} % → ${result.onCorePercent} %, ${result.addedCorePercentAnEnd} % more an end   ${result.offMs.runs}/${result.onMs.runs} frames`,
    );
  }
  console.log('  aim: at most 5 ms and 5 % of a core more');
  if (options.json) await writeFile(options.json, `${JSON.stringify({ rounds, seconds, results }, null, 2)}\n`);
} finally {
  await Promise.all([sender.browser.close(), receiver.browser.close()]);
}

async function measure(codec: VideoCodec, sealed: boolean, into: Cost): Promise<void> {
  const sdp = await offer(sender.page, codec, sealed);
  await connectEnds(sender.page, receiver.page, await answer(receiver.page, codec, sealed, sdp));
  await sleep(SETTLE_MS);
  await takeDelays(receiver.page);
  const before = await processorTime();
  const began = performance.now();
  await sleep(seconds * 1_000);
  const spent = (await processorTime()) - before;
  into.core.push((100_000 * spent) / (performance.now() - began));
  into.delays.push(...(await takeDelays(receiver.page)));
  await Promise.all([stop(sender.page), stop(receiver.page)]);
}

async function processorTime(): Promise<number> {
  const [one, other] = await Promise.all([cpuSeconds(sender.browser), cpuSeconds(receiver.browser)]);
  return one + other;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
