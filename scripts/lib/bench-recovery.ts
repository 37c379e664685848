// From the return of the line, of the server or of its media process to sound and picture at both ends, over UDP and over TCP alone.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { countMedia, returned, soundFirst } from '../../e2e/bench/return-of-media.ts';
import { RecoveryTrace } from '../../e2e/bench/recovery-trace.ts';
import { drawNoPictures } from '../../e2e/bench/unseen.ts';
import { openCity, talk, type OpenCity } from '../../e2e/session/apps.ts';
import { mediaFlows, received } from '../../e2e/stack/measure.ts';
import { openNetwork } from '../../e2e/stack/network.ts';
import { killChildNamed } from '../../e2e/stack/process.ts';
import { putBoothToSleep } from '../../e2e/stack/sleep.ts';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3,12,30' },
    over: { type: 'string', default: 'udp,tcp' },
    how: { type: 'string', default: 'unplugged,swallowed,moved,restarted,worker' },
    json: { type: 'string' },
    // 1280×720 keeps two cores busy with two encoders and two decoders: it is they who would be measured.
    camera: { type: 'string', default: 'small' },
    trace: { type: 'boolean', default: false },
  },
});
const AIM_MS = 2_000;
/** As a server has it unless it is configured otherwise. */
const GRACE_SECONDS = 180;
const WITHIN_MS = 30_000;
/** Between two breaks, so that each begins with a line that is well, also to those who count the tries (`STABLE_AFTER_MS`). */
const REST_MS = 16_000;

interface Break {
  readonly over: string;
  /**
   * `unplugged`: the interface goes down. `swallowed`: packets vanish on their way, and nothing says so. `moved`: another interface with
   * another address. `restarted`: the server is killed and started again. `worker`: the server's media process is killed.
   * `asleep`: every process of the booth stands still, as in a laptop that was closed; asked for by name only.
   */
  readonly how: string;
  /** 0: there is nothing to wait for. */
  readonly seconds: number;
  /** Milliseconds at the slower end, from the line's return; from the new interface, the server's first word, the process's death. */
  readonly sound: number;
  readonly picture: number;
}

let traces: Readonly<Record<string, RecoveryTrace>> = {};
const network = await openNetwork();
try {
  const breaks: Break[] = [];
  for (const over of options.over.split(',')) {
    const camera = options.camera === 'usual' ? 'usual' : 'small';
    const city = await openCity({ network, camera, forceTcp: over === 'tcp', graceSeconds: GRACE_SECONDS });
    try {
      await Promise.all(
        [city.kiosk.page, city.clerk.page].map(async (page) => {
          await drawNoPictures(page);
          await page.reload();
        }),
      );
      await talk(city);
      await Promise.all([countMedia(city.kiosk.page), countMedia(city.clerk.page)]);
      traces = options.trace
        ? { booth: await RecoveryTrace.begin(city.kiosk.page), desk: await RecoveryTrace.begin(city.clerk.page) }
        : {};
      for (const how of options.how.split(',')) {
        const lasts = how === 'unplugged' || how === 'swallowed' || how === 'asleep';
        for (const seconds of lasts ? options.seconds.split(',').map(Number) : [0]) {
          await sleep(REST_MS);
          const measured = { over, how, seconds, ...(await breakLine(city, { over, how, seconds })) };
          breaks.push(measured);
          const ms = (value: number) => `${String(value).padStart(6)} ms`;
          console.log(
            `  ${over}  ${how.padEnd(9)} ${String(seconds).padStart(3)} s   sound ${ms(measured.sound)}   picture ${ms(measured.picture)}`,
          );
        }
      }
    } finally {
      await city.close();
    }
  }
  const late = breaks.filter(({ sound, picture }) => Math.max(sound, picture) > AIM_MS).length;
  console.log(`  ${String(breaks.length - late)} of ${String(breaks.length)} within ${String(AIM_MS)} ms`);
  const behind = breaks.filter(({ sound, picture }) => !soundFirst(sound, picture, 0));
  for (const { over, how } of behind) console.error(`  the sound came after the picture: ${over} ${how}`);
  if (late + behind.length > 0) process.exitCode = 1;
  if (options.json) await writeFile(options.json, `${JSON.stringify({ aimMs: AIM_MS, breaks }, null, 2)}\n`);
} finally {
  await network.close();
}

async function breakLine(
  city: OpenCity,
  { over, how, seconds }: Pick<Break, 'over' | 'how' | 'seconds'>,
): Promise<{ sound: number; picture: number }> {
  const back = await breakAndMend(city, how, seconds);
  const pages = [city.kiosk.page, city.clerk.page];
  for (;;) {
    const ends = await Promise.all(pages.map((page) => returned(page, back, how === 'moved' || how === 'worker')));
    const sound = latest(ends.map((end) => end.sound));
    const picture = latest(ends.map((end) => end.picture));
    if (sound !== null && picture !== null) {
      await Promise.all(pages.map((page) => mediaFlows(page)));
      // Another way may be the first one to answer; it must not stay the one that is used.
      for (;;) {
        const ways = await Promise.all(pages.map(async (page) => (await received(page)).protocol));
        if (ways.every((way) => way === over)) break;
        if (Date.now() - back > WITHIN_MS) throw new Error(`media goes over ${ways.join(' and ')}, not over ${over}`);
        await sleep(500);
      }
      await printTraces(back);
      return { sound: sound - back, picture: picture - back };
    }
    if (Date.now() - back > WITHIN_MS) throw new Error(`no media ${String(WITHIN_MS)} ms after the line's return`);
    await sleep(100);
  }
}

/** Breaks what is to be broken, and gives the moment from which nothing is in the way any more. */
async function breakAndMend(city: OpenCity, how: string, seconds: number): Promise<number> {
  if (how === 'moved') {
    await network.moveBooth();
    return Date.now();
  }
  if (how === 'worker') {
    const back = Date.now();
    await killChildNamed(city.stack.server.pid, 'mediasoup-worker');
    return back;
  }
  if (how === 'restarted') {
    await city.stack.server.kill();
    await city.stack.restartServer();
    return Date.now();
  }
  if (how === 'asleep') {
    const wake = await putBoothToSleep(city.stack);
    await sleep(seconds * 1_000);
    wake();
    return Date.now();
  }
  const hold = (down: boolean) => (how === 'unplugged' ? network.setBoothLine(!down) : network.setBoothSwallowed(down));
  await hold(true);
  await sleep(seconds * 1_000);
  await hold(false);
  return Date.now();
}

/** What happened at both ends, in milliseconds from the line's return. */
async function printTraces(back: number): Promise<void> {
  for (const [end, trace] of Object.entries(traces)) {
    console.log(`  ${end}`);
    for (const { at, what } of await trace.after(back - 1_500)) {
      console.log(`    ${String(at - back).padStart(6)} ms  ${what}`);
    }
  }
}

/** The latest of the moments; null when one of them has not come. */
function latest(moments: readonly (number | null)[]): number | null {
  return moments.reduce((late, moment) => (late === null || moment === null ? null : Math.max(late, moment)));
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
