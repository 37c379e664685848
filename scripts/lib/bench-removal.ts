// From the press that takes somebody out of a session to their last packet, their last message and everybody else's new keys.
import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { followPackets, keepTalking, readLeaving, STEPS, watchLeaving } from '../../e2e/bench/removal.ts';
import { summarise } from '../../e2e/bench/statistics.ts';
import { openCity, talk } from '../../e2e/session/apps.ts';
import { mediaFlows } from '../../e2e/stack/measure.ts';

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, json: { type: 'string' } },
});
const runs = Number(options.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs needs a whole number from 1');
/** From the press to the last packet, the last message and the last under keys that the removed device had. */
const AIM_MS = 500;
/** How long after the press one looks whether anything still comes, in milliseconds. */
const WATCH_MS = 3_000;

// Each PC has its own cores in life; here three encoders would share two, and be what is measured.
const city = await openCity({ secondClerk: 'shiminzei', camera: 'slow' });
try {
  const { kiosk, clerk, colleague } = city;
  if (colleague === null) throw new Error('there is no colleague');
  await Promise.all([watchLeaving(colleague.page, WATCH_MS), watchLeaving(kiosk.page, 0), watchLeaving(clerk.page, 0)]);
  await talk(city);
  const took: { packet: number; message: number; sealed: number; keys: number }[] = [];
  for (let run = 0; run < runs; run += 1) {
    await clerk.ask('市民税窓口', '呼び入れる');
    await colleague.accept('加わる');
    await mediaFlows(colleague.page);
    await kiosk.page.locator('.mado-seal[data-seal="sealed"][data-seal-members="3"]').waitFor();
    const quiet = await keepTalking(kiosk.page, '見づらい');
    await clerk.page.getByRole('button', { name: '退出させる' }).click();
    await Promise.all([colleague, kiosk, clerk].map(({ page }) => followPackets(page, WATCH_MS + 22_000)));
    for (let tries = 0; ; tries += 1) {
      await sleep(1_000);
      const { lastPacket, lastMessage } = await readLeaving(colleague.page, 0);
      if (lastPacket > 0 && lastMessage > 0) break;
      if (tries === 20)
        throw new Error(`nothing came before the removal: ${String(lastPacket)}, ${String(lastMessage)}`);
    }
    const pressed = await clerk.page
      .getByRole('dialog')
      .getByRole('button', { name: '退出させる' })
      .evaluate((button: HTMLElement) => {
        const now = Date.now();
        button.click();
        return now;
      });
    await colleague.hasLeft('removed');
    await sleep(WATCH_MS);
    await quiet();
    const [out, booth, desk] = await Promise.all(
      [colleague, kiosk, clerk].map(({ page }) => readLeaving(page, pressed)),
    );
    const [atBooth, atDesk] = [booth?.steps.epochs, desk?.steps.epochs];
    if (!out || !booth || !desk || typeof atBooth !== 'number' || typeof atDesk !== 'number')
      throw new Error('no new keys');
    const one = {
      packet: Math.max(0, Math.round(out.lastPacket - pressed)),
      message: Math.max(0, out.lastMessage - pressed),
      sealed: Math.max(booth.lastUnderOldKeys, desk.lastUnderOldKeys),
      keys: Math.max(atBooth, atDesk),
    };
    took.push(one);
    console.log(
      `  ${String(run + 1).padStart(2)}  last packet ${String(one.packet)} ms   last message ${String(one.message)} ms   last under old keys ${String(one.sealed)} ms   new keys ${String(one.keys)} ms`,
    );
    for (const [name, end] of [['desk', desk] as const, ['booth', booth] as const]) {
      console.log(
        `        ${name.padEnd(5)}  ${STEPS.map((step) => `${step} ${String(end.steps[step])}`).join('   ')}`,
      );
    }
  }
  const kept = took.filter(({ packet, message, sealed }) => Math.max(packet, message, sealed) <= AIM_MS).length;
  const result = {
    what: 'milliseconds from the press',
    runs,
    withinAim: kept,
    packet: summarise(took.map(({ packet }) => packet)),
    message: summarise(took.map(({ message }) => message)),
    sealed: summarise(took.map(({ sealed }) => sealed)),
    keys: summarise(took.map(({ keys }) => keys)),
  };
  const row = ({ median, most }: { median: number; most: number }) => `${String(median)} ms (at most ${String(most)})`;
  console.log(
    `  medians: last packet ${row(result.packet)}, last message ${row(result.message)}, last under old keys ${row(result.sealed)}, new keys ${row(result.keys)}`,
  );
  console.log(
    `  out of media, messages and keys within ${String(AIM_MS)} ms: ${String(kept)} of ${String(runs)} runs. Load of the machine ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  );
  if (kept < runs) process.exitCode = 1;
  if (options.json) await writeFile(options.json, `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await city.close();
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
