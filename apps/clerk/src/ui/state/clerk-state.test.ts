import { describe, expect, it } from '@jest/globals';
import { DeskId, oneDeskCourse, SessionId, SessionView, type SessionState } from '@mado/signaling/wire';
import { INITIAL, NOTHING_DONE, reduce, type ClerkEvent, type ClerkState } from './clerk-state.ts';

function session(state: SessionState, id = 'one'): SessionView {
  return SessionView.parse({
    id,
    state,
    deskId: 'okuyami',
    procedureId: 'okuyami',
    ticket: 7,
    ahead: null,
    waitForecastMs: null,
    participants: [],
    checkedInAt: 1_000,
    admittedAt: null,
    activeAt: null,
    endedAt: null,
    endReason: null,
    course: oneDeskCourse(DeskId.parse('okuyami'), 0),
  });
}
const seen = (state: SessionState | null, id?: string): ClerkEvent => ({
  type: 'session',
  session: state === null ? null : session(state, id),
  accomplished: { ...NOTHING_DONE, minutes: 12 },
});
const play = (events: readonly ClerkEvent[], from: ClerkState = INITIAL) => events.reduce(reduce, from);
const one = SessionId.parse('one');

describe("the clerk's screen", () => {
  it('stands at the desk when the device has no session', () => {
    expect(play([seen(null)]).stage).toEqual({ name: 'desk', admission: { phase: 'idle' } });
  });

  it('takes a running session up again after a reload', () => {
    expect(play([seen('active')]).stage.name).toBe('call');
  });

  it('says that another clerk was first in plain words, with the ticket', () => {
    const asked = play([
      seen(null),
      { type: 'waiting', waiting: [{ session: session('waiting'), booth: '西部公民館', booked: false }] },
      { type: 'admit.asked', sessionId: one },
      { type: 'admit.failed', sessionId: one, code: 'conflict' },
    ]);
    expect(asked.stage).toEqual({ name: 'desk', admission: { phase: 'taken', ticket: 7 } });
  });

  it('keeps tab and signals while the server tells news of the same session', () => {
    const call = play([
      seen('admitted'),
      { type: 'tab', tab: 'form' },
      { type: 'signal', signal: { key: 'k1', signal: 'slower' } },
      seen('active'),
    ]);
    expect(call.stage).toMatchObject({ name: 'call', tab: 'form', signals: [{ key: 'k1', signal: 'slower' }] });
  });

  it('stays in the administration while the server tells news, and leaves it for a call', () => {
    const admin = play([seen(null), { type: 'admin', section: 'people' }, seen(null)]);
    expect(admin.stage).toEqual({ name: 'admin', section: 'people' });
    expect(play([{ type: 'desk.back' }], admin).stage.name).toBe('desk');
    expect(play([{ type: 'person', person: { phase: 'out', because: 'logged-out' } }], admin).stage.name).toBe('desk');
    expect(play([seen('admitted')], admin).stage.name).toBe('call');
    expect(play([seen('active'), { type: 'admin', section: null }]).stage.name).toBe('call');
  });

  it('holds one message for a button pressed twice, until the clerk has seen it', () => {
    const pressed = play([
      seen('active'),
      { type: 'signal', signal: { key: 'k1', signal: 'slower' } },
      { type: 'signal', signal: { key: 'k2', signal: 'slower' } },
    ]);
    expect(pressed.stage).toMatchObject({ signals: [{ key: 'k2', signal: 'slower' }] });
    expect(reduce(pressed, { type: 'signal.seen', key: 'k2' }).stage).toMatchObject({ signals: [] });
  });

  it('shows erasure as done only when it was confirmed, and goes back to the desk when asked', () => {
    const ended = play([seen('active'), seen('ended')]);
    expect(ended.stage).toMatchObject({ name: 'ended', erasure: 'running', accomplished: { minutes: 12 } });
    const erased = play([{ type: 'erasure', erasure: 'confirmed' }, seen('erased'), seen(null)], ended);
    expect(erased.stage).toMatchObject({ name: 'ended', erasure: 'confirmed' });
    expect(reduce(erased, { type: 'desk.back' }).stage.name).toBe('desk');
  });

  it('still owes its erasure when it was reloaded after the end, and nothing when that is confirmed', () => {
    expect(play([seen('ended')]).stage).toMatchObject({ name: 'ended', erasure: 'running' });
    expect(play([seen('erased')]).stage.name).toBe('desk');
  });

  it('ends the call when the session is gone at the server', () => {
    expect(play([seen('active'), seen(null)]).stage.name).toBe('ended');
  });

  it('is at the desk again when it is out of a session, with a word about it', () => {
    const left = session('active');
    const gone: ClerkEvent = { type: 'departed', session: left, why: 'handed-over' };
    // The client drops the session before it says why.
    const state = play([seen('active'), seen(null), gone]);
    expect(state.stage).toEqual({ name: 'desk', admission: { phase: 'idle' } });
    expect(state.left).toEqual({ session: left, why: 'handed-over', erasure: 'running' });
    const erased = play([{ type: 'left.erasure', erasure: 'confirmed' }], state);
    expect(erased.left?.erasure).toBe('confirmed');
    expect(play([{ type: 'left.dismissed' }], erased).left).toBeNull();
  });

  it('says that somebody else took what another desk asked', () => {
    const state = play([{ type: 'accept.failed', code: 'conflict' }], play([seen(null)]));
    expect(state.stage).toEqual({ name: 'desk', admission: { phase: 'offer-gone' } });
  });
});
