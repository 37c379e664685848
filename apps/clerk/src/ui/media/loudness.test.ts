import { describe, expect, it } from '@jest/globals';
import { barFraction, dbfs, hear, NO_SPEECH, type LoudnessMemory } from './loudness.ts';

/** `seconds` of speech at one level, measured 10 times a second. */
function speak(memory: LoudnessMemory, level: number, seconds: number, from: number): LoudnessMemory {
  let heard = memory;
  for (let i = 0; i < seconds * 10; i += 1) heard = hear(heard, level, from + i * 100);
  return heard;
}

describe('loudness of the clerk', () => {
  it('measures a full-scale square wave as 0 dBFS and nothing as silence', () => {
    expect(dbfs([1, -1, 1, -1])).toBeCloseTo(0);
    expect(dbfs([0, 0])).toBe(-100);
    expect(dbfs([])).toBe(-100);
    expect(barFraction(-100)).toBe(0);
    expect(barFraction(0)).toBe(1);
  });

  it('says soft, good and loud for speech at those levels', () => {
    expect(speak(NO_SPEECH, -42, 3, 0).verdict).toBe('soft');
    expect(speak(NO_SPEECH, -24, 3, 0).verdict).toBe('good');
    expect(speak(NO_SPEECH, -6, 3, 0).verdict).toBe('loud');
  });

  it('follows a change of voice within two seconds', () => {
    const soft = speak(NO_SPEECH, -42, 3, 0);
    expect(speak(soft, -20, 2, 3000).verdict).toBe('good');
  });

  it('keeps its verdict over a pause between words and falls silent after it', () => {
    const good = speak(NO_SPEECH, -24, 3, 0);
    const pause = speak(good, -80, 1, 3000);
    expect(pause.verdict).toBe('good');
    expect(speak(pause, -80, 1, 4000).verdict).toBe('silent');
  });
});
