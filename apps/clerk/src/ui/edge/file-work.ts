import { HEAD_BYTES, kindOf, type InspectPage } from '@mado/inspection';
import { MAX_DOCUMENTS, ParcelError, Store, TrayError, type DocumentId, type Tray } from '@mado/signaling';
import type { OpenPictures, PagePictures } from '@mado/sheets';
import { UnreadablePageError } from '@mado/sheets/sheet';
import { MAX_FILE_BYTES } from '../../contract/kept-files.ts';
import type { FileKeeping, FoundFile } from './file-keeping.ts';
import { isBrokenOff, titleOf, type FileJob } from '../state/file-desk.ts';
import { FileRefusal, problemOf } from '../state/file-refusal.ts';

export interface FileWorkOptions {
  readonly inspect: InspectPage;
  readonly openPictures: OpenPictures;
}

type FileTray = Pick<Tray, 'begin' | 'addPage' | 'complete' | 'remove' | 'brokenOff' | 'getSnapshot'>;

/** Pages that are drawn and on their way at once: memory for so many, and the line never waits for the drawing. */
const PAGES_AT_ONCE = 2;

/**
 * Puts files of this PC into the tray, one after the other: each is looked at by its bytes, drawn page by page, and sent as pictures. Nothing is
 * kept of a file that is through, refused or called off.
 */
