import { z } from 'zod';
import { sleep } from '../core/index.ts';

/** How often it is looked at a track of which the frame worker has seen nothing; and how often once something of it runs. Milliseconds. */
const [LOOK_EVERY_MS, DOUBT_EVERY_MS] = [500, 100];
/** How many looks must find the same: the worker's first word may be on its way. */
const LOOKS = 3;

/** The parts of the browser's statistics (W3C webrtc-stats) that say that media runs. */
const Flow = z.object({
  type: z.enum(['outbound-rtp', 'inbound-rtp']),
  kind: z.enum(['audio', 'video']),
  packetsSent: z.number().default(0),
  framesSent: z.number().default(0),
  framesDecoded: z.number().default(0),
  jitterBufferEmittedCount: z.number().default(0),
});

/** A sender or a receiver behind the frame worker. */
export interface Passage {
  getStats(): Promise<RTCStatsReport>;
  /** Nothing will run here any more. */
  isOver(): boolean;
  /** Whether the frame worker has seen a frame of it. */
  isSeen(): boolean;
}

/**
 * Finds out that media runs past the frame worker. Chromium leaves an encoded transform that comes too late out, without a word, and so may
 * a later version for another reason; picture and voice then flow as if all were well. True: it does. False: the worker has seen a frame,
 * or nothing more will come.
 */
export async function runsPast(passage: Passage, end: AbortSignal): Promise<boolean> {
  for (let found = 0; found < LOOKS;) {
    if (!(await sleep(found === 0 ? LOOK_EVERY_MS : DOUBT_EVERY_MS, end))) return false;
    if (passage.isSeen() || passage.isOver()) return false;
    found = flows(await passage.getStats()) ? found + 1 : 0;
  }
  return !passage.isSeen();
}

function flows(report: RTCStatsReport): boolean {
  let any = false;
  report.forEach((entry: unknown) => {
    const parsed = Flow.safeParse(entry);
    if (!parsed.success) return;
    const { type, kind, packetsSent, framesSent, framesDecoded, jitterBufferEmittedCount } = parsed.data;
    // A picture's packets may be nothing but padding that measures the line.
    const [sent, received] = kind === 'audio' ? [packetsSent, jitterBufferEmittedCount] : [framesSent, framesDecoded];
    any ||= (type === 'outbound-rtp' ? sent : received) > 0;
  });
  return any;
}
