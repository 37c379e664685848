import { Store } from '@mado/signaling';
import { SILENT, type Level } from '../media/level-source.ts';
import { barFraction, dbfs, hear, NO_SPEECH } from '../media/loudness.ts';

const INTERVAL_MS = 50;
/** The bar moves in so many steps: what moves less is not drawn again. */
const STEPS = 20;

/** Listens to the clerk's own microphone for the meter. The sound goes nowhere. */
export class VoiceMeter extends Store<Level> {
  #context: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super(SILENT);
  }

  listen(stream: MediaStream): void {
    this.stop();
    if (stream.getAudioTracks().length === 0) return;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 2048;
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let memory = NO_SPEECH;
    this.#context = context;
    this.#timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const level = dbfs(samples);
      memory = hear(memory, level, performance.now());
      const fraction = Math.round(barFraction(level) * STEPS) / STEPS;
      const before = this.getSnapshot();
      if (before.fraction !== fraction || before.verdict !== memory.verdict) {
        this.setSnapshot({ fraction, verdict: memory.verdict });
      }
    }, INTERVAL_MS);
  }

  /** A browser that waits for a gesture before it makes a sound also holds this; call it with the first gesture. */
  wake(): void {
    if (this.#context?.state === 'suspended') this.#context.resume().catch(reportError);
  }

  stop(): void {
    clearInterval(this.#timer);
    const context = this.#context;
    this.#context = null;
    this.setSnapshot(SILENT);
    context?.close().catch(reportError);
  }
}