export class FileWork extends Store<readonly FileJob[]> {
  readonly #options: FileWorkOptions;
  readonly #stops = new Map<string, AbortController>();
  #tray: FileTray | null = null;
  #keeping: FileKeeping | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(options: FileWorkOptions) {
    super([]);
    this.#options = options;
  }

  /** From now on files go into this tray, at first those that a former page had not brought to an end. */
  follow(tray: FileTray, keeping: FileKeeping | null = null): void {
    this.#tray = tray;
    this.#keeping = keeping;
    void keeping?.found().then((found) => {
      if (this.#keeping !== keeping) return;
      for (const file of found) this.#enter(tray, file);
    });
  }

  add(files: readonly File[]): void {
    const tray = this.#tray;
    if (tray === null) return;
    for (const file of files) {
      const fileId = crypto.randomUUID();
      const signal = this.#enter(tray, { fileId, file, documentId: null });
      void this.#keeping?.keep(fileId, file, signal);
    }
  }

  /** @returns the signal that nothing more is to be done with it */
  #enter(tray: FileTray, { fileId: id, file, documentId }: FoundFile): AbortSignal {
    const stop = new AbortController();
    this.#stops.set(id, stop);
    const job: FileJob = { id, title: titleOf(file.name), phase: 'waiting', documentId, pages: 0, problem: null };
    this.setSnapshot([...this.getSnapshot(), job]);
    this.#last = this.#last.then(() => this.#put(tray, job, file, stop.signal));
    return stop.signal;
  }

  /** Calls a file off and takes what came of it out of both trays; or puts a refusal aside. */
  cancel(id: string): void {
    this.#drop(id);
  }

  /** Calls everything off and forgets it. */
  clear(): void {
    this.#tray = null;
    this.#keeping = null;
    for (const stop of this.#stops.values()) stop.abort();
    this.#stops.clear();
    this.setSnapshot([]);
  }

  async #put(tray: FileTray, job: FileJob, file: File, signal: AbortSignal): Promise<void> {
    try {
      signal.throwIfAborted();
      if (isThrough(tray, job)) {
        this.#drop(job.id);
        return;
      }
      this.#patch(job.id, { phase: 'looking' });
      const pictures = await this.#open(tray, job, file, signal);
      try {
        await this.#send(tray, job, pictures, signal);
      } finally {
        pictures.release();
      }
      this.#drop(job.id);
    } catch (error) {
      if (signal.aborted) this.#drop(job.id);
      else this.#failed(job.id, error);
    }
  }

  /** @throws FileRefusal */
  async #open(tray: FileTray, job: FileJob, file: File, signal: AbortSignal): Promise<PagePictures> {
    if (file.size === 0) throw new FileRefusal('empty-file');
    if (file.size > MAX_FILE_BYTES) throw new FileRefusal('file-too-large');
    const kind = kindOf(await bytesOf(file.slice(0, HEAD_BYTES)));
    if (kind === null) throw new FileRefusal('wrong-type');
    const { documents } = tray.getSnapshot();
    const isThere = documents.some(({ documentId }) => documentId === job.documentId);
    if (!isThere && documents.length >= MAX_DOCUMENTS) throw new FileRefusal('too-many-documents');
    const bytes = await bytesOf(file);
    const problem = await this.#options.inspect(kind, bytes);
    signal.throwIfAborted();
    if (problem !== null) throw new FileRefusal(problem);
    try {
      return await this.#options.openPictures(kind, bytes);
    } catch (error) {
      if (!(error instanceof UnreadablePageError)) throw error;
      throw new FileRefusal(kind === 'application/pdf' ? 'pdf-unreadable' : 'picture-unreadable');
    }
  }

  async #send(tray: FileTray, job: FileJob, pictures: PagePictures, signal: AbortSignal): Promise<void> {
    const documentId =
      (await this.#begun(tray, job, pictures, signal)) ?? tray.begin({ origin: 'file', title: job.title });
    this.#keeping?.began(job.id, documentId);
    this.#patch(job.id, { phase: 'adding', documentId, pages: pictures.count });
    const underWay = new Set<Promise<unknown>>();
    try {
      for (let page = 0; page < pictures.count; page++) {
        if (pageOf(tray, documentId, page)?.state === 'whole') continue;
        const data = await pictures.draw(page, signal);
        const added = tray.addPage(documentId, { mime: 'image/jpeg', data }).finally(() => {
          data.fill(0);
          underWay.delete(added);
        });
        // Heard below; a failure must not count as unheard until then.
        added.catch(() => undefined);
        underWay.add(added);
        if (underWay.size >= PAGES_AT_ONCE) await abortable(Promise.race(underWay), signal);
      }
      await abortable(Promise.all(underWay), signal);
      await tray.complete(documentId);
    } catch (error) {
      // Half a paper is none. At the end of the session it goes with everything else.
      await tray.remove(documentId).catch(() => undefined);
      throw error;
    }
  }

  /** The document that a former screen began with this file: the one that it noted, else same name, and the same picture of a page that had got through. */
  async #begun(tray: FileTray, job: FileJob, pictures: PagePictures, signal: AbortSignal): Promise<DocumentId | null> {
    const mayBe = isBrokenOff(this.getSnapshot());
    const left = await tray.brokenOff();
    const noted = left.find(({ documentId }) => documentId === job.documentId);
    if (noted !== undefined) return noted.documentId;
    const found = left.find((document) => mayBe(document) && document.title === job.title);
    if (found === undefined) return null;
    const known = found.pages.find(({ state }) => state === 'whole');
    if (known?.data == null) return found.documentId;
    const again = known.page < pictures.count ? await pictures.draw(known.page, signal) : new Uint8Array();
    if (sameBytes(again, known.data)) return found.documentId;
    // Another file of the same name.
    await tray.remove(found.documentId);
    return null;
  }

  #failed(id: string, error: unknown): void {
    // The session is over: there is nobody to tell.
    if (isOver(error)) {
      this.#drop(id);
      return;
    }
    if (error instanceof FileRefusal) this.#refuse(id, error.problem);
    else if (isTrayError(error)) this.#refuse(id, problemOf(error.reason));
    else {
      reportError(error);
      this.#refuse(id, 'failed');
    }
  }

  #refuse(id: string, problem: FileJob['problem']): void {
    this.#let(id);
    this.#patch(id, { phase: 'refused', documentId: null, problem });
  }

  #drop(id: string): void {
    this.#let(id);
    this.setSnapshot(this.getSnapshot().filter((job) => job.id !== id));
  }

  /** Nothing more is done with the file. */
  #let(id: string): void {
    this.#stops.get(id)?.abort();
    if (this.#stops.delete(id)) this.#keeping?.drop(id);
  }

  #patch(id: string, change: Partial<FileJob>): void {
    this.setSnapshot(this.getSnapshot().map((job) => (job.id === id ? { ...job, ...change } : job)));
  }
}

async function bytesOf(part: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await part.arrayBuffer());
  } catch {
    // Deleted, moved or locked since it was chosen.
    throw new FileRefusal('failed');
  }
}

/** A former page had brought it into the tray and did not come to forget it. */
function isThrough(tray: FileTray, { documentId: begun }: FileJob): boolean {
  return begun !== null && tray.getSnapshot().documents.some((each) => each.documentId === begun && each.complete);
}

function pageOf(tray: FileTray, documentId: DocumentId, page: number) {
  const document = tray.getSnapshot().documents.find((each) => each.documentId === documentId);
  return document?.pages.find((each) => each.page === page);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && a.every((byte, index) => byte === b[index]);
}

/** Narrows to the reasons that there are; `instanceof` alone leaves them open. */
function isTrayError(error: unknown): error is TrayError {
  return error instanceof TrayError;
}

function isOver(error: unknown): boolean {
  if (isTrayError(error)) return error.reason === 'closed';
  return error instanceof ParcelError && error.reason === 'over';
}

/** The promise, or the signal's reason when that comes first. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason instanceof Error ? signal.reason : new Error('called off'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
