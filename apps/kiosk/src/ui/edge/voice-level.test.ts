import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { VoiceLevel } from './voice-level.ts';

/** A browser's sound as far as a meter needs it: so many contexts are open, and each hears the same loud voice. */
let open = 0;
class Sound {
  readonly state = 'running';
  constructor() {
    open += 1;
  }
  createAnalyser() {
    return { fftSize: 0, getFloatTimeDomainData: (samples: Float32Array) => samples.fill(0.5) };
  }
  createMediaStreamSource() {
    return { connect: () => undefined };
  }
  close(): Promise<void> {
    open -= 1;
    return Promise.resolve();
  }
}

const voice = { getAudioTracks: () => [{}] } as unknown as MediaStream;
const mute = { getAudioTracks: () => [] } as unknown as MediaStream;

describe('the loudness of a voice at the booth', () => {
  beforeEach(() => {
    open = 0;
    Object.assign(globalThis, { AudioContext: Sound });
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
    Reflect.deleteProperty(globalThis, 'AudioContext');
  });

  it('is listened to only while somebody looks at the meter', () => {
    const level = new VoiceLevel();
    level.listen(voice);
    expect(open).toBe(0);
    const look = level.subscribe(() => undefined);
    jest.advanceTimersByTime(100);
    expect([open, level.getSnapshot()]).toEqual([1, 1]);
    look();
    expect([open, level.getSnapshot()]).toEqual([0, 0]);
    level.subscribe(() => undefined);
    expect(open).toBe(1);
  });

  it('begins when the microphone comes to a meter that is looked at, and ends with it', () => {
    const level = new VoiceLevel();
    level.subscribe(() => undefined);
    expect(open).toBe(0);
    level.listen(voice);
    level.listen(voice);
    expect(open).toBe(1);
    level.listen(mute);
    expect(open).toBe(0);
    level.listen(voice);
    level.stop();
    expect([open, level.getSnapshot()]).toEqual([0, 0]);
  });
});
