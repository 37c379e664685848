import { PAGE_KEY_BYTES } from '@mado/e2ee';
import { MAX_SHEETS, PAGE_KINDS } from '@mado/inspection';
import { z } from 'zod';
import { ParcelId } from '../wire/index.ts';
import { AnnotationChange, MAX_CHANGES } from './annotation.ts';
import { CARD_FAULTS, CardItems, CardProgress } from './card.ts';

/**
 * What participants say to each other inside the session channel. The server never parses this: it carries the encoded
 * bytes. Encryption will wrap exactly these bytes, so nothing here may depend on what the server knows.
 */

/** Made by the participant that first names the thing. */
const Key = z.uuid();
export const DocumentId = z.uuid().brand<'DocumentId'>();
export type DocumentId = z.infer<typeof DocumentId>;
export const CommandId = z.uuid().brand<'CommandId'>();
export type CommandId = z.infer<typeof CommandId>;

/** Where a value of a form came from that no clerk typed there. */
export const ValueOrigin = z.enum(['card', 'booking', 'sitting', 'earlier-form', 'ocr']);
export type ValueOrigin = z.infer<typeof ValueOrigin>;
/** Where a document in the tray comes from. */
export const DocumentOrigin = z.enum(['scan', 'form', 'file']);
export const PageType = z.enum(PAGE_KINDS);

/** Largest page or PDF that the tray takes, in bytes. */
export const MAX_PAGE_BYTES = 24 * 1024 * 1024;
export const MAX_PAGES = MAX_SHEETS;
/** Largest small picture of a page, in bytes. */
export const MAX_PREVIEW_BYTES = 128 * 1024;
/** Longest memo from clerk to clerk, in characters. */
export const MAX_MEMO = 400;

const exactly = (length: number) => z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength === length);

/** A page of a document, `page` from 0. */
export const PageOfDocument = z.strictObject({ documentId: DocumentId, page: z.int().nonnegative().max(MAX_PAGES) });
const upTo = (length: number) =>
  z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength > 0 && byteLength <= length);

/** Everything a clerk may do to the booth's devices: a closed list of verbs, never remote control of a screen. */
export const DeviceCommand = z.discriminatedUnion('verb', [
  z.strictObject({
    verb: z.literal('scan.start'),
    source: z.enum(['flatbed', 'feeder']),
    colour: z.enum(['colour', 'grey']),
    /** Dots per inch. */
    resolution: z.union([z.literal(150), z.literal(200), z.literal(300)]),
    /** Title of the document that the pages become. */
    title: z.string().max(100),
  }),
  z.strictObject({ verb: z.literal('scan.cancel'), commandId: CommandId }),
  z.strictObject({
    verb: z.literal('print.document'),
    documentId: DocumentId,
    copies: z.int().min(1).max(10),
  }),
  z.strictObject({ verb: z.literal('print.cancel'), commandId: CommandId }),
  /** Asks the citizen at the booth to have their card read. */
  z.strictObject({ verb: z.literal('card.read') }),
  z.strictObject({ verb: z.literal('card.cancel'), commandId: CommandId }),
  /** Loudness of the clerk's voice at the booth, 0 to 1. */
  z.strictObject({ verb: z.literal('volume.set'), level: z.number().min(0).max(1) }),
  /** Asks for the present state of the booth's devices; answered by `device.state`. */
  z.strictObject({ verb: z.literal('devices.report') }),
]);
export type DeviceCommand = z.infer<typeof DeviceCommand>;

/** Causes that the people at either end can do something about; words in the catalogue under `device.<cause>`. */
export const DeviceFault = z.enum([
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
  'document-missing',
  'document-unreadable',
  /** There is no room for more documents, in this session or on the server. */
  'tray-full',
  /** More pages than one document takes. */
  'too-many-pages',
  /** The citizen or supporter pressed stop. */
  'stopped-at-booth',
  /** The clerk took the command back. */
  'cancelled',
  /** The host process went down in the middle and is back. */
  'host-restarted',
  ...CARD_FAULTS,
]);
export type DeviceFault = z.infer<typeof DeviceFault>;

export const DeviceCondition = z.enum(['ready', 'busy', 'attention', 'missing']);
const Device = z.strictObject({ condition: DeviceCondition, name: z.string().max(100), fault: DeviceFault.nullable() });
export const DeviceState = z.strictObject({
  scanner: Device,
  printer: Device,
  /** Null: this booth is meant to have none. */
  cardReader: Device.nullable(),
});
export type DeviceState = z.infer<typeof DeviceState>;

/** The citizen's one-touch buttons. */
export const Signal = z.enum(['hard-to-see', 'hard-to-hear', 'slower', 'again', 'wait', 'call-supporter']);
export type Signal = z.infer<typeof Signal>;

