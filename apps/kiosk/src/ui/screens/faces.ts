import type { ParticipantId, RemoteFace, SessionView } from '@mado/signaling';

/** Where a face is drawn: alone or large, as a small one in the corner, or under the large one until it has a picture. */
export type Place = 'large' | 'small' | 'behind';

/** What is decided by: not the picture itself. */
type Face = Omit<RemoteFace, 'stream'>;

export interface Placed {
  readonly place: Place;
  readonly name: string;
  /** What is seen is not now: they talk aside, or have left. */
  readonly old: boolean;
}

/** Whether every clerk has left their screen, so that nobody is seen or heard. */
export function allAway({ participants }: SessionView): boolean {
  const clerks = participants.filter(({ role }) => role === 'clerk');
  return clerks.length > 0 && clerks.every(({ away }) => away === true);
}

/**
 * Who is seen how. Large is who speaks, else who is in charge; nobody is shown large who has no picture yet while somebody else has
 * one, so that the screen is never black between two desks. Of a side conversation only the last picture of the clerk in charge stays.
 */
export function placedFaces<F extends Face>(
  session: SessionView,
  faces: readonly F[],
  speaking: ParticipantId | null,
): (F & Placed)[] {
  const { side, inCharge } = session.course;
  const talksAside = (id: ParticipantId) => side !== null && (id === side.next || id === inCharge);
  const shown = faces.filter(({ participantId, seen }) => seen && participantId !== side?.next);
  const isAway = (id: ParticipantId) => session.participants.some((each) => each.id === id && each.away === true);
  const withCitizen = shown.filter(
    ({ participantId, here }) => here && !talksAside(participantId) && !isAway(participantId),
  );
  const large =
    withCitizen.find(({ participantId }) => participantId === speaking) ??
    withCitizen.find(({ participantId }) => participantId === inCharge) ??
    withCitizen[0] ??
    shown.find(({ participantId }) => participantId === inCharge) ??
    shown[0] ??
    faces.find(({ participantId }) => participantId === inCharge) ??
    faces[0];
  return faces.map((face) => {
    const { participantId, here } = face;
    const small = withCitizen.some((each) => each === face);
    return {
      ...face,
      place: face === large ? 'large' : small ? 'small' : 'behind',
      name: session.participants.find(({ id }) => id === participantId)?.name ?? '',
      old: !here || talksAside(participantId) || isAway(participantId),
    };
  });
}
