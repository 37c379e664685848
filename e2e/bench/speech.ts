import type { Page } from 'playwright-core';
import { z } from 'zod';

/** What one end has heard so far on its open connections, from the browser's own statistics (W3C webrtc-stats). Samples are a channel's. */
export const Heard = z.object({
  samples: z.number(),
  /** Made up because what should have been played was not there, without those where nothing was being said anyway. */
  concealed: z.number(),
  /** Of the samples, those that were made up as silence after a long gap. */
  silent: z.number(),
  packets: z.number(),
  /** Asked for again. */
  nacks: z.number(),
  /** Seconds that samples waited in the jitter buffer, in all, and how many waited. */
  waited: z.number(),
  waiting: z.number(),
});
export type Heard = z.infer<typeof Heard>;

/** Needs `watch` on the page. */
export async function heard(page: Page): Promise<Heard> {
  const sums: unknown = await page.evaluate(async () => {
    const { watched } = window as unknown as { watched: { connections: RTCPeerConnection[] } };
    const sum = { samples: 0, concealed: 0, silent: 0, packets: 0, nacks: 0, waited: 0, waiting: 0 };
    for (const connection of watched.connections) {
      if (connection.connectionState === 'closed') continue;
      const report = await connection.getStats();
      for (const entry of report.values() as Iterable<Record<string, unknown>>) {
        if (entry['type'] !== 'inbound-rtp' || entry['kind'] !== 'audio') continue;
        const number = (key: string) => (typeof entry[key] === 'number' ? entry[key] : 0);
        sum.samples += number('totalSamplesReceived');
        sum.silent += number('silentConcealedSamples');
        sum.concealed += number('concealedSamples') - number('silentConcealedSamples');
        sum.packets += number('packetsReceived');
        sum.nacks += number('nackCount');
        sum.waited += number('jitterBufferDelay');
        sum.waiting += number('jitterBufferEmittedCount');
      }
    }
    return sum;
  });
  return Heard.parse(sums);
}

/** How speech came through over a stretch of time. */
export interface Hearing {
  /** Of all samples played, those made up for lost ones, silence taken off; in percent. */
  readonly concealedPercent: number;
  /** Of all samples played, those that were silence because nothing had come for long; in percent. */
  readonly silentPercent: number;
  /** Packets asked for again, of those that came; in percent. */
  readonly nackPercent: number;
  /** Mean time in the jitter buffer: what loss costs in delay, in milliseconds. */
  readonly bufferMs: number;
  readonly seconds: number;
}

/** What was heard between two looks. */
export function between(before: Heard, after: Heard): Hearing {
  const of = (key: keyof Heard) => after[key] - before[key];
  const share = (part: number, whole: number) => (whole === 0 ? Number.NaN : Math.round((part / whole) * 1e4) / 100);
  return {
    concealedPercent: share(of('concealed'), of('samples') - of('silent')),
    silentPercent: share(of('silent'), of('samples')),
    nackPercent: share(of('nacks'), of('packets')),
    bufferMs: Math.round((of('waited') / of('waiting')) * 1e3),
    seconds: Math.round(of('samples') / 48_000),
  };
}

/** What a description says of Opus: in-band FEC and NACK, each on or off, at the bit rate that the product speaks at. */
export function withOpus(sdp: string, { fec, nack }: { readonly fec: boolean; readonly nack: boolean }): string {
  const type = /^a=rtpmap:(\d+) opus\//m.exec(sdp)?.[1];
  if (type === undefined) throw new Error('no Opus in the description');
  const asked = sdp
    .replace(/useinbandfec=[01]/, `useinbandfec=${fec ? '1' : '0'}`)
    .replace(new RegExp(`^(a=fmtp:${type} .*?)(\r?)$`, 'm'), '$1;maxaveragebitrate=40000$2');
  return nack
    ? asked.replace(new RegExp(`^(a=rtpmap:${type} .*?)(\r?\n)`, 'm'), `$1$2a=rtcp-fb:${type} nack$2`)
    : asked;
}