/** The clerk's one-key phrases; words in the catalogue under `notice.<key>`. */
export const Notice = z.enum([
  'checking-papers',
  'asking-colleague',
  'one-moment',
  'please-show-paper',
  'please-place-paper',
  'please-sign',
  'please-speak',
  'printing',
  'thank-you',
]);
export type Notice = z.infer<typeof Notice>;

export const SessionMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('device.command'), commandId: CommandId, command: DeviceCommand }),
  z.strictObject({
    type: z.literal('device.progress'),
    commandId: CommandId,
    /** 0 to 1, or null when the device tells no measure. */
    fraction: z.number().min(0).max(1).nullable(),
    pages: z.int().nonnegative(),
    /** A fault that the device waits for somebody to mend, while the command goes on. */
    fault: DeviceFault.nullable(),
    /** Of a card that is being read. */
    card: CardProgress.optional(),
  }),
  z.strictObject({
    type: z.literal('device.done'),
    commandId: CommandId,
    outcome: z.discriminatedUnion('ok', [
      z.strictObject({ ok: z.literal(true), documentId: DocumentId.nullable(), pages: z.int().nonnegative() }),
      /** `documentId`: the pages that came before the fault are kept. */
      z.strictObject({
        ok: z.literal(false),
        fault: DeviceFault,
        documentId: DocumentId.nullable(),
        pages: z.int().nonnegative(),
      }),
    ]),
  }),
  z.strictObject({ type: z.literal('device.state'), state: DeviceState }),
  /** What the citizen let the clerk have of their card, to that clerk alone, before the command's end. */
  z.strictObject({ type: z.literal('card.items'), commandId: CommandId, items: CardItems }),

  /** A document is on its way. Its pages follow; more may be added until `document.complete`. */
  z.strictObject({
    type: z.literal('document.begin'),
    documentId: DocumentId,
    origin: DocumentOrigin,
    title: z.string().max(100),
    createdAt: z.int().nonnegative(),
  }),
  /** A page, and under which names the server keeps its sealed bytes. They may still be on their way. */
  z.strictObject({
    type: z.literal('document.page'),
    documentId: DocumentId,
    page: z.int().nonnegative().max(MAX_PAGES),
    mime: PageType,
    /** What no page can have is refused by the tray, which names the page: a message that does not parse has none. */
    bytes: z.int().nonnegative(),
    /** SHA-256 of the whole page. */
    sha256: exactly(32),
    /** Opens this page's parcels in the server's tray, and nothing else. A page that is announced anew has a new one. */
    key: exactly(PAGE_KEY_BYTES),
    parcel: ParcelId,
    /** A small JPEG of it, which comes first. */
    preview: z.strictObject({ parcel: ParcelId, bytes: z.int().positive().max(MAX_PREVIEW_BYTES) }).nullable(),
  }),
  z.strictObject({
    type: z.literal('document.complete'),
    documentId: DocumentId,
    pages: z.int().nonnegative().max(MAX_PAGES),
  }),
  z.strictObject({ type: z.literal('document.removed'), documentId: DocumentId }),
  /** What both ends look at together from now on (共有画面): a page of a document, or nothing. */
  z.strictObject({
    type: z.literal('stage.show'),
    paper: PageOfDocument.nullable(),
  }),
  /** What is drawn over a page on both screens (書き込み) is so from now on. It is never part of the document. */
  z.strictObject({
    type: z.literal('annotation.set'),
    paper: PageOfDocument,
    changes: z.array(AnnotationChange).min(1).max(MAX_CHANGES),
  }),

  /**
   * The clerk's typed values of the session and the papers (ids of templates) that they are for, whole; the newest revision wins. The
   * kiosk shows nothing of them unless asked.
   */
  z.strictObject({
    type: z.literal('form.values'),
    revision: z.int().positive(),
    values: z.record(z.string().max(60), z.string().max(2000)),
    papers: z.array(z.string().max(60)).max(20),
    /** Where values came from that nobody typed, by field: the screen marks them. */
    origins: z.record(z.string().max(60), ValueOrigin).default({}),
  }),
  /** A clerk's word to the clerks who come after; the kiosk shows nothing of it. */
  z.strictObject({ type: z.literal('memo'), key: Key, text: z.string().min(1).max(MAX_MEMO) }),
  /** From device to device in a side conversation, sealed and signed inside: who else reads it learns nothing of its key. */
  z.strictObject({ type: z.literal('aside.asked'), asked: upTo(4096) }),
  z.strictObject({ type: z.literal('aside.answered'), answer: upTo(4096) }),
  z.strictObject({ type: z.literal('notice'), key: Key, notice: Notice.nullable() }),
  z.strictObject({ type: z.literal('signal'), key: Key, signal: Signal }),
]);
export type SessionMessage = z.infer<typeof SessionMessage>;
export type SessionMessageType = SessionMessage['type'];
