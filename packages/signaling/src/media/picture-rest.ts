import { sleep } from '../core/index.ts';
import { ownPictureIn, type OwnPicture } from './stats.ts';

/** How often it is looked, in milliseconds. */
const LOOK_EVERY_MS = 1_000;
/** An encoder that is asked for so little has reached its least: it takes from the voice what it sends. In bits a second. */
const LEAST_BITRATE = 60_000;
/** The queue on the way is full when so much gets lost that takes so much longer than the least; one alone is a bad line, or a long one. */
const [THIN_LOSS, THIN_DELAY_MS] = [0.08, 200];
/** How many such looks in a row. */
const THIN_LOOKS = 2;
/** How long a picture rests before it is tried again, in milliseconds: at first, and at most when that has failed again and again. */
const [FIRST_REST_MS, LAST_REST_MS] = [15_000, 60_000];

/** Whether an own picture rests, because the line does not even carry the least of it beside the voice. */
export class PictureRest {
  #leastMs = Infinity;
  #thinLooks = 0;
  #restsSince: number | null = null;
  #wokeAt = -Infinity;
  #restMs = FIRST_REST_MS;

  /** @param now milliseconds of a steady clock */
  look(now: number, { target, lost, roundTripMs }: OwnPicture): boolean {
    if (roundTripMs !== null) this.#leastMs = Math.min(this.#leastMs, roundTripMs);
    if (this.#restsSince !== null) {
      if (now - this.#restsSince < this.#restMs) return true;
      this.#restsSince = null;
      this.#wokeAt = now;
      return false;
    }
    const delayed = roundTripMs !== null && roundTripMs >= this.#leastMs + THIN_DELAY_MS;
    const thin = target !== null && target <= LEAST_BITRATE && lost !== null && lost >= THIN_LOSS && delayed;
    this.#thinLooks = thin ? this.#thinLooks + 1 : 0;
    if (this.#thinLooks < THIN_LOOKS) return false;
    this.#thinLooks = 0;
    const failed = now - this.#wokeAt < LAST_REST_MS;
    this.#restMs = failed ? Math.min(2 * this.#restMs, LAST_REST_MS) : FIRST_REST_MS;
    this.#restsSince = now;
    return true;
  }
}

/** The part of a sender that is used. */
export type PictureSender = Pick<RTCRtpSender, 'getStats' | 'getParameters' | 'setParameters'>;

/** Rests a picture on a line that is too thin for it, until the signal aborts. The voice goes on alone; the other end says so. */
export async function restPicture(sender: PictureSender, end: AbortSignal, lookEveryMs = LOOK_EVERY_MS): Promise<void> {
  const rest = new PictureRest();
  let resting = false;
  while (await sleep(lookEveryMs, end)) {
    const rests = rest.look(performance.now(), ownPictureIn(await sender.getStats()));
    if (rests === resting || end.aborted) continue;
    const parameters = sender.getParameters();
    for (const encoding of parameters.encodings) encoding.active = !rests;
    // Somebody else changed them in the same moment: it is said again at the next look.
    if (await sender.setParameters(parameters).then(yes, no)) resting = rests;
  }
}

const [yes, no] = [() => true, () => false];
