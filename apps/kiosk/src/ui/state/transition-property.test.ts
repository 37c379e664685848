import { describe, expect, it } from '@jest/globals';
import { Desk, oneDeskCourse, SessionView } from '@mado/signaling';
import fc from 'fast-check';
import type { KioskEvent } from './kiosk-event.ts';
import { firstState, type KioskState } from './kiosk-state.ts';
import { transition } from './transition.ts';

const desks = (['one', 'many', 'none'] as const).map((id, count) =>
  Desk.parse({
    ...{ id, name: id, department: '', clerksReady: 0 },
    procedures: Array.from({ length: count }, (_, at) => ({ id: `p${at}`, name: '' })),
  }),
);
const deskId = fc.constantFrom(...desks.map(({ id }) => id));

/** What the server may say of a session, in any order: it may be broken into. */
const session = fc
  .record({
    state: fc.constantFrom('waiting', 'admitted', 'active', 'ended', 'erased'),
    endReason: fc.constantFrom('finished', 'left', 'abandoned', 'server'),
    moment: fc.nat({ max: 100 }),
  })
  .map(({ state, endReason, moment }) => {
    const isOver = state === 'ended' || state === 'erased';
    return SessionView.parse({
      ...{ id: 's', state, deskId: 'one', procedureId: null, ticket: 3, ahead: state === 'waiting' ? 1 : null },
      ...{ waitForecastMs: null, participants: [], checkedInAt: 1, admittedAt: moment, activeAt: null },
      ...{ endedAt: isOver ? moment : null, endReason: isOver ? endReason : null },
      course: oneDeskCourse(desks[0]!.id, 1),
    });
  });

const event: fc.Arbitrary<KioskEvent> = fc.oneof(
  fc.constantFrom<KioskEvent>(
    { type: 'started' },
    { type: 'booking-chosen' },
    { type: 'digit-pressed', digit: '4' },
    { type: 'digit-erased' },
    { type: 'booking-next' },
    { type: 'walk-in-chosen' },
    { type: 'agreed' },
    { type: 'went-back' },
    { type: 'check-in-going' },
    { type: 'check-in-refused', code: 'limited' },
    { type: 'leave-asked' },
    { type: 'leave-dismissed' },
    { type: 'help-called' },
    { type: 'help-done' },
    { type: 'finished' },
    { type: 'looked', by: '佐藤' },
    { type: 'face-seen' },
    { type: 'paper-hidden' },
    { type: 'notice', notice: 'please-sign' },
    { type: 'line', line: { phase: 'online' } },
    { type: 'line', line: { phase: 'broken', since: 5 } },
    { type: 'host', host: 'away' },
    { type: 'headset', connected: true },
    { type: 'erasure', erasure: 'erased' },
    { type: 'erasure', erasure: 'unconfirmed' },
    { type: 'out', out: { cause: 'refused', code: 'certificate-revoked' } },
  ),
  deskId.map((id): KioskEvent => ({ type: 'desk-chosen', deskId: id })),
  fc.nat({ max: 10_000_000 }).map((at): KioskEvent => ({ type: 'tick', at })),
  fc.nat({ max: 10_000_000 }).map((at): KioskEvent => ({ type: 'touched', at })),
  fc.option(session).map((view): KioskEvent => ({ type: 'session', session: view, at: 50 })),
);

/** Each step that a row of events makes. */
function steps(events: readonly KioskEvent[]): { before: KioskState; event: KioskEvent; after: KioskState }[] {
  let state: KioskState = { ...firstState(0), desks, line: { phase: 'online' } };
  return events.map((each) => {
    const before = state;
    state = transition(before, each);
    return { before, event: each, after: state };
  });
}

function always(holds: (step: ReturnType<typeof steps>[number]) => void): void {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => steps(events).forEach(holds)),
    { numRuns: 300 },
  );
}

describe('the booth’s screen, in whatever order things come', () => {
  it('takes a ticket and opens the camera for nobody who has not agreed', () => {
    always(({ before, event: { type }, after }) => {
      if (after.screen.name !== 'equipment' || before.screen.name === 'equipment') return;
      expect([before.screen.name, type]).toEqual(['consent', 'agreed']);
    });
  });

  it('waits or talks only in a session that the server names, and leaves it to nobody’s finger', () => {
    const isIn = ({ screen }: KioskState) => screen.name === 'waiting' || screen.name === 'call';
    always(({ before, event: { type }, after }) => {
      if (isIn(after) && !isIn(before)) expect(type).toBe('session');
      if (isIn(before) && !isIn(after)) expect(['session', 'out']).toContain(type);
    });
  });

  it('lets the next citizen sit down only when it is said what became of the one before', () => {
    always(({ before, event: each, after }) => {
      if (before.screen.name !== 'thanks' || after.screen.name === 'thanks') return;
      expect(before.screen.erasure !== 'erasing' || each.type === 'session').toBe(true);
    });
  });

  it('keeps on its last screen nothing that says who was here', () => {
    always(({ after: { screen } }) => {
      if (screen.name !== 'thanks') return;
      expect(Object.keys(screen).toSorted()).toEqual(['erasure', 'name', 'summary', 'until']);
      expect(Object.keys(screen.summary).toSorted()).toEqual([
        ...['deskId', 'printedPages', 'reason', 'scannedPages', 'talkedMs'],
      ]);
    });
  });
});
