import { z } from 'zod';

/** Identifier made by the server or by configuration: url-safe characters, at most 64. Never a name or a number of a person. */
const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

export const SessionId = id.brand<'SessionId'>();
export type SessionId = z.infer<typeof SessionId>;

/** A device that the city owns: a kiosk or a clerk's PC. */
export const DeviceId = id.brand<'DeviceId'>();
export type DeviceId = z.infer<typeof DeviceId>;

/** One device's place in one session. It stays the same over reconnections. */
export const ParticipantId = id.brand<'ParticipantId'>();
export type ParticipantId = z.infer<typeof ParticipantId>;

export const DeskId = id.brand<'DeskId'>();
export type DeskId = z.infer<typeof DeskId>;

export const ProcedureId = id.brand<'ProcedureId'>();
export type ProcedureId = z.infer<typeof ProcedureId>;

/** mediasoup's own identifiers (UUIDs). */
export const TransportId = z.uuid().brand<'TransportId'>();
export type TransportId = z.infer<typeof TransportId>;
export const ProducerId = z.uuid().brand<'ProducerId'>();
export type ProducerId = z.infer<typeof ProducerId>;
export const ConsumerId = z.uuid().brand<'ConsumerId'>();
export type ConsumerId = z.infer<typeof ConsumerId>;

/** A moment on the server's clock, in milliseconds since the Unix epoch. */
export const Moment = z.int().nonnegative();
