import { Store, type ParticipantId, type RemoteFace } from '@mado/signaling';
import { meterLevel } from './voice-level.ts';

const INTERVAL_MS = 150;
/** Loudness on the meter from which somebody speaks, 0 to 1. */
const SPEAKS = 0.3;
/** Whoever spoke last stays so at least this long, so that a cough moves no picture. Milliseconds. */
const HOLD_MS = 2_000;

export interface Turn {
  readonly who: ParticipantId;
  readonly since: number;
}

/** Whose turn it is to be seen large; the one before when nobody speaks, or when they have just begun. `now` in milliseconds. */
export function turnAfter(before: Turn | null, levels: ReadonlyMap<ParticipantId, number>, now: number): Turn | null {
  const present = before !== null && levels.has(before.who) ? before : null;
  let loudest: { who: ParticipantId; level: number } | null = null;
  for (const [who, level] of levels) if (level > (loudest?.level ?? SPEAKS)) loudest = { who, level };
  if (loudest === null || loudest.who === present?.who) return present;
  if (present !== null && now - present.since < HOLD_MS) return present;
  return { who: loudest.who, since: now };
}

/** Listens who of several clerks speaks. With one there is nothing to find out. */
export class Speaking extends Store<ParticipantId | null> {
  #context: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #heard: readonly MediaStream[] = [];

  constructor() {
    super(null);
  }

  follow(faces: readonly RemoteFace[]): void {
    const audible = faces.filter(({ here, stream }) => here && stream.getAudioTracks().length > 0);
    const streams = audible.map(({ stream }) => stream);
    if (streams.length === this.#heard.length && streams.every((stream, at) => stream === this.#heard[at])) return;
    this.stop();
    if (audible.length < 2) return;
    this.#heard = streams;
    const context = new AudioContext();
    this.#context = context;
    const ears = audible.map(({ participantId, stream }) => {
      const analyser = context.createAnalyser();
      analyser.fftSize = 2048;
      context.createMediaStreamSource(stream).connect(analyser);
      return { participantId, analyser, samples: new Float32Array(analyser.fftSize) };
    });
    let turn: Turn | null = null;
    this.#timer = setInterval(() => {
      const levels = new Map<ParticipantId, number>();
      for (const { participantId, analyser, samples } of ears) {
        analyser.getFloatTimeDomainData(samples);
        levels.set(participantId, meterLevel(samples));
      }
      turn = turnAfter(turn, levels, performance.now());
      this.setSnapshot(turn?.who ?? null);
    }, INTERVAL_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    const context = this.#context;
    this.#context = null;
    this.#heard = [];
    this.setSnapshot(null);
    // Closing what is closed already is the one way that this fails, and nothing is lost by it.
    context?.close().catch(() => undefined);
  }
}
