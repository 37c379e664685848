import { Store } from '@mado/signaling';
import { listenTo, type Listening } from '@mado/ui';
import { SILENT, type Level } from '../media/level-source.ts';
import { barFraction, dbfs, hear, NO_SPEECH } from '../media/loudness.ts';

const INTERVAL_MS = 100;
/** The meter has so many lamps: what moves less is not drawn again. */
const STEPS = 10;
const NOTHING = new Float32Array();

/** Listens to the clerk's own microphone for the meter, and for the signs of life of somebody who only speaks. The sound goes nowhere. */
export class VoiceMeter extends Store<Level> {
  #listening: Listening | null = null;

  constructor() {
    super(SILENT);
  }

  listen(stream: MediaStream): void {
    this.stop();
    if (stream.getAudioTracks().length === 0) return;
    let memory = NO_SPEECH;
    this.#listening = listenTo([stream], INTERVAL_MS, ([samples = NOTHING]) => {
      const level = dbfs(samples);
      memory = hear(memory, level, performance.now());
      const fraction = Math.round(barFraction(level) * STEPS) / STEPS;
      const before = this.getSnapshot();
      if (before.fraction !== fraction || before.verdict !== memory.verdict) {
        this.setSnapshot({ fraction, verdict: memory.verdict });
      }
    });
  }

  /** A browser that waits for a gesture before it makes a sound also holds this; call it with the first gesture. */
  wake(): void {
    this.#listening?.wake();
  }

  stop(): void {
    this.#listening?.stop();
    this.#listening = null;
    this.setSnapshot(SILENT);
  }
}
