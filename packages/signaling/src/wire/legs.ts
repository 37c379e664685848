import { z } from 'zod';
import { DeskId, Moment, ParticipantId, ProcedureId, SessionId } from './ids.ts';
import { SessionView } from './session.ts';
import { HandOverWay, OfferId } from './course.ts';

const bySession = z.strictObject({ sessionId: SessionId });
const byOffer = z.strictObject({ sessionId: SessionId, offerId: OfferId });
const withSession = z.strictObject({ session: SessionView });

/** A desk to which a clerk may send or hand over, with what one has to know before doing so. */
export const DeskOutlook = z.strictObject({
  id: DeskId,
  name: z.string().max(100),
  department: z.string().max(100),
  /** Clerks of this desk who are connected and free now. */
  clerksReady: z.int().nonnegative(),
  /** Citizens in its waiting room. */
  waiting: z.int().nonnegative(),
  /** How long one more would wait, in milliseconds; null when no clerk is there. */
  waitForecastMs: z.int().nonnegative().nullable(),
});
export type DeskOutlook = z.infer<typeof DeskOutlook>;

/** A session that another desk would like this clerk to take. It tells nothing of what was said or shown in it. */
export const OfferEntry = z.strictObject({
  sessionId: SessionId,
  offerId: OfferId,
  way: HandOverWay,
  /** The desk that is asked. */
  deskId: DeskId,
  procedureId: ProcedureId.nullable(),
  /** The procedure's name, and what the citizen would come to this desk for, as the city's configuration has them; may be empty. */
  about: z.string().max(320),
  ticket: z.int().positive(),
  booth: z.string().max(100),
  from: z.strictObject({ desk: z.string().max(100), department: z.string().max(100), name: z.string().max(100) }),
  since: Moment,
  until: Moment,
});
export type OfferEntry = z.infer<typeof OfferEntry>;

/** Why a device has no place in a session any more, although the session goes on. */
export const Departure = z.enum(['handed-over', 'left', 'removed']);
export type Departure = z.infer<typeof Departure>;

/** How a session moves between desks and people. Idempotent like all methods. */
export const legMethods = {
  /** Clerk: all desks of the city, for the choice where to send or hand over. */
  'desk.directory': { request: z.strictObject({}), response: z.strictObject({ desks: z.array(DeskOutlook).max(200) }) },
  /** Clerk of its desk: sends a waiting session to another desk. Its place there is by the moment of its check-in. */
  'session.redirect': { request: z.strictObject({ sessionId: SessionId, deskId: DeskId }), response: withSession },
  /**
   * Clerk in charge, or of the desk while it waits: takes somebody out at once. Taking out the kiosk ends the session. The
   * server closes their media and their way into the channel before it tells anybody.
   */
  'session.remove': {
    request: z.strictObject({ sessionId: SessionId, participantId: ParticipantId }),
    response: withSession,
  },
  /** Clerk in charge: asks a desk to take the session over or to send somebody. The same `offerId` is one offer. */
  'session.offer': {
    request: z.strictObject({ sessionId: SessionId, offerId: OfferId, deskId: DeskId, way: HandOverWay }),
    response: withSession,
  },
  'session.withdraw': { request: byOffer, response: withSession },
  /** Clerk of the desk that was asked. `conflict`: a colleague was first. `not-found`: the offer stands no more. */
  'session.accept': {
    request: byOffer,
    response: z.strictObject({ session: SessionView, participantId: ParticipantId }),
  },
  'session.decline': { request: byOffer, response: z.strictObject({}) },
  /** Clerk in charge, in the side conversation: leaves the session to the clerk who was asked. */
  'session.complete': { request: bySession, response: withSession },
  /** Clerk in charge, in the side conversation: keeps the session after all; the other one leaves. */
  'session.keep': { request: bySession, response: withSession },
  /** Somebody who was called in: leaves; the session goes on. */
  'session.depart': { request: bySession, response: withSession },
} as const satisfies Record<string, { request: z.ZodType; response: z.ZodType }>;

export const legNotifications = {
  /** To clerks who watch: what other desks ask of theirs, oldest first. */
  'desk.offers': z.strictObject({ offers: z.array(OfferEntry).max(200) }),
  /** This device's place in the session is gone; everything of it has to be destroyed here. */
  'session.departed': z.strictObject({ sessionId: SessionId, why: Departure }),
} as const satisfies Record<string, z.ZodType>;
