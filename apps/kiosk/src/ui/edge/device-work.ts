import {
  TrayError,
  type CommandContext,
  type CommandExecutor,
  type CommandOutcome,
  type DeviceCommand,
  type DeviceFault,
  type DocumentId,
  type NewPage,
  type TrayDocument,
  type TraySnapshot,
} from '@mado/signaling';
import type { CallRequest } from '@mado/rpc';
import type { KioskContract } from '../../contract/index.ts';
import type { CardReading } from './card-reading.ts';
import type { KioskHost } from './kiosk-host.ts';
import { HostJob } from './host-job.ts';

/** The part of the tray that devices fill and empty. */
export interface DeviceTray {
  begin(document: { origin: TrayDocument['origin']; title: string }): DocumentId;
  addPage(documentId: DocumentId, page: NewPage): Promise<number>;
  complete(documentId: DocumentId): Promise<void>;
  remove(documentId: DocumentId): Promise<void>;
  brokenOff(): Promise<readonly TrayDocument[]>;
  getSnapshot(): TraySnapshot;
  subscribe(watcher: () => void): () => void;
}

export interface DeviceWorkOptions {
  readonly host: KioskHost;
  readonly tray: DeviceTray;
  readonly setVolume: (level: number) => void;
  readonly reportDevices: () => Promise<void>;
  /** A scanned document begins: its place on the screen. */
  readonly onScan: (documentId: DocumentId) => void;
  /** Asks the citizen for their card. */
  readonly card: Pick<CardReading, 'run' | 'cancel'>;
  /** A page could not be put into the tray. */
  readonly onFault: (error: unknown) => void;
  /** How long a document that is to be printed may be on its way without anything new of it, in milliseconds. */
  readonly patienceMs?: number;
}

/** A page that is here, as the host takes it. */
type PrintPage = CallRequest<KioskContract, 'print.start'>['pages'][number];

const PATIENCE_MS = 30_000;
/** What one call to the host can carry, with room to spare. */
const MAX_PRINT_BYTES = 48 * 1024 * 1024;
const DONE: CommandOutcome = { ok: true, documentId: null, pages: 0 };

/**
 * Carries out the clerk's commands with the booth's host. The command's id is the host's job id, so that whatever breaks in
 * between, nothing is scanned or printed twice.
 */
export function deviceWork(options: DeviceWorkOptions): CommandExecutor {
  return async (command, context) => {
    switch (command.verb) {
      case 'scan.start':
        return scan(options, command, context);
      case 'print.document':
        return print(options, command, context);
      case 'scan.cancel':
      case 'print.cancel':
        await options.host.call('job.cancel', { jobId: command.commandId, by: 'clerk' });
        return DONE;
      case 'card.read':
        return options.card.run(context);
      case 'card.cancel':
        options.card.cancel(command.commandId);
        return DONE;
      case 'volume.set':
        options.setVolume(command.level);
        return DONE;
      case 'devices.report':
        await options.reportDevices();
        return DONE;
    }
  };
}

async function scan(
  { host, tray, onScan, onFault }: DeviceWorkOptions,
  { source, colour, resolution, title }: Extract<DeviceCommand, { verb: 'scan.start' }>,
  context: CommandContext,
): Promise<CommandOutcome> {
  // Only one scan runs at a time: after a reload, what is broken off belongs to this one.
  const begun = context.resumed ? (await tray.brokenOff()).find(({ origin }) => origin === 'scan') : undefined;
  const documentId = begun?.documentId ?? tray.begin({ origin: 'scan', title });
  const here = new Set(begun?.pages.filter(({ state }) => state === 'whole').map(({ page }) => page));
  onScan(documentId);
  const adding: Promise<number>[] = [];
  const job = new HostJob(host, context.commandId, {
    onPage: ({ page, mime, data, small }) => {
      if (here.has(page)) return;
      here.add(page);
      const added = tray.addPage(documentId, { mime, data: new Uint8Array(data), small: new Uint8Array(small) });
      // Heard below, when the job is over; a failure must not count as unheard until then.
      added.catch(() => undefined);
      adding.push(added);
    },
    onProgress: (progress) => context.progress(progress),
  });
  const jobId = context.commandId;
  const end = await job.run(() => host.call('scan.start', { jobId, source, colour, resolution }), context.signal);
  const refused = (await Promise.allSettled(adding)).filter((added) => added.status === 'rejected');
  context.signal.throwIfAborted();
  for (const { reason } of refused) onFault(reason);
  const pages = wholePages(tray, documentId);
  if (pages === 0) await tray.remove(documentId);
  else await tray.complete(documentId);
  const document = pages === 0 ? null : documentId;
  const fault =
    end.fault ??
    faultOfLoss(
      end.pages - pages,
      refused.map(({ reason }): unknown => reason),
    );
  return fault === null ? { ok: true, documentId: document, pages } : { ok: false, fault, documentId: document, pages };
}

