import { describe, expect, test } from '@jest/globals';
import { BufferChoice, bufferFor } from './voice-buffer.ts';

describe('how long voice waits before it is played', () => {
  test('on a good line as the browser sees fit, on a bad one long enough for a packet to be sent again, and again', () => {
    expect(bufferFor(0)).toBe(0);
    expect(bufferFor(1.9)).toBe(0);
    expect(bufferFor(2)).toBe(100);
    expect(bufferFor(7)).toBe(200);
    expect(bufferFor(20)).toBe(350);
  });

  test('longer at once when the line gets worse, shorter when it has been better for ten looks', () => {
    const choice = new BufferChoice();
    let packets = 0;
    let askedAgain = 0;
    const look = (lost: number) => {
      packets += 100;
      askedAgain += lost;
      return choice.next({ packets, askedAgain });
    };
    expect(look(0)).toBe(0);
    expect(look(20)).toBe(350);
    for (let i = 0; i < 9; i++) expect(look(0)).toBe(350);
    // One bad look in between begins the wait anew.
    expect(look(20)).toBe(350);
    for (let i = 0; i < 9; i++) expect(look(3)).toBe(350);
    expect(look(3)).toBe(100);
  });

  test('what was asked for again because the line was away is not held against the line that is back', () => {
    const choice = new BufferChoice();
    let packets = 0;
    let askedAgain = 0;
    const look = (came: number, asked: number) => {
      packets += came;
      askedAgain += asked;
      return choice.next({ packets, askedAgain });
    };
    expect(look(100, 0)).toBe(0);
    expect(look(100, 0)).toBe(0);
    // Away in the middle of a look, for a whole one, and back: asked for what was missed.
    expect(look(40, 5)).toBe(0);
    expect(look(0, 20)).toBe(0);
    expect(look(30, 20)).toBe(0);
    expect(look(100, 20)).toBe(0);
    expect(look(100, 0)).toBe(0);
    // A line that is bad after its return is a bad line.
    expect(look(90, 20)).toBe(350);
  });

  test('a line on which few packets get through for long is a bad one', () => {
    const choice = new BufferChoice();
    let looks = 0;
    const look = () => choice.next({ packets: 40 * looks, askedAgain: 10 * looks++ });
    expect([look(), look(), look()]).toEqual([0, 0, 0]);
    expect(look()).toBe(350);
  });
});
