/** What one look at the sound takes in: 43 ms of it at 48 kHz. */
const SAMPLES = 2_048;

/** Not in the type library. A meter needs no loudspeaker, and one that is held open wakes a PC a hundred times a second. */
interface WithoutSpeaker extends AudioContextOptions {
  readonly sinkId: { readonly type: 'none' };
}
const WITHOUT_SPEAKER: WithoutSpeaker = { sinkId: { type: 'none' } };

export interface Listening {
  /** A browser that waits for a gesture before it makes a sound also holds this; call it with the first gesture. */
  wake(): void;
  stop(): void;
}

/**
 * Looks at the sound of streams so often: the last 2,048 samples of each (−1 to 1, in the streams' order), in memory that is used again.
 * The sound goes nowhere. A stream without a voice is refused with the browser's `InvalidStateError`.
 */
export function listenTo(
  streams: readonly MediaStream[],
  everyMs: number,
  heard: (samples: readonly Float32Array[]) => void,
): Listening {
  const context = new AudioContext(WITHOUT_SPEAKER);
  const ears = streams.map((stream) => {
    const analyser = context.createAnalyser();
    analyser.fftSize = SAMPLES;
    context.createMediaStreamSource(stream).connect(analyser);
    return { analyser, samples: new Float32Array(SAMPLES) };
  });
  const all = ears.map(({ samples }) => samples);
  const timer = setInterval(() => {
    for (const { analyser, samples } of ears) analyser.getFloatTimeDomainData(samples);
    heard(all);
  }, everyMs);
  let open = true;
  return {
    wake() {
      if (open && context.state === 'suspended') context.resume().catch((error: unknown) => reportError(error));
    },
    stop() {
      if (!open) return;
      open = false;
      clearInterval(timer);
      context.close().catch((error: unknown) => reportError(error));
    },
  };
}
