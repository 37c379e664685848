import { describe, expect, it } from '@jest/globals';
import { DeskId, oneDeskCourse, ParticipantId, SessionView, type DeskOutlook } from '@mado/signaling/wire';
import { colleaguesIn, desksToAsk, isAside, partIn, unanswered } from './hand-over.ts';

const [sato, takahashi] = ['sato', 'takahashi'].map((id) => ParticipantId.parse(id)) as [ParticipantId, ParticipantId];
const okuyami = DeskId.parse('okuyami');
const person = (id: string, role: 'kiosk' | 'clerk') => ({
  ...{ id, deviceId: id, role, name: id, department: '' },
  connected: true,
});
function session(course: Partial<SessionView['course']> = {}): SessionView {
  return SessionView.parse({
    ...{ id: 's', state: 'active', deskId: okuyami, procedureId: null, ticket: 1, ahead: null, waitForecastMs: null },
    ...{ checkedInAt: 1, admittedAt: 1, activeAt: 1, endedAt: null, endReason: null },
    participants: [person('booth', 'kiosk'), person('takahashi', 'clerk'), person('sato', 'clerk')],
    course: { ...oneDeskCourse(okuyami, 1, sato), ...course },
  });
}
const side = { next: takahashi, deskId: DeskId.parse('nozei'), since: 1 };
const outlook = (id: string, clerksReady: number): DeskOutlook => ({
  ...{ id: DeskId.parse(id), name: id, department: '', clerksReady },
  ...{ waiting: 0, waitForecastMs: null },
});

describe('what a clerk is in a session', () => {
  it('is in charge, about to take over, or called in', () => {
    expect(partIn(session(), sato)).toBe('in-charge');
    expect(partIn(session(), takahashi)).toBe('guest');
    expect(partIn(session({ side }), takahashi)).toBe('next');
  });

  it('talks aside when it is one of the two', () => {
    expect([sato, takahashi].map((who) => isAside(session({ side }), who))).toEqual([true, true]);
    expect(isAside(session({ side }), ParticipantId.parse('guest'))).toBe(false);
    expect(isAside(session(), sato)).toBe(false);
  });

  it('sees the other clerks, who is in charge first', () => {
    expect(colleaguesIn(session(), null, []).map(({ name, inCharge }) => [name, inCharge])).toEqual([
      ['sato', true],
      ['takahashi', false],
    ]);
    expect(colleaguesIn(session(), sato, []).map(({ name }) => name)).toEqual(['takahashi']);
  });
});

describe('an offer that nobody took', () => {
  const answered = (outcome: 'taken' | 'declined' | 'withdrawn' | 'expired') => ({
    ...{ id: '0a1b2c3d-4e5f-4a6b-9c7d-8e9f0a1b2c3d' as never, way: 'warm' as const, deskId: side.deskId },
    ...{ desk: '納税窓口', department: '納税課', outcome, at: 1 },
  });

  it('is told until it is put aside', () => {
    for (const outcome of ['declined', 'expired'] as const) {
      const told = unanswered(session({ answered: answered(outcome) }), new Set());
      expect(told?.outcome).toBe(outcome);
      expect(unanswered(session({ answered: answered(outcome) }), new Set([told?.id ?? '']))).toBeNull();
    }
  });

  it('is no news when it was taken, or taken back', () => {
    for (const outcome of ['taken', 'withdrawn'] as const)
      expect(unanswered(session({ answered: answered(outcome) }), new Set())).toBeNull();
  });
});

describe('the desks to ask', () => {
  it('begin with the next of the itinerary, then who is free; the own desk is not among them', () => {
    const stop = (id: string) => ({ deskId: DeskId.parse(id), desk: id, department: '', reason: '' });
    const course = { itinerary: [stop('okuyami'), stop('hoken'), stop('nozei')], position: 0 };
    const desks = [
      outlook('away', 0),
      outlook('free', 1),
      outlook('nozei', 0),
      outlook('okuyami', 1),
      outlook('hoken', 0),
    ];
    expect(desksToAsk(desks, session(course)).map(({ id }) => id)).toEqual(['hoken', 'nozei', 'free', 'away']);
  });
});
