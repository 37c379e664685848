import { describe, expect, it } from '@jest/globals';
import { DeskId, oneDeskCourse, SessionId, WaitingEntry } from '@mado/signaling/wire';
import { arrivals, neighbour, oldestFirst, selection, waitedMinutes } from './waiting.ts';

function entry(id: string, checkedInAt: number, ticket: number): WaitingEntry {
  return WaitingEntry.parse({
    booth: '西部公民館',
    booked: false,
    session: {
      id,
      state: 'waiting',
      deskId: 'okuyami',
      procedureId: null,
      ticket,
      ahead: 0,
      waitForecastMs: null,
      participants: [],
      checkedInAt,
      admittedAt: null,
      activeAt: null,
      endedAt: null,
      endReason: null,
      course: oneDeskCourse(DeskId.parse('okuyami'), 0),
    },
  });
}
const first = entry('first', 1_000_000, 3);
const second = entry('second', 1_060_000, 4);

describe('the waiting list', () => {
  it('counts whole minutes and never less than none', () => {
    expect(waitedMinutes(first, 1_000_000 + 179_000)).toBe(2);
    expect(waitedMinutes(first, 999_000)).toBe(0);
  });

  it('stands oldest first and selects the oldest by itself', () => {
    expect(oldestFirst([second, first]).map((line) => line.session.ticket)).toEqual([3, 4]);
    expect(selection([second, first], null)).toBe('first');
    expect(selection([], null)).toBeNull();
  });

  it("keeps the clerk's own choice until that citizen is gone", () => {
    expect(selection([first, second], SessionId.parse('second'))).toBe('second');
    expect(selection([first], SessionId.parse('second'))).toBe('first');
  });

  it('moves by line and stays at the ends', () => {
    expect(neighbour([first, second], SessionId.parse('first'), 1)).toBe('second');
    expect(neighbour([first, second], SessionId.parse('second'), 1)).toBe('second');
    expect(neighbour([], null, -1)).toBeNull();
  });

  it('tells who is new', () => {
    expect(arrivals([first], [first, second])).toEqual([second]);
    expect(arrivals([first, second], [second])).toEqual([]);
  });
});