function wholePages(tray: Pick<DeviceTray, 'getSnapshot'>, documentId: DocumentId): number {
  const document = tray.getSnapshot().documents.find((each) => each.documentId === documentId);
  return document?.pages.filter(({ state }) => state === 'whole').length ?? 0;
}

/** A scan that went well for the device is none for the clerk while pages of it are missing. */
function faultOfLoss(missing: number, refused: readonly unknown[]): DeviceFault | null {
  const [first] = refused;
  if (first instanceof TrayError) {
    if (first.reason === 'tray-full' || first.reason === 'server-full') return 'tray-full';
    if (first.reason === 'too-many-pages') return 'too-many-pages';
  }
  if (refused.length > 0) return 'scanner-failed';
  // A former host read them, and what it had is gone with it.
  return missing > 0 ? 'host-restarted' : null;
}

async function print(
  options: DeviceWorkOptions,
  { documentId, copies }: Extract<DeviceCommand, { verb: 'print.document' }>,
  context: CommandContext,
): Promise<CommandOutcome> {
  const { host, tray } = options;
  const found = await whole(tray, documentId, options.patienceMs ?? PATIENCE_MS, context.signal);
  if (typeof found === 'string') return { ok: false, fault: found, documentId: null, pages: 0 };
  const job = new HostJob(host, context.commandId, { onProgress: (progress) => context.progress(progress) });
  const jobId = context.commandId;
  const start = () => host.call('print.start', { jobId, pages: [...found], copies });
  const { fault, pages } = await job.run(start, context.signal);
  return fault === null ? { ok: true, documentId, pages } : { ok: false, fault, documentId, pages };
}

/**
 * The pages of a document. Commands go before documents on the line, so they may still be on their way: waits as long as
 * something new of them comes.
 */
function whole(
  tray: Pick<DeviceTray, 'getSnapshot' | 'subscribe'>,
  documentId: DocumentId,
  patienceMs: number,
  signal: AbortSignal,
): Promise<readonly PrintPage[] | 'document-missing' | 'document-unreadable'> {
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let received = -1;
    const finish = (result: readonly PrintPage[] | 'document-missing' | 'document-unreadable') => {
      stop();
      resolve(result);
    };
    const look = () => {
      const document = tray.getSnapshot().documents.find((each) => each.documentId === documentId);
      const state = printState(document);
      if (state !== 'arriving') {
        finish(state);
        return;
      }
      const now = document?.pages.reduce((sum, page) => sum + page.received, 0) ?? 0;
      if (now <= received) return;
      received = now;
      clearTimeout(timer);
      timer = setTimeout(() => finish('document-missing'), patienceMs);
    };
    const onAbort = () => {
      stop();
      reject(new Error('the session ended'));
    };
    const unsubscribe = tray.subscribe(look);
    const stop = () => {
      clearTimeout(timer);
      unsubscribe();
      signal.removeEventListener('abort', onAbort);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    look();
  });
}

/** Whether a document can be printed now: all of its pages, or why not. A PDF is one page and needs no other. */
function printState(
  document: TrayDocument | undefined,
): readonly PrintPage[] | 'arriving' | 'document-missing' | 'document-unreadable' {
  if (document === undefined) return 'arriving';
  const { pages, complete } = document;
  if (pages.some(({ state }) => state === 'damaged')) return 'document-unreadable';
  const here = pages.flatMap(({ mime, state, data }) => (state === 'whole' && data !== null ? [{ mime, data }] : []));
  if (here.length < pages.length) return 'arriving';
  if (!complete) return here[0]?.mime === 'application/pdf' ? here : 'arriving';
  if (here.length === 0) return 'document-missing';
  return here.reduce((sum, { data }) => sum + data.byteLength, 0) > MAX_PRINT_BYTES ? 'document-unreadable' : here;
}
