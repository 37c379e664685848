import type { Page } from 'playwright-core';
import { z } from 'zod';

/** What a page has negotiated over all its open connections, and what went over them so far. */
export const Negotiated = z.object({
  /** Tracks that may be sent, and tracks that are expected from the other end. */
  sending: z.number(),
  receiving: z.number(),
  packetsSent: z.number(),
  framesEncoded: z.number(),
  packetsReceived: z.number(),
});
export type Negotiated = z.infer<typeof Negotiated>;

/** Counts by the browser's own statistics. Needs `watch` on the page. */
export async function negotiated(page: Page): Promise<Negotiated> {
  const sums: unknown = await page.evaluate(async () => {
    const { watched } = window as unknown as { watched: { connections: RTCPeerConnection[] } };
    const sum = { sending: 0, receiving: 0, packetsSent: 0, framesEncoded: 0, packetsReceived: 0 };
    for (const connection of watched.connections) {
      if (connection.connectionState === 'closed') continue;
      for (const { mid, currentDirection } of connection.getTransceivers()) {
        if (currentDirection === 'sendonly') sum.sending += 1;
        // The receivers for warming up and for bandwidth probes are nobody's track.
        if (currentDirection === 'recvonly' && mid !== 'warm' && mid !== 'probator') sum.receiving += 1;
      }
      const report = await connection.getStats();
      for (const entry of report.values() as Iterable<Record<string, unknown>>) {
        const number = (key: string) => (typeof entry[key] === 'number' ? entry[key] : 0);
        sum.packetsSent += entry['type'] === 'outbound-rtp' ? number('packetsSent') : 0;
        sum.framesEncoded += entry['type'] === 'outbound-rtp' ? number('framesEncoded') : 0;
        // The server's probes of the line carry padding and nobody's picture or sound.
        const received = entry['type'] === 'inbound-rtp' && entry['mid'] !== 'probator';
        sum.packetsReceived += received ? number('packetsReceived') : 0;
      }
    }
    return sum;
  });
  return Negotiated.parse(sums);
}
