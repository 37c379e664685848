import { z } from 'zod';
import { BookingKey, bookingMethods } from './booking.ts';
import {
  ConsumerId,
  DeskId,
  DeviceId,
  Moment,
  ParticipantId,
  ProcedureId,
  ProducerId,
  SessionId,
  TransportId,
} from './ids.ts';
import {
  Direction,
  DtlsParameters,
  IceCandidate,
  IceParameters,
  MediaKind,
  MediaSource,
  RtpCapabilities,
  RtpParameters,
} from './media.ts';
import {
  AuthorityView,
  CertificateBytes,
  CollectedEnrolment,
  DevicesView,
  KeyHash,
  RequestBytes,
  RevocationBytes,
  UploadOutcome,
} from './devices.ts';
import { cardMethods } from './card.ts';
import { formMethods } from './forms.ts';
import { hintMethods, hintNotifications } from './hints.ts';
import { legMethods, legNotifications } from './legs.ts';
import { Desk, DeviceRole, EndReason, Participant, SessionView, WaitingEntry } from './session.ts';
import { MAX_PAYLOAD_BYTES } from './limits.ts';
import { peopleMethods, peopleNotifications, PersonState, PersonToken } from './people.ts';
import { stillMethods, stillNotifications } from './still.ts';
import { templateMethods, templateNotifications } from './templates.ts';
import { NONCE_BYTES, PROOF_BYTES } from './proof.ts';
import { ChunkIndex, ParcelId, TrayToken } from './tray.ts';

/** Letters of an upload: some hundred certificates beside the longest list. */
const MAX_UPLOAD = 240_000;
const nothing = z.strictObject({});
const exactly = (length: number) => z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength === length);
const bySession = z.strictObject({ sessionId: SessionId });

/** Bytes that only participants understand. The server passes them on and never looks inside. */
export const OpaquePayload = z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= MAX_PAYLOAD_BYTES, {
  message: 'payload too large',
});

/** A message of the session channel as the server hands it on. */
export const ChannelMessage = z.strictObject({
  sessionId: SessionId,
  /** Position in the session's one order, from 1 without gaps as the server numbers them. A recipient of addressed messages sees gaps. */
  seq: z.int().positive(),
  from: ParticipantId,
  /** Null: everybody in the session but the sender. */
  to: ParticipantId.nullable(),
  payload: OpaquePayload,
});
export type ChannelMessage = z.infer<typeof ChannelMessage>;

export const ProducerView = z.strictObject({
  producerId: ProducerId,
  participantId: ParticipantId,
  kind: MediaKind,
  source: MediaSource,
  paused: z.boolean(),
});
export type ProducerView = z.infer<typeof ProducerView>;

/**
 * Every request a client may make: what it sends and what it gets.
 * All are idempotent: asking again after a lost answer gives the same answer and does nothing twice.
 */
