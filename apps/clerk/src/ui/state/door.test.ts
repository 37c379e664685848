import { describe, expect, it } from '@jest/globals';
import { PersonState, PersonToken, type LogInStep } from '@mado/signaling/wire';
import { AT_THE_DOOR, locksSoon, overDesk, pass, secondsLeft, type DoorEvent, type DoorView } from './door.ts';

const inside = (over: Record<string, unknown> = {}): PersonState =>
  PersonState.parse({
    phase: 'in',
    person: { id: 'p-1', login: 'sato', name: '佐藤', department: '市民登録課', roles: ['clerk'], desks: [] },
    locked: false,
    locksAt: 900_000,
    endsAt: 36_000_000,
    ...over,
  });
const said = (step: LogInStep): DoorEvent => ({ type: 'answered', step });
const entered = (recoveryCodes: string[]): LogInStep => ({
  step: 'in',
  token: PersonToken.parse('A'.repeat(43)),
  state: inside(),
  recoveryCodes,
});
const walk = (events: readonly DoorEvent[], from: DoorView = AT_THE_DOOR) => events.reduce(pass, from);

describe('the way in', () => {
  it('leads a first log-in over password and second factor to the codes, which stand until they are kept', () => {
    const chosen = walk([said({ step: 'password' }), said({ step: 'factor', secret: 'ABCD', uri: 'otpauth://x' })]);
    expect(chosen.page).toEqual({ at: 'factor', secret: 'ABCD', uri: 'otpauth://x' });
    const codes = walk([said(entered(['one', 'two']))], chosen);
    expect(overDesk(inside(), codes)).toBe('codes');
    // Not even the lock hides the only look at them from the one who made them.
    expect(overDesk(inside({ locked: true }), codes)).toBe('codes');
    expect(overDesk(inside(), walk([{ type: 'kept' }], codes))).toBe('nothing');
  });

  it('stays where it is after a wrong try, and begins anew after too long', () => {
    const code = walk([said({ step: 'code' }), { type: 'recovery', on: true }]);
    expect(walk([{ type: 'asked' }, said({ step: 'wrong' })], code)).toEqual({
      page: { at: 'code', recovery: true },
      note: { why: 'wrong' },
      busy: false,
    });
    expect(walk([said({ step: 'again' })], code)).toEqual({ ...AT_THE_DOOR, note: { why: 'again' } });
    expect(walk([{ type: 'asked' }, { type: 'unanswered' }], code).note).toEqual({ why: 'no-answer' });
  });

  it('follows the browser to the provider and back, and nowhere when something else was begun', () => {
    const away = walk([said({ step: 'elsewhere', url: 'https://idp.example/auth', until: 1 })]);
    expect(away.page).toEqual({ at: 'elsewhere', url: 'https://idp.example/auth' });
    expect(walk([{ type: 'told', step: { step: 'number' } }], away).page).toEqual({ at: 'number' });
    const refused = walk([{ type: 'told', step: { step: 'turned-away', because: 'unknown' } }], away);
    expect(refused).toEqual({ ...AT_THE_DOOR, note: { why: 'turned-away', because: 'unknown' } });
    expect(walk([{ type: 'restart' }, { type: 'told', step: { step: 'number' } }], away)).toEqual(AT_THE_DOOR);
  });

  it('counts the seconds that are left to wait, and no further', () => {
    const { note } = walk([said({ step: 'wait', until: 10_000 })]);
    expect([0, 5_500, 10_000, 99_000].map((now) => secondsLeft(note, now))).toEqual([10, 5, 0, 0]);
    expect(secondsLeft({ why: 'wrong' }, 0)).toBe(0);
  });
});

describe('what lies over the desk', () => {
  it('is nothing where nobody logs in, the door where nobody is, and the lock over a locked screen', () => {
    expect(overDesk(null, AT_THE_DOOR)).toBe('nothing');
    expect(overDesk({ phase: 'not-needed' }, AT_THE_DOOR)).toBe('nothing');
    expect(overDesk({ phase: 'out', because: 'expired' }, AT_THE_DOOR)).toBe('door');
    expect(overDesk(inside(), AT_THE_DOOR)).toBe('nothing');
    expect(overDesk(inside({ locked: true }), AT_THE_DOOR)).toBe('lock');
  });

  it('is announced a minute before the lock comes', () => {
    expect([839_000, 841_000].map((now) => locksSoon(inside(), now))).toEqual([false, true]);
    expect(locksSoon(inside({ locked: true }), 899_000)).toBe(false);
  });
});
