import type { MemoView, RemoteFace } from '@mado/signaling';
import type { DeskOutlook, ErrorCode, Participant, ParticipantId, SessionView } from '@mado/signaling/wire';

/** What the clerk last asked of the server about the session's way. */
export type Request =
  | { readonly phase: 'idle' }
  | { readonly phase: 'going' }
  | { readonly phase: 'failed'; readonly code: ErrorCode | 'no-answer' };

/** Everything of hand-over that is not in the session's own view. */
export interface TransferView {
  /** All desks of the city; null until the server has told them. */
  readonly desks: readonly DeskOutlook[] | null;
  readonly request: Request;
}
export const NO_TRANSFER: TransferView = { desks: null, request: { phase: 'idle' } };

/**
 * What this clerk is in the session. `next`: in a side conversation, about to take over. `guest`: called in for a while. Only who is
 * `in-charge` gives orders to the booth and moves the session.
 */
export type Part = 'in-charge' | 'next' | 'guest';

export function partIn({ course }: SessionView, self: ParticipantId | null): Part {
  if (self === null || course.inCharge === null || course.inCharge === self) return 'in-charge';
  return course.side?.next === self ? 'next' : 'guest';
}

/** Whether this clerk is in a side conversation, where the citizen neither hears nor sees them. */
export function isAside({ course }: SessionView, self: ParticipantId | null): boolean {
  return course.side !== null && (course.side.next === self || course.inCharge === self);
}

/** Somebody else of the city in the session. */
export interface Colleague {
  readonly id: ParticipantId;
  readonly name: string;
  readonly department: string;
  readonly connected: boolean;
  readonly inCharge: boolean;
  readonly stream: MediaStream | null;
}

/** The other clerks of the session; who is in charge first. */
export function colleaguesIn(
  { participants, course }: SessionView,
  self: ParticipantId | null,
  faces: readonly RemoteFace[],
): Colleague[] {
  return participants
    .filter(({ id, role }) => role === 'clerk' && id !== self)
    .map(({ id, name, department, connected }) => ({
      id,
      name,
      department,
      connected,
      inCharge: id === course.inCharge,
      stream: faces.find(({ participantId }) => participantId === id)?.stream ?? null,
    }))
    .toSorted((a, b) => Number(b.inCharge) - Number(a.inCharge));
}

type Answered = NonNullable<SessionView['course']['answered']>;

/** That nobody took what was offered, until the clerk puts it aside. What was taken, or taken back, shows by itself. */
export function unanswered({ course }: SessionView, putAside: ReadonlySet<string>): Answered | null {
  const { answered } = course;
  if (answered === null || course.offer !== null || putAside.has(answered.id)) return null;
  return answered.outcome === 'declined' || answered.outcome === 'expired' ? answered : null;
}

/** What the citizen comes for at a desk, as the itinerary of the procedure says it. */
export function reasonAt({ course }: SessionView, deskId: string): string | null {
  return course.itinerary.find((stop) => stop.deskId === deskId)?.reason ?? null;
}

/**
 * The desks to choose from, the likely one first: the next ones of the itinerary, then those where somebody is free, then the others.
 * The session's own desk is left out.
 */
export function desksToAsk(desks: readonly DeskOutlook[], session: SessionView): DeskOutlook[] {
  const { itinerary, position } = session.course;
  const stopOf = ({ id }: DeskOutlook) => {
    const at = itinerary.findIndex((stop) => stop.deskId === id);
    return at < 0 || (position !== null && at <= position) ? Infinity : at;
  };
  const rank = (desk: DeskOutlook) => (desk.clerksReady > 0 ? 0 : 1);
  return desks
    .filter(({ id }) => id !== session.deskId)
    .toSorted((a, b) => {
      const [one, other] = [stopOf(a), stopOf(b)];
      return one === other ? rank(a) - rank(b) : one - other;
    });
}

/** A memo with the name of who wrote it; who has left is named by the leg that they had. */
export interface Memo {
  readonly key: string;
  readonly text: string;
  readonly from: string | null;
}

export function memosOf(memos: readonly MemoView[], participants: readonly Participant[]): Memo[] {
  return memos.map(({ key, text, from }) => ({
    key,
    text,
    from: participants.find(({ id }) => id === from)?.name ?? null,
  }));
}

/** Whole seconds until a moment of the server's clock; never negative. */
export function secondsUntil(moment: number, serverNow: number): number {
  return Math.max(0, Math.ceil((moment - serverNow) / 1000));
}

/** Minutes that a leg took, at least one. */
export function legMinutes({ startedAt, endedAt }: { startedAt: number; endedAt: number | null }, now: number): number {
  return Math.max(1, Math.round(((endedAt ?? now) - startedAt) / 60_000));
}
