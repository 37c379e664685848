import { Store, type ParticipantId, type RemoteFace } from '@mado/signaling';
import { listenTo, type Listening } from '@mado/ui';
import { meterLevel } from './voice-level.ts';

const INTERVAL_MS = 150;
/** Loudness on the meter from which somebody speaks, 0 to 1. */
const SPEAKS = 0.3;
/** Whoever spoke last stays so at least this long, so that a cough moves no picture. Milliseconds. */
const HOLD_MS = 2_000;
const NOTHING = new Float32Array();

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
  #listening: Listening | null = null;
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
    let turn: Turn | null = null;
    this.#listening = listenTo(streams, INTERVAL_MS, (samples) => {
      const levels = new Map(
        audible.map(({ participantId }, at) => [participantId, meterLevel(samples[at] ?? NOTHING)]),
      );
      turn = turnAfter(turn, levels, performance.now());
      this.setSnapshot(turn?.who ?? null);
    });
  }

  stop(): void {
    this.#listening?.stop();
    this.#listening = null;
    this.#heard = [];
    this.setSnapshot(null);
  }
}
