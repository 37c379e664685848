import { z } from 'zod';
import { Course } from './course.ts';
import { DeskId, DeviceId, Moment, ParticipantId, ProcedureId, SessionId } from './ids.ts';

export const DeviceRole = z.enum(['kiosk', 'clerk']);
export type DeviceRole = z.infer<typeof DeviceRole>;

/** `waiting → admitted → active → ended → erased`; `waiting` and `admitted` may also go to `ended`. */
export const SessionState = z.enum(['waiting', 'admitted', 'active', 'ended', 'erased']);
export type SessionState = z.infer<typeof SessionState>;

/** Why a session ended. `removed`: the clerk took the booth out. `put-out`: the booth's certificate no longer counts. */
export const EndReason = z.enum(['finished', 'left', 'abandoned', 'server', 'removed', 'put-out']);
export type EndReason = z.infer<typeof EndReason>;

/** Who sits at the other end, as both screens name them. Names come from the device list of the server's configuration. */
export const Participant = z.strictObject({
  id: ParticipantId,
  deviceId: DeviceId,
  role: DeviceRole,
  /** Clerk: the family name on the badge. Kiosk: the name of the booth. */
  name: z.string().max(100),
  /** Clerk: the department's name. Kiosk: empty. */
  department: z.string().max(100),
  /** False while its connection is lost and its grace time runs. */
  connected: z.boolean(),
  /** Present while a clerk's screen is locked or nobody is logged in there: neither picture nor sound goes to or from them. */
  away: z.literal(true).optional(),
});
export type Participant = z.infer<typeof Participant>;

/** What both ends render. The server sends a whole new view after every change. */
export const SessionView = z.strictObject({
  id: SessionId,
  state: SessionState,
  deskId: DeskId,
  procedureId: ProcedureId.nullable(),
  /** Number ticket (番号札) of the day at this desk, from 1. */
  ticket: z.int().positive(),
  /** How many wait before this session at its desk; null when it does not wait. */
  ahead: z.int().nonnegative().nullable(),
  /** Forecast of the wait in milliseconds, from the desk's mean session length; null when it does not wait or none is known. */
  waitForecastMs: z.int().nonnegative().nullable(),
  participants: z.array(Participant).max(8),
  checkedInAt: Moment,
  admittedAt: Moment.nullable(),
  activeAt: Moment.nullable(),
  endedAt: Moment.nullable(),
  endReason: EndReason.nullable(),
  course: Course,
});
export type SessionView = z.infer<typeof SessionView>;

/** A desk as configuration names it. */
export const Desk = z.strictObject({
  id: DeskId,
  name: z.string().max(100),
  department: z.string().max(100),
  procedures: z.array(z.strictObject({ id: ProcedureId, name: z.string().max(100) })).max(50),
  /** Clerks of this desk who are connected and free now. */
  clerksReady: z.int().nonnegative(),
});
export type Desk = z.infer<typeof Desk>;

/** One line of a clerk's waiting list, oldest first. */
export const WaitingEntry = z.strictObject({
  session: SessionView,
  booth: z.string().max(100),
  /** They came with a booking. */
  booked: z.boolean(),
});
export type WaitingEntry = z.infer<typeof WaitingEntry>;
