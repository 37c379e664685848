import { DeskId, DeviceId, type DeviceRole, ProcedureId } from '@mado/signaling/wire';
import { z } from 'zod';

const port = z.int().min(0).max(65_535);
const seconds = (fallback: number) =>
  z
    .number()
    .positive()
    .max(7 * 24 * 3600)
    .default(fallback);
/** Addresses on which one can listen but to which nobody can send. */
const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::']);
const ED25519_KEY_BYTES = 32;

const Ed25519PublicKey = z
  .base64()
  .refine(
    (text) => Buffer.from(text, 'base64').byteLength === ED25519_KEY_BYTES,
    'must be 32 bytes of Ed25519 key in base64',
  );

/** What IT staff say of a device beside its certificate. A device without an entry has the defaults. */
export const DeviceSettings = z.strictObject({
  id: DeviceId,
  /** Department of a clerk; empty for a kiosk. */
  department: z.string().max(100).default(''),
  /** Desks that a clerk serves or that a kiosk offers; left out, a kiosk offers all and a clerk serves none. */
  desks: z.array(DeskId).optional(),
});
export type DeviceSettings = z.infer<typeof DeviceSettings>;

/** A device of the city: what its certificate says, and what the configuration adds. */
export interface ConfiguredDevice {
  readonly id: DeviceId;
  readonly role: DeviceRole;
  /** Kiosk: name of the booth. Clerk: family name on the badge. */
  readonly name: string;
  readonly department: string;
  readonly desks: readonly DeskId[] | undefined;
}

/** A device as the others of a session see it: with the person who is there. */
export interface Badge extends ConfiguredDevice {
  /** Nobody works at its screen. */
  readonly away?: true;
}

/** The city's OpenID Connect provider. */
export const ProviderConfig = z.strictObject({
  /** As the provider names itself; its configuration is found below it (OpenID Connect Discovery 1.0). */
  issuer: z.url().refine(isGuarded, 'must be https (http only on this machine, for trials)'),
  clientId: z.string().min(1).max(200),
  /** Holds the client's secret; absent for a public client. PKCE is used either way. */
  clientSecretFile: z.string().min(1).optional(),
  /** Where browsers reach this server: the provider sends them back below it. */
  publicUrl: z.url({ protocol: /^https$/ }),
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/))
    .max(20)
    .default(['openid']),
  /** How long the provider may take for an answer. */
  timeoutSeconds: z.number().positive().max(60).default(10),
});
export type ProviderConfig = z.infer<typeof ProviderConfig>;

function isGuarded(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname));
}

