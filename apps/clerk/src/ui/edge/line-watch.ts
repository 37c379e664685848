import { judgeLine, measureLine, Store, type LineQuality, type MediaSession, type MediaStats } from '@mado/signaling';

const INTERVAL_MS = 2_000;

/** How the line is, judged anew every two seconds; null while there is nothing to judge by. */
export class LineWatch extends Store<LineQuality | null> {
  #timer: ReturnType<typeof setInterval> | undefined;
  #before: MediaStats | null = null;
  #watched: MediaSession | null = null;

  constructor() {
    super(null);
  }

  follow(media: MediaSession): void {
    this.stop();
    this.#watched = media;
    this.#timer = setInterval(() => void this.#measure(media), INTERVAL_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#before = null;
    this.#watched = null;
    this.setSnapshot(null);
  }

  async #measure(media: MediaSession): Promise<void> {
    const before = this.#before;
    try {
      const after = await media.stats();
      if (this.#watched !== media) return;
      this.#before = after;
      // New transports count from nothing: the stretch over their making says nothing.
      if (after === null || before === null || after.at <= before.at || after.framesDecoded < before.framesDecoded)
        return;
      this.setSnapshot(judgeLine(measureLine(before, after)));
    } catch (error) {
      // Transports that were closed while they were asked.
      this.#before = null;
      if (this.#watched === media && media.state.phase === 'flowing') reportError(error);
    }
  }
}
