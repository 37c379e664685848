import type { Page } from 'playwright-core';
import { z } from 'zod';

/** What one end has received so far, from the browser's own WebRTC statistics. */
export const Received = z.object({
  framesDecoded: z.number(),
  /** Sum of the squared, normalised sound level over time (webrtc-stats, totalAudioEnergy). 0 means silence. */
  audioEnergy: z.number(),
  bytes: z.number(),
  width: z.number(),
  height: z.number(),
  protocol: z.string(),
});
export type Received = z.infer<typeof Received>;

/**
 * Runs in the page before its own scripts: keeps every RTCPeerConnection that the page makes, so that tests read the statistics of the
 * product as it is, without a hook inside it.
 */
function watchConnections(): void {
  const connections: RTCPeerConnection[] = [];
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
  Object.assign(window, { watchedConnections: connections });
}

/** Installs the watching in every page of the context that opens from now on. */
export async function watch(target: { addInitScript(script: () => void): Promise<unknown> }): Promise<void> {
  await target.addInitScript(watchConnections);
}

/** Sums up what the page receives over all its connections. */
export async function received(page: Page): Promise<Received> {
  const sums: unknown = await page.evaluate(async () => {
    const all = (window as unknown as { watchedConnections?: RTCPeerConnection[] }).watchedConnections ?? [];
    const sum = { framesDecoded: 0, audioEnergy: 0, bytes: 0, width: 0, height: 0, protocol: '' };
    for (const connection of all) {
      if (connection.connectionState === 'closed') continue;
      const report = await connection.getStats();
      for (const entry of report.values() as Iterable<Record<string, unknown>>) {
        if (entry['type'] === 'inbound-rtp') {
          const number = (key: string) => (typeof entry[key] === 'number' ? entry[key] : 0);
          sum.framesDecoded += number('framesDecoded');
          sum.audioEnergy += number('totalAudioEnergy');
          sum.bytes += number('bytesReceived');
          sum.width = Math.max(sum.width, number('frameWidth'));
          sum.height = Math.max(sum.height, number('frameHeight'));
        }
        if (entry['type'] === 'local-candidate' && typeof entry['protocol'] === 'string') sum.protocol = entry['protocol'];
      }
    }
    return sum;
  });
  return Received.parse(sums);
}

/** Waits until the page has decoded at least `frames` more frames and heard more sound than now. Throws after `within` ms. */
export async function mediaFlows(page: Page, frames = 5, within = 20_000): Promise<{ before: Received; after: Received }> {
  const before = await received(page);
  const deadline = Date.now() + within;
  for (;;) {
    const after = await received(page);
    if (after.framesDecoded >= before.framesDecoded + frames && after.audioEnergy > before.audioEnergy) return { before, after };
    // A rebuilt connection counts from nought.
    if (after.framesDecoded < before.framesDecoded && after.framesDecoded >= frames && after.audioEnergy > 0) return { before, after };
    if (Date.now() > deadline) throw new Error(`no media: ${JSON.stringify(before)} then ${JSON.stringify(after)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