/** The server's one configuration file. What each field does for whom is in docs/configuration.md. */
export const ServerConfig = z.strictObject({
  name: z.string().min(1).max(100),
  listen: z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1'),
      /** 0: any free port. */
      port: port.default(8443),
      /** Further names under which clients reach the server; they go into a development certificate. */
      hostNames: z.array(z.string().min(1).max(253)).max(20).default([]),
    })
    .prefault({}),
  /** Absent: a development certificate is made and kept in `dataDir`. */
  tls: z.strictObject({ certFile: z.string().min(1), keyFile: z.string().min(1) }).optional(),
  dataDir: z.string().min(1),
  cityFile: z.string().min(1),
  media: z
    .strictObject({
      listenIp: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
      /** Address told to clients when it differs from `listenIp` (NAT). */
      announcedAddress: z.string().min(1).optional(),
      /** Port of the first media worker, UDP and TCP; worker n uses port + n. 0: any. */
      port: port.default(0),
      workers: z.int().min(1).max(64).default(1),
      udp: z.boolean().default(true),
      tcp: z.boolean().default(true),
      /** First guess of a receiver's downlink, in bits per second. */
      initialBitrate: z.int().min(100_000).max(20_000_000).default(1_000_000),
    })
    .refine((media) => media.udp || media.tcp, 'udp and tcp cannot both be off')
    .refine((media) => !EVERYWHERE.has(media.listenIp) || media.announcedAddress !== undefined, {
      path: ['announcedAddress'],
      message: 'is needed when listenIp stands for every address: clients must be told one that they can reach',
    })
    .prefault({}),
  /** How long a participant whose line broke keeps their place. A computer that sleeps for two minutes comes back to it. */
  graceSeconds: seconds(180),
  /** After the end, or the loss of the line that led to it: time until the server erases although an end has not confirmed. */
  erasureSeconds: seconds(30 * 60),
  /** How long a session stands with nobody active in it: between admission and the first picture, or with the desk of its clerk left alone. */
  abandonmentSeconds: seconds(30 * 60),
  /** Longest stay in the waiting room; the booth asks whether somebody is there long before. */
  longestWaitSeconds: seconds(4 * 3600),
  /** How long another desk may think about a hand-over before the first one is told that nobody takes it. */
  offerSeconds: seconds(120),
  channel: z
    .strictObject({
      /** Bytes that one session's channel may hold. */
      quotaBytes: z
        .int()
        .positive()
        .default(256 * 1024 * 1024),
    })
    .prefault({}),
  /** Whose certificates are believed: what `mado-ca show` prints. */
  authority: z.strictObject({
    cityId: z.string().regex(/^[a-z0-9-]{1,64}$/),
    /** Raw Ed25519 public key, 32 bytes in base64. */
    publicKey: Ed25519PublicKey,
  }),
  /** How long a one-time code for an enrolment holds. */
  enrolmentCodeMinutes: z.number().positive().max(1440).default(30),
  devices: z.array(DeviceSettings).max(5000).default([]).superRefine(eachIdOnce),
  people: z
    .strictObject({
      /** Clerks log in before they see a waiting list. Off, which is for trials alone: whoever sits at a clerk's device is its clerk. */
      logIn: z.boolean().default(true),
      /** Without a sign of life for so long, the clerk's screen is locked. */
      idleSeconds: seconds(15 * 60),
      /** A log-in ends after so long, whatever is done. */
      longestSeconds: seconds(10 * 3600),
      provider: ProviderConfig.optional(),
    })
    .refine(({ logIn, provider }) => logIn || provider === undefined, {
      path: ['provider'],
      message: 'is of use only where people log in (people.logIn)',
    })
    .prefault({}),
  tray: z
    .strictObject({
      /** Sealed bytes that the documents of one session may take. */
      sessionBytes: z
        .int()
        .positive()
        .default(384 * 1024 * 1024),
      /** Sealed bytes that the documents of all sessions together may take. */
      serverBytes: z
        .int()
        .positive()
        .default(16 * 1024 * 1024 * 1024),
    })
    .prefault({}),
  log: z
    .strictObject({ level: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']) })
    .prefault({ level: 'info' }),
});
export type ServerConfig = z.infer<typeof ServerConfig>;

/** A desk as the city's data file names it. */
export const CityDesk = z.strictObject({
  id: DeskId,
  name: z.string().min(1).max(100),
  department: z.string().min(1).max(100),
  procedures: z
    .array(
      z.strictObject({
        id: ProcedureId,
        name: z.string().min(1).max(100),
        /** The desks that the procedure goes through, in order, and what one comes to each for; left out: this desk alone. */
        itinerary: z
          .array(z.strictObject({ deskId: DeskId, reason: z.string().min(1).max(200) }))
          .max(20)
          .default([]),
      }),
    )
    .max(50)
    .superRefine(eachIdOnce),
  /** First guess for the forecast, until the desk has held sessions. */
  meanSessionMinutes: z
    .number()
    .positive()
    .max(24 * 60),
});
export type CityDesk = z.infer<typeof CityDesk>;

/** `procedures/<city>/city.json`. */
export const City = z.strictObject({
  name: z.string().min(1).max(100),
  desks: z.array(CityDesk).min(1).max(200).superRefine(eachIdOnce).superRefine(eachStopIsADesk),
});
export type City = z.infer<typeof City>;

function eachStopIsADesk(desks: readonly CityDesk[], context: z.RefinementCtx): void {
  const known = new Set(desks.map((desk) => desk.id));
  for (const [index, desk] of desks.entries())
    for (const { id, itinerary } of desk.procedures)
      for (const { deskId } of itinerary)
        if (!known.has(deskId))
          context.addIssue({
            code: 'custom',
            path: [index, 'procedures', id],
            message: `there is no desk "${deskId}"`,
          });
}

function eachIdOnce(list: readonly { id: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, { id }] of list.entries()) {
    if (seen.has(id)) context.addIssue({ code: 'custom', path: [index, 'id'], message: `"${id}" is listed twice` });
    seen.add(id);
  }
}