export const methods = {
  /** First request on a connection, after the server's `challenge`. */
  hello: {
    request: z.strictObject({
      protocol: z.string().max(20),
      app: z.strictObject({ name: z.string().max(40), version: z.string().max(40) }),
      deviceId: DeviceId,
      /** Ed25519 signature over `proofText(nonce, deviceId)`, by the device's key. */
      proof: exactly(PROOF_BYTES),
      /** What the city's authority says of the device. */
      certificate: CertificateBytes,
      /** The device's clock. */
      deviceTime: Moment,
      /** Of the person who was logged in at this window; null or absent when nobody was. */
      personToken: PersonToken.nullish(),
    }),
    response: z.strictObject({
      protocol: z.string().max(20),
      /** Who works at this device. */
      person: PersonState,
      role: DeviceRole,
      name: z.string().max(100),
      department: z.string().max(100),
      /** Kiosk: the desks one can check in to. Clerk: the desks they serve. */
      desks: z.array(Desk),
      /** The session in which this device has a place, if any: the client takes it up again. */
      session: SessionView.nullable(),
      participantId: ParticipantId.nullable(),
      serverTime: Moment,
      /** The authority's newest list, for the device to check and keep; null: none was ever published. */
      revocations: RevocationBytes.nullable(),
      /** A certificate that lasts longer than the device's own, when the authority has made one. */
      renewal: CertificateBytes.nullable(),
      /** A line that stays away for so long has no session any more; absent: `GONE_AFTER_SECONDS`. */
      goneAfterSeconds: z.number().positive().optional(),
    }),
  },
  /**
   * Before `hello`, by a device that is not enrolled: asks to be the city's, with the one-time code that IT staff made. Asked again with the
   * same request it needs no new code. `forbidden`: the code is wrong, used or too old. `limited`: too many tries.
   */
  'enrolment.request': {
    request: z.strictObject({ code: z.string().max(40), request: RequestBytes }),
    response: z.strictObject({ authority: AuthorityView }),
  },
  /** Before `hello`: whether the authority has answered; also for a device whose certificate ran out. */
  'enrolment.collect': { request: z.strictObject({ keyHash: KeyHash }), response: CollectedEnrolment },
  /** Keeps the connection known to be alive in both directions. */
  ping: { request: nothing, response: z.strictObject({ serverTime: Moment }) },

  /**
   * Kiosk: takes a number ticket and enters the waiting room. The same `requestKey` gives the same session. With a booking
   * desk and procedure must be the booking's; one that does not open any more is `forbidden`.
   */
  'session.checkIn': {
    request: z.strictObject({
      deskId: DeskId,
      procedureId: ProcedureId.nullable(),
      requestKey: z.uuid(),
      booking: BookingKey.optional(),
    }),
    response: z.strictObject({ session: SessionView, participantId: ParticipantId }),
  },
  /** Clerk: begins to receive `desk.waiting` for all desks they serve; the answer is the present list. */
  'desk.watch': { request: nothing, response: z.strictObject({ waiting: z.array(WaitingEntry) }) },
  /**
   * Clerk: reserves a place in a waiting session's router so that transports can be made before admission. Admits to nothing.
   * Asked again after a lost line: the same participant means that the transports made before are still there.
   */
  'session.prepare': { request: bySession, response: z.strictObject({ participantId: ParticipantId }) },
  /** Clerk: gives the reserved place up again. */
  'session.release': { request: bySession, response: nothing },
  /** Clerk: lets the citizen in. `conflict` when another clerk was first. */
  'session.admit': {
    request: bySession,
    response: z.strictObject({ session: SessionView, participantId: ParticipantId }),
  },
  /** Either end: its first remote frame is on the screen. When both have said so, the session is `active`. */
  'session.joined': { request: bySession, response: z.strictObject({ session: SessionView }) },
  /** Kiosk: leaves (waiting or talking). Clerk: ends. */
  'session.end': {
    request: z.strictObject({ sessionId: SessionId, reason: EndReason.extract(['finished', 'left', 'abandoned']) }),
    response: z.strictObject({ session: SessionView }),
  },
  /** Either end: everything of the session is destroyed here. When all have said so (or their time is up), the server erases too. */
  'session.erased': { request: bySession, response: z.strictObject({ session: SessionView }) },

  ...legMethods,
  ...stillMethods,
  ...templateMethods,
  ...cardMethods,
  ...formMethods,
  ...bookingMethods,

  'media.capabilities': { request: bySession, response: z.strictObject({ rtpCapabilities: RtpCapabilities }) },
  'media.createTransport': {
    request: z.strictObject({ sessionId: SessionId, direction: Direction, forceTcp: z.boolean() }),
    response: z.strictObject({
      transportId: TransportId,
      iceParameters: IceParameters,
      iceCandidates: z.array(IceCandidate),
      dtlsParameters: DtlsParameters,
    }),
  },
  'media.connectTransport': {
    request: z.strictObject({ sessionId: SessionId, transportId: TransportId, dtlsParameters: DtlsParameters }),
    response: nothing,
  },
  'media.restartIce': {
    request: z.strictObject({ sessionId: SessionId, transportId: TransportId }),
    response: z.strictObject({ iceParameters: IceParameters }),
  },
  'media.closeTransport': {
    request: z.strictObject({ sessionId: SessionId, transportId: TransportId }),
    response: nothing,
  },
  /**
   * What this end will send; the kiosk and the clerks who prepared the session hear of each other's. Before admission it
   * carries nothing, whatever `paused` says: the server lets it flow with admission if it is wanted then.
   */
  'media.produce': {
    request: z.strictObject({
      sessionId: SessionId,
      transportId: TransportId,
      kind: MediaKind,
      source: MediaSource,
      rtpParameters: RtpParameters,
      paused: z.boolean(),
    }),
    response: z.strictObject({ producerId: ProducerId }),
  },
  'media.setProducerPaused': {
    request: z.strictObject({ sessionId: SessionId, producerId: ProducerId, paused: z.boolean() }),
    response: nothing,
  },
  'media.closeProducer': {
    request: z.strictObject({ sessionId: SessionId, producerId: ProducerId }),
    response: nothing,
  },
  /** The producers that this participant may receive, for a client that (re-)joins. */
  'media.producers': { request: bySession, response: z.strictObject({ producers: z.array(ProducerView) }) },
  /**
   * Consumers start paused; `media.resumeConsumer` starts the flow when the receiving side is wired up. Said before
   * admission it is noted, and the flow starts with admission.
   */
  'media.consume': {
    request: z.strictObject({
      sessionId: SessionId,
      transportId: TransportId,
      producerId: ProducerId,
      rtpCapabilities: RtpCapabilities,
    }),
    response: z.strictObject({ consumerId: ConsumerId, kind: MediaKind, rtpParameters: RtpParameters }),
  },
  'media.resumeConsumer': {
    request: z.strictObject({ sessionId: SessionId, consumerId: ConsumerId }),
    response: nothing,
  },

  /** Puts a message into the session's order. The same `key` from the same participant is stored and passed on once only. */
  'channel.send': {
    request: z.strictObject({
      sessionId: SessionId,
      key: z.uuid(),
      to: ParticipantId.nullable(),
      payload: OpaquePayload,
      /** The sender gets it back too, at its place in the order. */
      echo: z.boolean(),
    }),
    response: z.strictObject({ seq: z.int().positive() }),
  },
  /**
   * Messages to or from this participant after `after`, oldest first, at most `MAX_REPLAY_BYTES` of payload an answer.
   * `more`: ask again after the last one. Own messages are included, so that a reloaded screen finds its own state again.
   */
  'channel.replay': {
    request: z.strictObject({ sessionId: SessionId, after: z.int().nonnegative() }),
    response: z.strictObject({ messages: z.array(ChannelMessage), more: z.boolean() }),
  },

  ...hintMethods,

  /** IT administrator: all devices and all requests. */
  'admin.devices': { request: nothing, response: DevicesView },
  /** IT administrator: a one-time code for one enrolment. The same `requestKey` gives the same code while it holds. */
  'admin.enrolmentCode': {
    request: z.strictObject({ requestKey: z.uuid() }),
    response: z.strictObject({ code: z.string().max(40), expiresAt: Moment }),
  },
  /** IT administrator: what `mado-ca` wrote, certificates and lists of revocations, as text. Takes effect at once. */
  'admin.upload': { request: z.strictObject({ text: z.string().max(MAX_UPLOAD) }), response: UploadOutcome },
  /** IT administrator: a request that is not the city's is put away. */
  'admin.declineRequest': { request: z.strictObject({ keyHash: KeyHash }), response: nothing },
  /** Access to the session's tray for a few minutes; participants only. A server that was restarted knows none of its tokens. */
  'tray.open': { request: bySession, response: z.strictObject({ token: TrayToken, expiresAt: Moment }) },
  ...peopleMethods,
} as const satisfies Record<string, { request: z.ZodType; response: z.ZodType }>;

