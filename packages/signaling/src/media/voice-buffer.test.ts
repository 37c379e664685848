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

  test('while nothing arrives nothing is concluded', () => {
    const choice = new BufferChoice();
    choice.next({ packets: 0, askedAgain: 0 });
    choice.next({ packets: 100, askedAgain: 20 });
    expect(choice.next({ packets: 100, askedAgain: 40 })).toBe(350);
  });
});
