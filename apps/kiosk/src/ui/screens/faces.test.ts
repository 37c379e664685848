import { describe, expect, it } from '@jest/globals';
import { DeskId, oneDeskCourse, ParticipantId, SessionView } from '@mado/signaling';
import { allAway, placedFaces } from './faces.ts';

const [sato, takahashi] = ['sato', 'takahashi'].map((id) => ParticipantId.parse(id)) as [ParticipantId, ParticipantId];
const face = (participantId: ParticipantId, seen = true, here = true) => ({ participantId, seen, here });
function session(over: Partial<SessionView['course']> = {}): SessionView {
  const deskId = DeskId.parse('okuyami');
  const at = { checkedInAt: 1, admittedAt: 1, activeAt: 1, endedAt: null, endReason: null };
  return SessionView.parse({
    ...{ id: 's', state: 'active', deskId, procedureId: null, ticket: 1, ahead: null, waitForecastMs: null, ...at },
    participants: [],
    course: { ...oneDeskCourse(deskId, 1, sato), ...over },
  });
}
const places = (...args: Parameters<typeof placedFaces>) =>
  Object.fromEntries(
    placedFaces(...args).map(({ participantId, place, old }) => [participantId, old ? `${place}, old` : place]),
  );

describe('the faces at the booth', () => {
  it('shows who is in charge large, or who speaks', () => {
    const both = [face(sato), face(takahashi)];
    expect(places(session(), both, null)).toEqual({ sato: 'large', takahashi: 'small' });
    expect(places(session(), both, takahashi)).toEqual({ sato: 'small', takahashi: 'large' });
  });

  it('shows whoever is there in place of a clerk who has left the screen', () => {
    const seat = (id: ParticipantId, away: boolean) => ({
      ...{ id, deviceId: id, role: 'clerk', name: '', department: '', connected: true },
      ...(away ? { away } : {}),
    });
    const both = [face(sato), face(takahashi)];
    const withSeats = (...away: [boolean, boolean]) =>
      SessionView.parse({ ...session(), participants: [seat(sato, away[0]), seat(takahashi, away[1])] });
    expect(places(withSeats(true, false), both, null)).toEqual({ sato: 'behind, old', takahashi: 'large' });
    expect([withSeats(true, false), withSeats(true, true), session()].map(allAway)).toEqual([false, true, false]);
  });

  it('keeps the last picture of who talks aside, and nothing of the other one', () => {
    const side = { next: takahashi, deskId: DeskId.parse('nozei'), since: 1 };
    expect(places(session({ side }), [face(sato), face(takahashi, false)], null)).toEqual({
      sato: 'large, old',
      takahashi: 'behind, old',
    });
  });

  it('keeps the picture of a clerk who left until the next one is seen', () => {
    const taken = session({ inCharge: takahashi });
    expect(places(taken, [face(sato, true, false), face(takahashi, false)], null)).toEqual({
      sato: 'large, old',
      takahashi: 'behind',
    });
    expect(places(taken, [face(takahashi)], null)).toEqual({ takahashi: 'large' });
  });
});
