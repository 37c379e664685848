import { Store } from '@mado/signaling';

const INTERVAL_MS = 70;
/** Loudness in decibels under full scale that shows no lamp, and that shows all of them. */
const SILENT_DB = -55;
const LOUD_DB = -15;

/** How loud a piece of sound is on the meter, 0 to 1: even steps of decibels, as ears hear. */
export function meterLevel(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const rms = Math.sqrt(sum / Math.max(1, samples.length));
  if (rms === 0) return 0;
  const decibels = 20 * Math.log10(rms);
  return Math.min(1, Math.max(0, (decibels - SILENT_DB) / (LOUD_DB - SILENT_DB)));
}

/** Listens to the citizen's own microphone for the meter. The sound goes nowhere. */
export class VoiceLevel extends Store<number> {
  #context: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super(0);
  }

  listen(stream: MediaStream): void {
    this.stop();
    if (stream.getAudioTracks().length === 0) return;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 2048;
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this.#context = context;
    this.#timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      this.setSnapshot(meterLevel(samples));
    }, INTERVAL_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    const context = this.#context;
    this.#context = null;
    this.setSnapshot(0);
    // Closing what is closed already is the one way that this fails, and nothing is lost by it.
    context?.close().catch(() => undefined);
  }
}
