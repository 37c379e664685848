// Speech at 20 % random loss in both directions: what had to be made up, beside direct calls with and without FEC and NACK.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { directCall, openDirectEnds } from '../../e2e/bench/direct-call.ts';
import { between, heard, withOpus, type Hearing } from '../../e2e/bench/speech.ts';
import { openCity, talk, type OpenCity } from '../../e2e/session/apps.ts';
import { openNetwork } from '../../e2e/stack/network.ts';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    percent: { type: 'string', default: '20' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
});
const seconds = Number(options.seconds);
const percent = Number(options.percent);
if (!(seconds >= 5) || !(percent >= 0 && percent < 100)) throw new Error('--seconds from 5, --percent from 0 to 99');
/** How long the ends have to learn how bad the line is. */
const SETTLE_MS = 8_000;
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
}

const network = await openNetwork();
try {
  await network.joinEnds();
  const rows: Row[] = [];
  const city = await openCity({ network });
  try {
    const ends = await openDirectEnds(city.kiosk.page.context(), city.clerk.page.context());
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
    }
  } finally {
    await city.close();
  }
  if (options.json) await writeFile(options.json, `${JSON.stringify({ percent, seconds, rows }, null, 2)}\n`);
} finally {
  await network.close();
}

/** Both ends' hearing while the booth's line is bad. */
async function listen(booth: Page, desk: Page): Promise<{ up: Hearing; down: Hearing }> {
  await network.setBoothLoss(percent);
  await sleep(SETTLE_MS);
  const before = await Promise.all([heard(booth), heard(desk)]);
  await sleep(seconds * 1_000);
  const after = await Promise.all([heard(booth), heard(desk)]);
  await network.setBoothLoss(0);
  return { down: between(before[0], after[0]), up: between(before[1], after[1]) };
}

function show(row: Row | undefined): void {
  if (row === undefined) return;
  for (const [way, hearing] of [
    ['up', row.up],
    ['down', row.down],
  ] as const) {
    const { concealedPercent, nackPercent, bufferMs } = hearing;
    console.log(
      `  ${row.name.padEnd(22)} ${way.padEnd(4)} concealed ${concealedPercent.toFixed(2).padStart(6)} %   asked again ${nackPercent.toFixed(1).padStart(5)} %   jitter buffer ${String(bufferMs)} ms`,
    );
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
