// Speech at 20 % random loss in both directions, or on a thin line (--kilobits 100): what had to be made up, beside direct calls with and without FEC and NACK.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { directCall, openDirectEnds } from '../../e2e/bench/direct-call.ts';
import { between, heard, withOpus, type Hearing } from '../../e2e/bench/speech.ts';
import { openCity, talk, type OpenCity } from '../../e2e/session/apps.ts';
import { received } from '../../e2e/stack/measure.ts';
import { openNetwork } from '../../e2e/stack/network.ts';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    percent: { type: 'string' },
    /** What the booth's line carries in each direction; nothing is lost on it then but what does not fit. */
    kilobits: { type: 'string' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
});
const seconds = Number(options.seconds);
const kilobits = options.kilobits === undefined ? null : Number(options.kilobits);
const percent = Number(options.percent ?? (kilobits === null ? 20 : 0));
if (kilobits !== null && !(kilobits >= 20)) throw new Error('--kilobits from 20');
if (!(seconds >= 5) || !(percent >= 0 && percent < 100)) throw new Error('--seconds from 5, --percent from 0 to 99');
/** How long the ends have to learn how bad the line is. */
const SETTLE_MS = 8_000;
/** At most so much of the speech may be made up where a fifth of the packets gets lost, in percent. */
const AIM_PERCENT = 5;
const DIRECT = [
  { name: 'direct, plain Opus', fec: false, nack: false },
  { name: 'direct, FEC', fec: true, nack: false },
  { name: 'direct, FEC and NACK', fec: true, nack: true },
];

type Page = OpenCity['kiosk']['page'];

interface Row {
  readonly name: string;
  /** The booth's voice, as the desk hears it. */
  readonly up: Hearing;
  /** The desk's voice, as the booth hears it. */
  readonly down: Hearing;
  /** Frames a second, as each end sees the other. */
  readonly frames: { readonly up: number; readonly down: number };
}

const network = await openNetwork();
try {
  await network.joinEnds();
  const rows: Row[] = [];
  const city = await openCity({ network });
  try {
    const { kiosk: a, clerk: b } = network.addresses;
    const ends = await openDirectEnds(city.kiosk.page.context(), city.clerk.page.context(), { a, b });
    for (const { name, ...opus } of DIRECT) {
      if (options.only !== undefined && options.only !== 'direct') break;
      await Promise.all([ends.a.bringToFront(), ends.b.bringToFront()]);
      const call = await directCall(ends, (sdp) => withOpus(sdp, opus));
      await call.firstFrames;
      rows.push({ name, ...(await listen(ends.a, ends.b)) });
      await call.hangUp();
      show(rows.at(-1));
    }
    await ends.close();
    if (options.only === undefined || options.only === 'mado') {
      await Promise.all([city.kiosk.page.bringToFront(), city.clerk.page.bringToFront()]);
      await talk(city);
      rows.push({ name: 'Mado', ...(await listen(city.kiosk.page, city.clerk.page)) });
      show(rows.at(-1));
      if (percent === 20 && kilobits === null) judge(rows.at(-1));
    }
  } finally {
    await city.close();
  }
  if (options.json) await writeFile(options.json, `${JSON.stringify({ percent, seconds, rows }, null, 2)}\n`);
} finally {
  await network.close();
}

/** Both ends' hearing while the booth's line is bad. */
async function listen(booth: Page, desk: Page): Promise<Omit<Row, 'name'>> {
  await network.setBoothLoss(percent);
  if (kilobits !== null) await network.setBoothRate(kilobits);
  await sleep(SETTLE_MS);
  const look = () => Promise.all([heard(booth), heard(desk), received(booth), received(desk)]);
  const before = await look();
  await sleep(seconds * 1_000);
  const after = await look();
  await network.setBoothLoss(0);
  if (kilobits !== null) await network.setBoothRate(null);
  const rate = (end: 2 | 3) => Math.round(((after[end].framesDecoded - before[end].framesDecoded) / seconds) * 10) / 10;
  return {
    down: between(before[0], after[0]),
    up: between(before[1], after[1]),
    frames: { down: rate(2), up: rate(3) },
  };
}

function show(row: Row | undefined): void {
  if (row === undefined) return;
  for (const way of ['up', 'down'] as const) {
    const { concealedPercent, silentPercent, nackPercent, bufferMs } = row[way];
    console.log(
      `  ${row.name.padEnd(22)} ${way.padEnd(4)} concealed ${concealedPercent.toFixed(2).padStart(6)} %   gaps ${silentPercent.toFixed(2).padStart(5)} %   asked again ${nackPercent.toFixed(1).padStart(5)} %   jitter buffer ${String(bufferMs)} ms   ${row.frames[way].toFixed(1).padStart(4)} pictures/s`,
    );
  }
}

function judge(row: Row | undefined): void {
  const most = Math.max(row?.up.concealedPercent ?? NaN, row?.down.concealedPercent ?? NaN);
  const kept = most <= AIM_PERCENT;
  console.log(`  aim: at most ${String(AIM_PERCENT)} % of the speech made up: ${kept ? 'kept' : 'not kept'}`);
  if (!kept) process.exitCode = 1;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