export type Method = keyof typeof methods;
export type RequestOf<M extends Method> = z.infer<(typeof methods)[M]['request']>;
export type ResponseOf<M extends Method> = z.infer<(typeof methods)[M]['response']>;

/** Everything the server says unasked. */
export const notifications = {
  /** First words on a connection: 32 random bytes to sign in `hello`. */
  challenge: z.strictObject({ nonce: exactly(NONCE_BYTES), protocol: z.string().max(20), serverTime: Moment }),
  /** The authority has published a newer list. */
  'identity.revocations': z.strictObject({ list: RevocationBytes }),
  /** The authority has renewed this device's certificate. */
  'identity.renewal': z.strictObject({ certificate: CertificateBytes }),
  'desk.waiting': z.strictObject({ waiting: z.array(WaitingEntry) }),
  ...legNotifications,
  ...stillNotifications,
  ...templateNotifications,
  'desk.list': z.strictObject({ desks: z.array(Desk) }),
  'session.state': z.strictObject({ session: SessionView }),
  'session.participant': z.strictObject({ sessionId: SessionId, participant: Participant }),
  'media.producerAdded': z.strictObject({ sessionId: SessionId, producer: ProducerView }),
  'media.producerRemoved': z.strictObject({ sessionId: SessionId, producerId: ProducerId }),
  'media.producerPaused': z.strictObject({ sessionId: SessionId, producerId: ProducerId, paused: z.boolean() }),
  /**
   * The server has no transports of this device in the session: the media worker died, or the server was restarted while
   * the device was away (then it comes right after the answer to `hello`). Make new ones and produce again.
   */
  'media.reset': bySession,
  'channel.message': ChannelMessage,
  ...hintNotifications,
  /** Another participant's chunk lies in the tray. May be lost with a line; `ParcelState` tells it again. */
  'tray.stored': z.strictObject({ sessionId: SessionId, owner: ParticipantId, parcel: ParcelId, chunk: ChunkIndex }),
  /** The server stops; the client comes back after the given time. */
  'server.closing': z.strictObject({ reconnectAfterMs: z.int().nonnegative() }),
  ...peopleNotifications,
} as const satisfies Record<string, z.ZodType>;

export type NotificationName = keyof typeof notifications;
export function isNotificationName(name: string): name is NotificationName {
  return Object.hasOwn(notifications, name);
}
export type NotificationOf<N extends NotificationName> = z.infer<(typeof notifications)[N]>;
