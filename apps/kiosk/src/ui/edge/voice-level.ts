import { Store } from '@mado/signaling';
import { listenTo, type Listening } from '@mado/ui';

const INTERVAL_MS = 70;
/** Loudness in decibels under full scale that shows no lamp, and that shows all of them. */
const SILENT_DB = -55;
const LOUD_DB = -15;
const NOTHING = new Float32Array();

/** How loud a piece of sound is on the meter, 0 to 1: even steps of decibels, as ears hear. */
export function meterLevel(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const rms = Math.sqrt(sum / Math.max(1, samples.length));
  if (rms === 0) return 0;
  const decibels = 20 * Math.log10(rms);
  return Math.min(1, Math.max(0, (decibels - SILENT_DB) / (LOUD_DB - SILENT_DB)));
}

/** Listens to the citizen's own microphone for the meter, while somebody looks at it. The sound goes nowhere. */
export class VoiceLevel extends Store<number> {
  #stream: MediaStream | null = null;
  #watched = false;
  #listening: Listening | null = null;

  constructor() {
    super(0);
  }

  listen(stream: MediaStream): void {
    this.stop();
    if (stream.getAudioTracks().length === 0) return;
    this.#stream = stream;
    this.#follow();
  }

  stop(): void {
    this.#stream = null;
    this.#follow();
  }

  protected override onWatched(watched: boolean): void {
    this.#watched = watched;
    this.#follow();
  }

  #follow(): void {
    this.#listening?.stop();
    this.#listening = null;
    this.setSnapshot(0);
    if (this.#stream === null || !this.#watched) return;
    this.#listening = listenTo([this.#stream], INTERVAL_MS, ([samples = NOTHING]) => {
      this.setSnapshot(meterLevel(samples));
    });
  }
}
