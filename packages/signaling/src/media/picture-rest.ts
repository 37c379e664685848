import { sleep } from '../core/index.ts';
import { FullQueue, Retries } from '../line/index.ts';
import { ownPictureIn, type OwnPicture } from './stats.ts';

/** How often it is looked, in milliseconds. */
const LOOK_EVERY_MS = 1_000;
/** An encoder that is asked for so little has reached its least: it takes from the voice what it sends. In bits a second. */
const LEAST_BITRATE = 60_000;

/** Whether an own picture rests, because the line does not even carry the least of it beside the voice. */
export class PictureRest {
  readonly #queue = new FullQueue();
  readonly #retries = new Retries();
  #rests = false;

  /** @param now milliseconds of a steady clock */
  look(now: number, { target, ...way }: OwnPicture): boolean {
    const overfull = target !== null && target <= LEAST_BITRATE;
    const full = this.#queue.look({ ...way, overfull });
    if (this.#rests && this.#retries.due(now)) {
      this.#rests = false;
      this.#retries.tried(now);
    } else if (this.#rests || !overfull) this.#queue.relieved();
    else if (full) {
      this.#rests = true;
      this.#queue.relieved();
      this.#retries.failed(now);
    }
    return this.#rests;
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
