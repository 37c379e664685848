import { sleep } from '../core/index.ts';

/** How often it is looked, in milliseconds. */
const LOOK_EVERY_MS = 2_000;
/** How long a line has to be better before the voice is held back less, in looks. */
const PATIENT_LOOKS = 10;
/** Fewer packets than half of what a voice sends in one look, fifty a second: the line was away for a part of it. */
const FEW_PACKETS = 50;
/** What was asked for again for a line that was away comes within so many looks of its return, and says nothing about how good it is. */
const LOOKS_OF_RETURN = 2;

/** Per line quality: from this share of gaps on (percent of packets), at least this long a buffer (milliseconds). */
const STEPS = [
  { gaps: 12, ms: 350 },
  { gaps: 5, ms: 200 },
  { gaps: 2, ms: 100 },
] as const;

/** How long voice should wait at least before it is played, in milliseconds, when this share of packets (percent) had to be asked for again. */
export function bufferFor(gaps: number): number {
  return STEPS.find((step) => gaps >= step.gaps)?.ms ?? 0;
}

/** What was counted of a receiver since it was made. */
export interface VoiceCounts {
  readonly packets: number;
  /** Packets asked for again. */
  readonly askedAgain: number;
}

/** Raises the buffer at once when a line gets worse, and lowers it when the line has been better for a while. */
export class BufferChoice {
  #last: VoiceCounts | null = null;
  #ms = 0;
  #better = 0;
  #few = false;
  /** Looks that are passed over still. */
  #returning = 0;

  /** How long voice should wait now, in milliseconds; 0: as the browser sees fit. */
  next(counts: VoiceCounts): number {
    const last = this.#last;
    this.#last = counts;
    if (last === null) return this.#ms;
    const packets = counts.packets - last.packets;
    if (this.#isReturning(packets)) return this.#ms;
    const wanted = bufferFor((100 * (counts.askedAgain - last.askedAgain)) / packets);
    this.#better = wanted < this.#ms ? this.#better + 1 : 0;
    if (wanted > this.#ms || this.#better >= PATIENT_LOOKS) {
      this.#ms = wanted;
      this.#better = 0;
    }
    return this.#ms;
  }

  /** Whether the line was away, or came back just now. Few packets for longer than that are a bad line. */
  #isReturning(packets: number): boolean {
    const few = packets < FEW_PACKETS;
    if (packets <= 0 || (few && !this.#few)) this.#returning = LOOKS_OF_RETURN;
    this.#few = few;
    if (packets <= 0) return true;
    if (this.#returning === 0) return false;
    this.#returning -= 1;
    return true;
  }
}

/**
 * Gives lost speech the time to be sent again. Left alone, the browser weighs delay against loss and makes up every thirtieth sample at
 * 20 % loss; a receive-only transport knows no round trip either, so a second request for a packet follows the first 100 ms later.
 * Ends with the signal.
 */
export async function holdVoice(receiver: RTCRtpReceiver, end: AbortSignal): Promise<void> {
  const choice = new BufferChoice();
  while (!end.aborted) {
    const counts = countsIn(await receiver.getStats());
    if (counts !== null) {
      const ms = choice.next(counts);
      const target = ms === 0 ? null : ms;
      if (receiver.jitterBufferTarget !== target) receiver.jitterBufferTarget = target;
    }
    await sleep(LOOK_EVERY_MS, end);
  }
}

function countsIn(report: RTCStatsReport): VoiceCounts | null {
  for (const entry of report.values() as Iterable<Readonly<Record<string, unknown>>>) {
    if (entry['type'] !== 'inbound-rtp') continue;
    const { packetsReceived, nackCount } = entry;
    if (typeof packetsReceived !== 'number' || typeof nackCount !== 'number') continue;
    return { packets: packetsReceived, askedAgain: nackCount };
  }
  return null;
}
