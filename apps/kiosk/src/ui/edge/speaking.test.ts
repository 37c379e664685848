import { describe, expect, it } from '@jest/globals';
import { ParticipantId } from '@mado/signaling';
import { turnAfter } from './speaking.ts';

const sato = ParticipantId.parse('sato');
const takahashi = ParticipantId.parse('takahashi');
const levels = (one: number, other: number) =>
  new Map([
    [sato, one],
    [takahashi, other],
  ]);

describe('who of several clerks is seen large', () => {
  it('is nobody in particular before somebody speaks', () => {
    expect(turnAfter(null, levels(0.1, 0.2), 0)).toBeNull();
  });

  it('is the loudest, and stays through silence', () => {
    const turn = turnAfter(null, levels(0.5, 0.8), 1000);
    expect(turn).toEqual({ who: takahashi, since: 1000 });
    expect(turnAfter(turn, levels(0, 0), 60_000)).toBe(turn);
  });

  it('does not change at a cough, and changes when the other goes on speaking', () => {
    const turn = { who: takahashi, since: 1000 };
    expect(turnAfter(turn, levels(0.9, 0.1), 1500)).toBe(turn);
    expect(turnAfter(turn, levels(0.9, 0.1), 3000)).toEqual({ who: sato, since: 3000 });
  });

  it('forgets somebody who has left', () => {
    expect(turnAfter({ who: takahashi, since: 1000 }, new Map([[sato, 0]]), 5000)).toBeNull();
  });
});
