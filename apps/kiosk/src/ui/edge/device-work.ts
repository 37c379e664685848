import type {
  CommandContext,
  CommandExecutor,
  CommandOutcome,
  DeviceCommand,
  DeviceFault,
  DocumentId,
  NewPage,
  TrayDocument,
  TraySnapshot,
} from '@mado/signaling';
import type { KioskHost } from './kiosk-host.ts';
import { HostJob } from './host-job.ts';

/** The part of the tray that devices fill and empty. */
export interface DeviceTray {
  begin(document: { origin: TrayDocument['origin']; title: string }): DocumentId;
  addPage(documentId: DocumentId, page: NewPage): Promise<number>;
  complete(documentId: DocumentId): Promise<void>;
  remove(documentId: DocumentId): Promise<void>;
  brokenOff(): readonly TrayDocument[];
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
  /** A page could not be put into the tray. */
  readonly onFault: (error: unknown) => void;
  /** How long a document that is to be printed may be on its way without anything new of it, in milliseconds. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 30_000;
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
  const begun = context.resumed ? tray.brokenOff().find(({ origin }) => origin === 'scan') : undefined;
  const documentId = begun?.documentId ?? tray.begin({ origin: 'scan', title });
  const here = new Set(begun?.pages.filter(({ state }) => state === 'whole').map(({ page }) => page));
  onScan(documentId);
  const adding: Promise<number>[] = [];
  const job = new HostJob(host, context.commandId, {
    onPage: ({ page, mime, data }) => {
      if (here.has(page)) return;
      here.add(page);
      const added = tray.addPage(documentId, { mime, data: new Uint8Array(data) });
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
  const fault = end.fault ?? faultOfLoss(end.pages - pages, refused.length);
  return fault === null ? { ok: true, documentId: document, pages } : { ok: false, fault, documentId: document, pages };
}

function wholePages(tray: Pick<DeviceTray, 'getSnapshot'>, documentId: DocumentId): number {
  const document = tray.getSnapshot().documents.find((each) => each.documentId === documentId);
  return document?.pages.filter(({ state }) => state === 'whole').length ?? 0;
}

/** A scan that went well for the device is none for the clerk while pages of it are missing. */
function faultOfLoss(missing: number, refused: number): DeviceFault | null {
  if (refused > 0) return 'scanner-failed';
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
  const { fault, pages } = await job.run(() => host.call('print.start', { jobId, pdf: found, copies }), context.signal);
  return fault === null ? { ok: true, documentId, pages } : { ok: false, fault, documentId, pages };
}

/**
 * The PDF of a document. Commands go before documents on the line, so it may still be on its way: waits as long as
 * something new of it comes.
 */
function whole(
  tray: Pick<DeviceTray, 'getSnapshot' | 'subscribe'>,
  documentId: DocumentId,
  patienceMs: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | 'document-missing' | 'document-unreadable'> {
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let received = -1;
    const finish = (result: Uint8Array<ArrayBuffer> | 'document-missing' | 'document-unreadable') => {
      stop();
      resolve(result);
    };
    const look = () => {
      const document = tray.getSnapshot().documents.find((each) => each.documentId === documentId);
      const page = document?.pages[0];
      if (page && (page.mime !== 'application/pdf' || page.state === 'damaged')) finish('document-unreadable');
      else if (page?.state === 'whole' && page.data !== null) finish(page.data);
      else if (document?.complete && page === undefined) finish('document-missing');
      else if ((page?.received ?? 0) > received) {
        received = page?.received ?? 0;
        clearTimeout(timer);
        timer = setTimeout(() => finish('document-missing'), patienceMs);
      }
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
