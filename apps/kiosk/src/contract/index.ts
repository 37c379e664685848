import { deviceCalls } from '@mado/enrolment/contract';
import { z } from 'zod';

/**
 * What the kiosk's host process offers its user interface. Both sides infer their types from here;
 * the words of faults are those of the session channel.
 */
const Bytes = z.instanceof(Uint8Array);
const JobId = z.uuid();

export const HostFault = z.enum([
  'scanner-missing',
  'scanner-busy',
  'scanner-jam',
  'scanner-no-paper',
  'scanner-cover-open',
  'scanner-failed',
  'printer-missing',
  'printer-busy',
  'printer-jam',
  'printer-no-paper',
  'printer-cover-open',
  'printer-no-ink',
  'printer-paused',
  'printer-failed',
  'document-unreadable',
  'stopped-at-booth',
  'cancelled',
  /** The host went down in the middle of the job and is back; the job is over. */
  'host-restarted',
]);
export type HostFault = z.infer<typeof HostFault>;

const Device = z.strictObject({
  condition: z.enum(['ready', 'busy', 'attention', 'missing']),
  name: z.string().max(100),
  fault: HostFault.nullable(),
});
export type DeviceView = z.infer<typeof Device>;
/** Why a card was not read. */
export const CardFault = z.enum([
  'reader-missing',
  'card-missing',
  'card-unknown',
  'card-wrong-pin',
  'card-last-try',
  'card-locked',
  'card-taken-away',
  'card-failed',
]);
export type CardFault = z.infer<typeof CardFault>;

const CardReader = z.strictObject({
  condition: z.enum(['ready', 'missing']),
  name: z.string().max(100),
  fault: z.literal('reader-missing').nullable(),
});
export type CardReaderView = z.infer<typeof CardReader>;
const Tries = z.int().min(0).max(15);
const notRead = z.strictObject({ ok: z.literal(false), fault: CardFault, triesLeft: Tries.nullable() });
/** 基本4情報 of a card. The 個人番号 is not among what the host reads. */
export const CardItems = z.strictObject({
  name: z.string().min(1).max(400),
  address: z.string().min(1).max(800),
  /** YYYY-MM-DD */
  birthDate: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  sex: z.enum(['男', '女']).nullable(),
});
export type CardItems = z.infer<typeof CardItems>;
/** Digits of the PIN that opens the four basic items. */
export const CARD_PIN_DIGITS = 4;

/** `name` is the product's own, empty when there is none. */
const Headset = z.strictObject({ connected: z.boolean(), name: z.string().max(100) });
/** `cardReader` is null where the booth is meant to have none. */
const Devices = z.strictObject({
  scanner: Device,
  printer: Device,
  cardReader: CardReader.nullable(),
  headset: Headset,
});
export type DevicesView = z.infer<typeof Devices>;

export const kioskContract = {
  calls: {
    ...deviceCalls,
    /** Who this kiosk is and where its server stands. */
    profile: {
      request: z.strictObject({}),
      response: z.strictObject({
        deviceId: z.string(),
        booth: z.string().max(100),
        /** `wss://host:port/v1/signaling` */
        serverUrl: z.url({ protocol: /^wss$/ }),
        version: z.string(),
        /** Force media over TCP (for lines that block UDP). */
        forceTcp: z.boolean(),
        /** What the screens may leave to chance in tests and not in a booth. */
        idleSeconds: z.int().positive(),
        /** Without a touch for so long, a waiting citizen counts as gone. */
        waitingSeconds: z.int().positive(),
      }),
    },
    /** Signs the server's challenge with the device key, which never leaves the host; the certificate is empty when there is none. */
    prove: {
      request: z.strictObject({ nonce: Bytes }),
      response: z.strictObject({ proof: Bytes, certificate: Bytes }),
    },
    /**
     * The devices as last seen; they are looked at again and a change comes as an event. Jobs that a crash of the host ended are
     * reported again (`job.done`, `host-restarted`), so ask this first after the host came back.
     */
    devices: { request: z.strictObject({}), response: Devices },
    /**
     * Starts a scan and answers at once; pages and the end come as events. A `jobId` seen before starts nothing: what came
     * of it so far is said again, pages included as long as this process has them.
     */
    'scan.start': {
      request: z.strictObject({
        jobId: JobId,
        source: z.enum(['flatbed', 'feeder']),
        colour: z.enum(['colour', 'grey']),
        resolution: z.union([z.literal(150), z.literal(200), z.literal(300)]),
      }),
      response: z.strictObject({}),
    },
    /**
     * Starts to print a document and answers at once; progress and the end come as events. A `jobId` seen before prints nothing:
     * what came of it so far is said again.
     */
    'print.start': {
      request: z.strictObject({
        jobId: JobId,
        /** One PDF, or pictures, each for a sheet of its own. */
        pages: z
          .array(z.strictObject({ mime: z.enum(['image/jpeg', 'image/png', 'application/pdf']), data: Bytes }))
          .min(1)
          .max(50),
        copies: z.int().min(1).max(10),
      }),
      response: z.strictObject({}),
    },
    'job.cancel': {
      request: z.strictObject({ jobId: JobId, by: z.enum(['booth', 'clerk']) }),
      response: z.strictObject({}),
    },
    /**
     * Waits until a card lies on the reader and can be read, or until the caller gives up. `triesLeft`: wrong PINs that it still bears, at
     * least two.
     */
    'card.find': {
      request: z.strictObject({}),
      response: z.discriminatedUnion('ok', [z.strictObject({ ok: z.literal(true), triesLeft: Tries }), notRead]),
    },
    /** Reads the four basic items of the card on the reader. The host overwrites the PIN as soon as the card has it. */
    'card.read': {
      request: z.strictObject({
        /** In ASCII. */
        pin: Bytes.refine((pin) => pin.byteLength === CARD_PIN_DIGITS),
      }),
      response: z.discriminatedUnion('ok', [z.strictObject({ ok: z.literal(true), items: CardItems }), notRead]),
    },
    /** Answers when no card lies on the reader any more. */
    'card.removed': { request: z.strictObject({}), response: z.strictObject({}) },
    /** Ends every job and removes all that a session left on this machine. */
    erase: { request: z.strictObject({}), response: z.strictObject({ filesRemoved: z.int().nonnegative() }) },
  },
  events: {
    /** One page of a scan, upright, as JPEG. */
    'scan.page': z.strictObject({
      jobId: JobId,
      page: z.int().nonnegative(),
      mime: z.literal('image/jpeg'),
      data: Bytes,
      /** A small JPEG of it. */
      small: Bytes,
      /** Pixels. */
      width: z.int().positive(),
      height: z.int().positive(),
    }),
    'job.progress': z.strictObject({
      jobId: JobId,
      fraction: z.number().min(0).max(1).nullable(),
      pages: z.int().nonnegative(),
      /** Something a person must mend while the job waits. */
      fault: HostFault.nullable(),
    }),
    'job.done': z.strictObject({
      jobId: JobId,
      pages: z.int().nonnegative(),
      fault: HostFault.nullable(),
    }),
    devices: Devices,
  },
} as const;
export type KioskContract = typeof kioskContract;
