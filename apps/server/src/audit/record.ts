import {
  CardOutcome,
  Departure,
  DeskId,
  DeviceId,
  DeviceRole,
  EndReason,
  ErrorCode,
  HandOverWay,
  MAX_SAVED_FORMS,
  Moment,
  OfferOutcome,
  PersonId,
  SessionId,
  TemplateId,
} from '@mado/signaling/wire';
import { z } from 'zod';

/** Who did it: the server by itself, or a device under its configured identifier. */
export const AuditActor = z.union([
  z.literal('server'),
  z.templateLiteral(['device:', z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)]),
]);
export type AuditActor = z.infer<typeof AuditActor>;

export const byDevice = (id: DeviceId): AuditActor => `device:${id}`;

/** Why the server distrusts what it finds before it adds a line. */
export const Disturbance = z.enum([
  /** Lines without the signed head that stands for them, or the other way round. */
  'head-missing',
  /** The head was not signed with this server's audit key. */
  'head-forged',
  /** The last line is not the one that was signed. */
  'head-differs',
  /** The file of anchors is gone. */
  'anchors-missing',
  /** The last anchor names a line that the log does not have. */
  'anchor-differs',
]);
export type Disturbance = z.infer<typeof Disturbance>;

const Count = z.int().nonnegative();
/** Enough of the moments that every line has, and strict: what a subject does not list cannot get into the log. */
const line = <A extends string, S extends z.ZodRawShape>(action: A, subject: S) =>
  z.strictObject({
    /** Place in the log, from 1 without gaps. */
    seq: z.int().positive(),
    time: Moment,
    actor: AuditActor,
    /** Who was logged in at the device that did it. Absent where nobody was, and in lines of versions without people. */
    person: PersonId.optional(),
    action: z.literal(action),
    subject: z.strictObject(subject),
  });
/** A line's subject has texts and numbers only, so several identifiers are one text. */
const FormList = z
  .string()
  .refine((text) => z.array(TemplateId).min(1).max(MAX_SAVED_FORMS).safeParse(text.split(' ')).success);
const Sitting = { session: SessionId, desk: DeskId };

/**
 * One line of the audit log. The list of actions is closed, and so is each one's subject: identifiers, reasons from
 * closed lists, counts. Nothing here is a name, and nothing was typed or said by anybody.
 */
export const AuditRecord = z.discriminatedUnion('action', [
  /** `digest`: see `configDigest`. */
  line('config.loaded', { digest: z.string().regex(/^[0-9a-f]{64}$/), devices: Count }),
  line('server.started', { version: z.string().regex(/^[0-9A-Za-z.+-]{1,40}$/) }),
  line('server.stopped', {}),
  line('device.connected', { role: DeviceRole }),
  line('device.disconnected', {}),
  /** An open connection was closed because its certificate no longer counts. */
  line('device.expelled', { device: DeviceId, reason: z.enum(['revoked', 'expired']) }),
  /** A certificate of this device became known to the server. */
  line('device.certified', { device: DeviceId, role: DeviceRole }),
  line('enrolment.codeMade', {}),
  line('enrolment.requested', { device: DeviceId, role: DeviceRole }),
  line('enrolment.declined', { device: DeviceId }),
  /** `number` of the list of revocations now in force, `revoked`: certificates on it. */
  line('revocations.accepted', { number: Count, revoked: Count }),
  /** `device` only when it is one of the configuration's. `omitted`: refusals since the last line that have none. */
  line('device.refused', { device: DeviceId.optional(), reason: ErrorCode, omitted: Count }),
  line('session.checkedIn', Sitting),
  line('session.admitted', Sitting),
  line('session.active', Sitting),
  line('session.ended', { ...Sitting, reason: EndReason }),
  /** `unconfirmed`: ends that had not said that they destroyed everything. */
  line('session.erased', { ...Sitting, unconfirmed: Count }),
  line('session.stillAsked', Sitting),
  /** `forms`: identifiers of the templates, a space between them; a file each in the department's folder, so many `files`. */
  line('session.formsSaved', { ...Sitting, forms: FormList, files: z.int().positive() }),
  /** At the booth, by the citizen's leave or not. Neither why it failed nor anything of the card is here. */
  line('card.read', { ...Sitting, outcome: CardOutcome }),
  /** A check-in ticket for a booking was made or taken back. Its number opens something and is not here. */
  line('booking.made', { desk: DeskId }),
  line('booking.cancelled', { desk: DeskId }),
  line('booking.opened', Sitting),
  /** Nothing was opened. `other-desk`: it is for another desk than the one that was asked for. */
  line('booking.refused', { reason: z.enum(['wrong', 'other-day', 'in-use', 'other-desk']) }),
  line('template.saved', { template: TemplateId }),
  line('template.discarded', { template: TemplateId }),
  /** `hash`: over map and form. */
  line('template.published', { template: TemplateId, version: Count, hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  line('template.rolledBack', { template: TemplateId, version: Count, hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  line('session.redirected', { ...Sitting, to: DeskId }),
  line('session.offered', { ...Sitting, to: DeskId, way: HandOverWay }),
  line('session.offerAnswered', { ...Sitting, to: DeskId, way: HandOverWay, outcome: OfferOutcome }),
  /** `desk`: the one that has it from now on. */
  line('session.handedOver', { ...Sitting, device: DeviceId }),
  line('session.departed', { ...Sitting, device: DeviceId, why: Departure }),
  line('channel.quotaReached', { session: SessionId }),
  line('tray.quotaReached', { session: SessionId }),
  line('media.workerDied', { worker: Count }),
  /** `factor`: what stood beside the password. `first`: the person chose both. `provider`: the city's OpenID Connect provider vouched. */
  line('person.loggedIn', { whom: PersonId, factor: z.enum(['code', 'recovery', 'first', 'provider']) }),
  /** `whom` only when there is somebody of that name: what was typed is not recorded. */
  line('person.refused', { whom: PersonId.optional() }),
  line('person.loggedOut', { whom: PersonId, device: DeviceId, reason: z.enum(['logged-out', 'expired', 'revoked']) }),
  line('person.locked', { whom: PersonId }),
  line('person.unlocked', { whom: PersonId }),
  line('person.created', { whom: PersonId }),
  line('person.changed', { whom: PersonId }),
  line('person.disabled', { whom: PersonId }),
  line('person.reset', { whom: PersonId }),
  line('audit.disturbed', { reason: Disturbance }),
]);
export type AuditRecord = z.infer<typeof AuditRecord>;
export type AuditAction = AuditRecord['action'];

type WithoutPlace<R> = R extends AuditRecord ? Omit<R, 'seq' | 'time'> : never;
/** What is to be recorded; the log gives it its place and time. */
export type AuditEntry = WithoutPlace<AuditRecord>;
