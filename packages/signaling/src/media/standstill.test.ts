import { describe, expect, it } from '@jest/globals';
import { ParticipantId, ProducerId } from '../wire/index.ts';
import type { Arrived } from './standstill.ts';
import { Stillness } from './standstill.ts';

const KIOSK = ParticipantId.parse('kiosk');
const PRODUCERS = { voice: ProducerId.parse(crypto.randomUUID()), face: ProducerId.parse(crypto.randomUUID()) };
const one = (source: 'voice' | 'face', count: number, paused = false): Arrived => ({
  producerId: PRODUCERS[source],
  participantId: KIOSK,
  source,
  paused,
  count,
});

describe('a face and a voice', () => {
  it('have stopped when nothing came for two seconds, and go on with the next that comes', () => {
    const stillness = new Stillness();
    expect(stillness.look(0, [one('voice', 50), one('face', 30)])).toEqual([]);
    expect(stillness.look(1_000, [one('voice', 50), one('face', 30)])).toEqual([]);
    expect(stillness.look(2_000, [one('voice', 50), one('face', 30)])).toEqual([
      { participantId: KIOSK, what: 'all', since: 0 },
    ]);
    expect(stillness.look(3_000, [one('voice', 51), one('face', 30)])).toEqual([
      { participantId: KIOSK, what: 'picture', since: 0 },
    ]);
    expect(stillness.look(3_500, [one('voice', 60), one('face', 31)])).toEqual([]);
    expect(stillness.look(6_000, [one('voice', 60), one('face', 90)])).toEqual([
      { participantId: KIOSK, what: 'sound', since: 3_500 },
    ]);
  });

  it('that were switched off, never came, or are gone have not stopped', () => {
    const stillness = new Stillness();
    expect(stillness.look(0, [one('voice', 50), one('face', 0)])).toEqual([]);
    expect(stillness.look(5_000, [one('voice', 50, true), one('face', 0)])).toEqual([]);
    // Switched on again a moment ago: there is time.
    expect(stillness.look(6_000, [one('voice', 50)])).toEqual([]);
    expect(stillness.look(9_000, [])).toEqual([]);
    expect(stillness.look(9_500, [one('voice', 50)])).toEqual([]);
  });
});
