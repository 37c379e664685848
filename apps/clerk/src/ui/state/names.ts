import type { Desk, Participant, SessionView } from '@mado/signaling/wire';
import type { SittingView } from '../../contract/index.ts';

/** The desk's name as configuration gives it; empty for a desk that this clerk does not serve. */
export function deskName(desks: readonly Desk[], session: SessionView): string {
  return desks.find((desk) => desk.id === session.deskId)?.name ?? '';
}

/** What the citizen comes for; null when they did not choose a procedure. */
export function procedureName(desks: readonly Desk[], session: SessionView): string | null {
  if (session.procedureId === null) return null;
  for (const desk of desks) {
    const procedure = desk.procedures.find((candidate) => candidate.id === session.procedureId);
    if (procedure) return procedure.name;
  }
  return null;
}

/** What a paper for this session need not be told by the clerk. */
export function sittingOf(desks: readonly Desk[], session: SessionView): SittingView {
  const { deskId, ticket, checkedInAt, procedureId } = session;
  const desk = desks.find(({ id }) => id === deskId);
  const name = procedureName(desks, session);
  return {
    ...{ deskId, ticket, checkedInAt },
    desk: desk?.name ?? '',
    department: desk?.department ?? '',
    procedure: procedureId === null || name === null ? null : { id: procedureId, name },
  };
}

/** Names of all procedures by id. */
export function procedureNames(desks: readonly Desk[]): ReadonlyMap<string, string> {
  return new Map(desks.flatMap(({ procedures }) => procedures.map(({ id, name }) => [id, name] as const)));
}

/** The place at the other end: the kiosk of a session. */
export function boothOf(session: SessionView): Participant | null {
  return session.participants.find((participant) => participant.role === 'kiosk') ?? null;
}
