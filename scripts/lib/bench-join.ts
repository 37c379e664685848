// From the clerk's press on admit to the first picture at both ends, beside a direct call between the same two browsers.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { directJoin, openDirectEnds } from '../../e2e/bench/direct-call.ts';
import { summarise, type Summary } from '../../e2e/bench/statistics.ts';
import { openCity, type OpenCity } from '../../e2e/session/apps.ts';
import { firstFrameAt, joinPhases } from '../../e2e/stack/measure.ts';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '12' },
    json: { type: 'string' },
    tcp: { type: 'boolean', default: false },
  },
});
const runs = Number(options.runs);
if (!Number.isInteger(runs) || runs < 2) throw new Error('--runs needs a whole number from 2');

const city = await openCity({ forceTcp: options.tcp });
try {
  const ends = await openDirectEnds(city.kiosk.page.context(), city.clerk.page.context());
  await Promise.all([city.kiosk.page.bringToFront(), city.clerk.page.bringToFront()]);
  const direct: number[] = [];
  const product: number[] = [];
  const phases: Record<string, number[]> = {};
  // Alternately, so that whatever else the machine does falls on both; the first of each warms up and does not count.
  for (let run = 0; run <= runs; run += 1) {
    await Promise.all([ends.a.bringToFront(), ends.b.bringToFront()]);
    const straight = await directJoin(ends);
    await Promise.all([city.kiosk.page.bringToFront(), city.clerk.page.bringToFront()]);
    const session = await productJoin(city);
    if (run === 0) continue;
    direct.push(Math.max(straight.a, straight.b));
    product.push(session.ms);
    for (const [phase, ms] of Object.entries(session.phases)) (phases[phase] ??= []).push(ms);
    console.log(`  ${String(run).padStart(2)}  direct ${direct.at(-1)} ms   Mado ${product.at(-1)} ms`);
  }
  await ends.close();
  const result = {
    what: 'milliseconds from admit to the first decoded picture at the slower end',
    transport: options.tcp ? 'tcp' : 'udp',
    direct: summarise(direct),
    mado: summarise(product),
    ratioOfMedians: Math.round((summarise(product).median / summarise(direct).median) * 100) / 100,
    phasesAtTheClerk: Object.fromEntries(
      Object.entries(phases).map(([phase, values]) => [phase, summarise(values).median]),
    ),
  };
  print(result);
  if (options.json) await writeFile(options.json, `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await city.close();
}

/** One session: waiting, admission, first pictures, end. */
async function productJoin(open: OpenCity): Promise<{ ms: number; phases: Record<string, number> }> {
  const { kiosk, clerk } = open;
  await kiosk.checkIn();
  await clerk.seesWaiting();
  // Both ends have made their transports when they have had a moment in the waiting room, as people have.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const admitted = await clerk.admitNow();
  const [atKiosk, atClerk] = await Promise.all([
    firstFrameAt(kiosk.page, admitted),
    firstFrameAt(clerk.page, admitted),
  ]);
  await Promise.all([kiosk.inCall(), clerk.inCall()]);
  const phases = await joinPhases(clerk.page, admitted);
  await clerk.end();
  await Promise.all([clerk.saysErased(), kiosk.saysErased()]);
  await Promise.all([clerk.back(), kiosk.finish()]);
  return {
    ms: Math.max(atKiosk, atClerk) - admitted,
    phases: { ...phases, kioskPicture: atKiosk - admitted, clerkPicture: atClerk - admitted },
  };
}

function print(result: {
  direct: Summary;
  mado: Summary;
  ratioOfMedians: number;
  phasesAtTheClerk: Record<string, number>;
}): void {
  const row = (name: string, s: Summary) =>
    `  ${name.padEnd(8)} median ${String(s.median).padStart(6)} ms   p10–p90 ${s.p10}–${s.p90} ms   least ${s.least}, most ${s.most}, ${s.runs} runs`;
  console.log(row('direct', result.direct));
  console.log(row('Mado', result.mado));
  console.log(`  ratio of the medians ${result.ratioOfMedians} (aim: at most 1.5)`);
  console.log(
    `  medians after admit, in ms: ${Object.entries(result.phasesAtTheClerk)
      .map(([phase, ms]) => `${phase} ${ms}`)
      .join(', ')}`,
  );
}
