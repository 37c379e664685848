import { describe, expect, it } from '@jest/globals';
import { DeskId } from '@mado/signaling';
import { EMPTY_ENTRY, type BookingEntry } from './booking-entry.ts';
import { isWhole, keyOf, pressed, refusedAs, troubleOf } from './booking.ts';
import type { KioskEvent } from './kiosk-event.ts';
import { firstState } from './kiosk-state.ts';
import { transition } from './transition.ts';

const type = (digits: string): KioskEvent[] => Array.from(digits, (digit) => ({ type: 'digit-pressed', digit }));
const play = (events: readonly KioskEvent[], from: BookingEntry = EMPTY_ENTRY) => events.reduce(pressed, from);
const next: KioskEvent = { type: 'booking-next' };

describe('the pad for a booking', () => {
  it('takes a number, then a PIN, and no digit more', () => {
    const number = play([...type('260412089'), next]);
    expect(number).toMatchObject({ step: 'pin', number: '26041208' });
    const whole = play(type('04127'), number);
    expect(keyOf(whole)).toEqual({ number: '26041208', pin: '0412' });
    expect(isWhole(whole)).toBe(true);
  });

  it('goes on only when all digits are there, and takes back one at a time', () => {
    const short = play([...type('2604120'), next]);
    expect(short.step).toBe('number');
    expect(play([{ type: 'digit-erased' }], short).number).toBe('260412');
    expect(play([{ type: 'digit-erased' }])).toBe(EMPTY_ENTRY);
    expect(keyOf(short)).toBeNull();
  });

  it('has both pressed anew when they did not match, and keeps them when the server did not answer', () => {
    const whole = play([...type('26041208'), next, ...type('0412'), { type: 'booking-asking' }]);
    const wrong = play([{ type: 'booking-trouble', trouble: { why: 'wrong' } }], whole);
    expect(wrong).toEqual({ ...EMPTY_ENTRY, trouble: { why: 'wrong' } });
    expect(play(type('1'), wrong).trouble).toBeNull();
    expect(play([{ type: 'booking-trouble', trouble: refusedAs(null) }], whole)).toMatchObject({
      ...{ number: '26041208', pin: '0412', asking: false },
      trouble: { why: 'no-answer' },
    });
  });

  it('tells the day, the wait on this clock, and a desk that this booth does not offer', () => {
    expect(troubleOf({ result: 'other-day', day: '2026-12-03' }, 0)).toEqual({ why: 'other-day', month: 12, day: 3 });
    expect(troubleOf({ result: 'wait', until: 5000 }, 1000)).toEqual({ why: 'wait', until: 4000 });
    expect(refusedAs('forbidden')).toEqual({ why: 'elsewhere' });
  });

  it('leads to what is asked of everybody, and forgets the PIN on the way back', () => {
    const deskId = DeskId.parse('okuyami');
    const booking = keyOf(play([...type('26041208'), next, ...type('0412')]));
    if (booking === null) throw new Error('the booking is not whole');
    const at = { ...firstState(0), screen: { name: 'booking', entry: EMPTY_ENTRY } as const };
    const opened = transition(at, { type: 'booking-opened', choice: { deskId, procedureId: null, booking } });
    expect(opened.screen).toMatchObject({ name: 'consent', choice: { deskId, booking } });
    expect(transition(opened, { type: 'went-back' }).screen).toEqual({ name: 'booking', entry: EMPTY_ENTRY });
  });
});
