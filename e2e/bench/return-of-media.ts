import type { Page } from 'playwright-core';

/** When media came in again at one end, by the epoch clock in milliseconds; null: not yet. */
export interface Returned {
  readonly sound: number | null;
  readonly picture: number | null;
}

/** What `countMedia` keeps in the page. */
interface Counted {
  /** All that was played and decoded so far on open connections, looked at every few milliseconds. */
  readonly looks: { readonly at: number; readonly samples: number; readonly frames: number }[];
}

/**
 * Begins to count what comes out of an end's decoders, ten times a second: each look takes milliseconds of the processor that the call itself wants.
 * Needs `watch` on the page.
 */
export async function countMedia(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { watched } = window as unknown as { watched: { connections: RTCPeerConnection[] } };
    const counted: Counted = { looks: [] };
    Object.assign(window, { counted });
    const look = async () => {
      let samples = 0;
      let frames = 0;
      for (const connection of watched.connections) {
        if (connection.connectionState === 'closed') continue;
        const report = await connection.getStats();
        for (const entry of report.values() as Iterable<Record<string, unknown>>) {
          if (entry['type'] !== 'inbound-rtp') continue;
          const number = (key: string) => (typeof entry[key] === 'number' ? entry[key] : 0);
          // Samples from packets alone: what was made up is no sound of the other end.
          if (entry['kind'] === 'audio') samples += number('totalSamplesReceived') - number('concealedSamples');
          else frames += number('framesDecoded');
        }
      }
      counted.looks.push({ at: Date.now(), samples, frames });
      if (counted.looks.length > 3_000) counted.looks.shift();
      setTimeout(() => void look(), 100);
    };
    void look();
  });
}

/** By how much sound that comes together with a picture is counted later, in milliseconds. */
const SOUND_TAKES_MS = 300;
/** The same as a share of the picture's return: a machine that takes seconds over the one takes longer over the other. */
const SOUND_TAKES_SHARE = 0.25;

/**
 * Whether the sound was there before the picture or with it. A tenth of a second of sound must have passed the jitter buffer to count, which three
 * frames need not. `from`: the line's return; a picture of that moment has not stopped at all.
 */
export function soundFirst(sound: number, picture: number, from: number): boolean {
  return picture <= from || sound <= picture + Math.max(SOUND_TAKES_MS, (picture - from) * SOUND_TAKES_SHARE);
}

/** What comes for so long after a break without a pause has not stopped at all, in milliseconds. */
const NEVER_STOPPED_MS = 3_000;

/**
 * When sound and picture came in again after `since`. Picture: three more frames; sound: a tenth of a second of it. `breaksThen`: it broke in that
 * moment, so what was under way still comes, and what is looked for comes after a pause.
 */
export async function returned(page: Page, since: number, breaksThen: boolean): Promise<Returned> {
  return page.evaluate(
    ({ from, pauses, neverStoppedMs }) => {
      const { looks } = (window as unknown as { counted: Counted }).counted;
      const after = looks.filter(({ at }) => at >= from);
      type Sum = (look: Counted['looks'][number]) => number;
      /** The look at the end of the first 0.3 s in which nothing came; -1: there is none. */
      const pauseIn = (of: Sum) => {
        let grewAt = from;
        return after.findIndex((look, i) => {
          const before = after[i - 1];
          if (before !== undefined && of(look) > of(before)) grewAt = look.at;
          return look.at - grewAt >= 300;
        });
      };
      // A new connection counts from nought, and a closed one forgets: steps up are added.
      const firstSum = (of: Sum, enough: number) => {
        const pause = pauses ? pauseIn(of) : 0;
        if (pause < 0) return (after.at(-1)?.at ?? from) - from > neverStoppedMs ? from : null;
        let sum = 0;
        for (const [i, look] of after.entries()) {
          const before = after[i - 1];
          if (i > pause && before !== undefined) sum += Math.max(0, of(look) - of(before));
          if (sum >= enough) return look.at;
        }
        return null;
      };
      return { sound: firstSum(({ samples }) => samples, 4_800), picture: firstSum(({ frames }) => frames, 3) };
    },
    { from: since, pauses: breaksThen, neverStoppedMs: NEVER_STOPPED_MS },
  );
}
