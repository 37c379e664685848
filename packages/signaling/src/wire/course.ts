import { z } from 'zod';
import { DeskId, Moment, ParticipantId } from './ids.ts';

/** Made by the clerk who asks. */
export const OfferId = z.uuid().brand<'OfferId'>();
export type OfferId = z.infer<typeof OfferId>;

/**
 * `warm`: both clerks have a word in a side conversation first. `direct`: whoever takes it has the citizen at once.
 * `call-in`: somebody comes in for a while and the clerk in charge stays.
 */
export const HandOverWay = z.enum(['warm', 'direct', 'call-in']);
export type HandOverWay = z.infer<typeof HandOverWay>;

/** How a leg ended. */
export const LegOutcome = z.enum(['sent-on', 'handed-over', 'ended']);
export type LegOutcome = z.infer<typeof LegOutcome>;

/** How an offer was answered. `expired`: nobody took it in its time. */
export const OfferOutcome = z.enum(['taken', 'declined', 'withdrawn', 'expired']);
export type OfferOutcome = z.infer<typeof OfferOutcome>;

const name = z.string().max(100);

/** The part of a session with one desk. */
export const LegView = z.strictObject({
  deskId: DeskId,
  desk: name,
  department: name,
  /** The clerk's name; null while nobody of the desk has taken it. */
  clerk: name.nullable(),
  startedAt: Moment,
  endedAt: Moment.nullable(),
  outcome: LegOutcome.nullable(),
});
export type LegView = z.infer<typeof LegView>;

/** One desk of the itinerary (窓口の順番), with what the citizen comes there for. */
export const Stop = z.strictObject({ deskId: DeskId, desk: name, department: name, reason: z.string().max(200) });
export type Stop = z.infer<typeof Stop>;

/** The session's way through the desks, and who is in it as what. */
export const Course = z.strictObject({
  /** From check-in on, oldest first; the last one is the present one. */
  legs: z.array(LegView).min(1).max(100),
  /** The desks that the procedure goes through; empty when it has one only. */
  itinerary: z.array(Stop).max(20),
  /** Place in the itinerary of the present desk, from 0; null when it is not in it. */
  position: z.int().nonnegative().nullable(),
  /** Who alone gives orders to the booth's devices; null while nobody was let in. */
  inCharge: ParticipantId.nullable(),
  /** A question to another desk that has no answer yet. */
  offer: z
    .strictObject({
      id: OfferId,
      way: HandOverWay,
      deskId: DeskId,
      desk: name,
      department: name,
      since: Moment,
      until: Moment,
    })
    .nullable(),
  /** The last answer, so that the desk that asked is told. */
  answered: z
    .strictObject({
      id: OfferId,
      way: HandOverWay,
      deskId: DeskId,
      desk: name,
      department: name,
      outcome: OfferOutcome,
      at: Moment,
    })
    .nullable(),
  /** Two clerks talk where the citizen neither hears nor sees them: `next` is the one who was asked. */
  side: z.strictObject({ next: ParticipantId, deskId: DeskId, since: Moment }).nullable(),
});
export type Course = z.infer<typeof Course>;

/** The course of a session that is at its first desk and goes to no other; for samples and tests. */
export function oneDeskCourse(deskId: DeskId, startedAt: number, inCharge: ParticipantId | null = null): Course {
  const leg = { deskId, desk: '', department: '', clerk: null, startedAt, endedAt: null, outcome: null };
  return { legs: [leg], itinerary: [], position: null, inCharge, offer: null, answered: null, side: null };
}
