import type { z } from 'zod';
import { SerialQueue, Store } from '../core/index.ts';
import type { ParticipantId } from '../wire/index.ts';
import type { DocumentOrigin, PageType, SessionMessage } from './content.ts';
import { CHUNK_BYTES, DocumentId, MAX_PAGES, MAX_PAGE_BYTES } from './content.ts';
import type { PageFault } from './page-assembly.ts';
import { PageAssembly, sha256 } from './page-assembly.ts';
import type { MessageInfo, Say } from './session-channel.ts';
import { TrayError } from './tray-error.ts';
import type { TrayDocument, TrayPage, TraySnapshot } from './tray-state.ts';
import {
  EMPTY_TRAY,
  completed,
  findDocument,
  patchPage,
  trayBytes,
  withDocument,
  withPage,
  withoutDocument,
} from './tray-state.ts';

/** The most that the tray of one session holds, in bytes. */
export const MAX_TRAY_BYTES = 256 * 1024 * 1024;
export const MAX_DOCUMENTS = 100;
/** Chunks of a page that are sealed ahead of the outbox, so that a large page does not lie in memory twice. */
const SEALED_AHEAD = 8;

/** Why something that came from the other end was not taken. */
export type TrayRefusal =
  PageFault | 'unknown-document' | 'unknown-page' | 'not-yours' | 'too-many-pages' | 'too-many-documents' | 'tray-full';

export interface TrayEvents {
  /** A page is here and is what its sender announced. */
  page: [TrayDocument, TrayPage];
  /** A document has all its pages announced. */
  complete: [TrayDocument];
  /** The other end sent something that cannot be taken; for logs and for a word on the screen. */
  refused: [{ readonly documentId: DocumentId; readonly page: number | null; readonly reason: TrayRefusal }];
}

export interface NewPage {
  readonly mime: z.infer<typeof PageType>;
  readonly data: Uint8Array;
}

/**
 * The shared tray (共有トレイ): the documents of one session, as pages, the same at both ends.
 * Pages travel in chunks behind everything else. The snapshot is replaced with every change.
 */
export class Tray extends Store<TraySnapshot, TrayEvents> {
  readonly #self: ParticipantId;
  readonly #say: Say;
  /** Keeps what is said about one own document in order. */
  readonly #queues = new Map<DocumentId, SerialQueue>();
  readonly #assemblies = new Map<string, PageAssembly>();
  /** Own pages whose bytes are in this screen's memory, as `document/page`. */
  readonly #inHand = new Set<string>();
  #destroyed = false;

  constructor(self: ParticipantId, say: Say) {
    super(EMPTY_TRAY);
    this.#self = self;
    this.#say = say;
  }

  /** Begins a document; its pages follow with `addPage`. It is in the snapshot at once. */
  begin({ origin, title }: { origin: z.infer<typeof DocumentOrigin>; title: string }): DocumentId {
    if (this.#destroyed) throw new TrayError('closed', null);
    const documentId = DocumentId.parse(crypto.randomUUID());
    const createdAt = Date.now();
    const from = this.#self;
    this.setSnapshot(
      withDocument(this.getSnapshot(), {
        documentId,
        origin,
        title,
        createdAt,
        from,
        own: true,
        pages: [],
        complete: false,
      }),
    );
    const begun = this.#inOrder(documentId, () =>
      this.#say({ type: 'document.begin', documentId, origin, title, createdAt }),
    );
    // Who adds the first page hears of it: a document that could not be begun takes no pages.
    begun.catch(() => this.#forget(documentId));
    return documentId;
  }

  /**
   * Adds a page to an own document and resolves with its number (from 0) when the server has all of it. After a reload
   * an own page whose bytes are lost is replaced by the next one that is added.
   * Fails with a `TrayError` when the page is not acceptable, with the channel's error when the session ends first.
   */
  async addPage(documentId: DocumentId, { mime, data: given }: NewPage): Promise<number> {
    const document = this.#ownDocument(documentId);
    if (document.complete) throw new TrayError('complete', { documentId });
    const bytes = given.byteLength;
    if (bytes === 0) throw new TrayError('empty-page', null);
    if (bytes > MAX_PAGE_BYTES) throw new TrayError('page-too-large', { bytes, limit: MAX_PAGE_BYTES });
    const total = trayBytes(this.getSnapshot()) + bytes;
    if (total > MAX_TRAY_BYTES) throw new TrayError('tray-full', { bytes: total, limit: MAX_TRAY_BYTES });
    const page = this.#nextPage(document);
    if (page >= MAX_PAGES) throw new TrayError('too-many-pages', { limit: MAX_PAGES });
    // A copy of its own, which `destroy` may overwrite.
    const data = new Uint8Array(given);
    this.#inHand.add(pageKey(documentId, page));
    this.#drop(documentId, page);
    const announced: TrayPage = { page, mime, bytes, received: 0, state: 'arriving', data };
    this.setSnapshot(withPage(this.getSnapshot(), documentId, announced));
    return this.#inOrder(documentId, async () => {
      try {
        const hash = await sha256(data);
        this.#assertThere(documentId);
        await this.#say({ type: 'document.page', documentId, page, mime, bytes, sha256: hash });
        await this.#upload(documentId, page, data);
      } catch (error) {
        // The place of a page that did not get through is free for the next one.
        this.#inHand.delete(pageKey(documentId, page));
        throw error;
      }
      this.#patch(documentId, page, { state: 'whole', received: bytes });
      return page;
    });
  }

  /** Says that no more pages come, after the pages that were added before have gone out. */
  async complete(documentId: DocumentId): Promise<void> {
    this.#ownDocument(documentId);
    await this.#inOrder(documentId, async () => {
      const { pages, complete } = this.#ownDocument(documentId);
      if (complete) return;
      const whole = pages.filter(({ state }) => state === 'whole').length;
      this.setSnapshot(completed(this.getSnapshot(), documentId, whole));
      await this.#say({ type: 'document.complete', documentId, pages: whole });
      const document = findDocument(this.getSnapshot(), documentId);
      if (document !== undefined) this.emit('complete', document);
    });
  }

  /** Takes a document out of both trays; either end may. */
  async remove(documentId: DocumentId): Promise<void> {
    if (this.#destroyed) throw new TrayError('closed', null);
    if (findDocument(this.getSnapshot(), documentId) === undefined) return;
    this.#forget(documentId);
    await this.#say({ type: 'document.removed', documentId });
  }

  /** Own documents that are not complete and have no bytes of theirs under way: what a reload broke off. */
  brokenOff(): readonly TrayDocument[] {
    return this.getSnapshot().documents.filter(
      ({ own, complete, documentId }) => own && !complete && !this.#queues.has(documentId),
    );
  }

  handleMessage(message: SessionMessage, { from }: MessageInfo): void {
    if (this.#destroyed) return;
    switch (message.type) {
      case 'document.begin':
        this.#begun(message, from);
        break;
      case 'document.page':
        this.#announced(message, from);
        break;
      case 'document.chunk':
        this.#arrived(message, from);
        break;
      case 'document.complete': {
        if (!this.#isFrom(message.documentId, null, from)) break;
        this.setSnapshot(completed(this.getSnapshot(), message.documentId, message.pages));
        const document = findDocument(this.getSnapshot(), message.documentId);
        if (document !== undefined) this.emit('complete', document);
        break;
      }
      case 'document.removed':
        this.#forget(message.documentId);
        break;
      default:
    }
  }

  /** Overwrites every page and forgets everything. Nothing can be added afterwards. */
  destroy(): void {
    this.#destroyed = true;
    for (const { documentId } of this.getSnapshot().documents) this.#forget(documentId);
    for (const assembly of this.#assemblies.values()) assembly.destroy();
    this.#assemblies.clear();
    this.#queues.clear();
    this.#inHand.clear();
    this.setSnapshot(EMPTY_TRAY);
    this.removeAllListeners();
  }

  #begun(message: Extract<SessionMessage, { type: 'document.begin' }>, from: ParticipantId): void {
    const { documentId, origin, title, createdAt } = message;
    const refuse = (reason: TrayRefusal) => this.emit('refused', { documentId, page: null, reason });
    const tray = this.getSnapshot();
    const known = findDocument(tray, documentId);
    if (known !== undefined) {
      if (known.from !== from) refuse('not-yours');
    } else if (tray.documents.length >= MAX_DOCUMENTS) refuse('too-many-documents');
    else {
      const own = from === this.#self;
      this.setSnapshot(
        withDocument(tray, { documentId, origin, title, createdAt, from, own, pages: [], complete: false }),
      );
    }
  }

  #announced(message: Extract<SessionMessage, { type: 'document.page' }>, from: ParticipantId): void {
    const { documentId, page, mime, bytes, sha256: hash } = message;
    const document = this.#isFrom(documentId, page, from);
    if (document === null) return;
    const tray = this.getSnapshot();
    const refuse = (reason: TrayRefusal) => this.emit('refused', { documentId, page, reason });
    if (page >= MAX_PAGES || page > document.pages.length) refuse('too-many-pages');
    else if (trayBytes(tray) + bytes > MAX_TRAY_BYTES) refuse('tray-full');
    else if (document.pages[page]?.state !== 'whole') {
      this.#drop(documentId, page);
      this.#assemblies.set(pageKey(documentId, page), new PageAssembly(bytes, hash));
      this.setSnapshot(withPage(tray, documentId, { page, mime, bytes, received: 0, state: 'arriving', data: null }));
    }
  }

  #arrived(message: Extract<SessionMessage, { type: 'document.chunk' }>, from: ParticipantId): void {
    const { documentId, page, offset, data } = message;
    if (this.#isFrom(documentId, page, from) === null) return;
    const assembly = this.#assemblies.get(pageKey(documentId, page));
    if (assembly === undefined) {
      this.emit('refused', { documentId, page, reason: 'unknown-page' });
      return;
    }
    const result = assembly.add(offset, data);
    if (result.state === 'damaged') this.#damaged(documentId, page, result.fault);
    else {
      this.#patch(documentId, page, { received: result.received });
      if (result.state === 'full') void this.#verify(documentId, page, assembly);
    }
  }

  async #verify(documentId: DocumentId, page: number, assembly: PageAssembly): Promise<void> {
    const key = pageKey(documentId, page);
    const verified = await assembly.verify();
    if (this.#assemblies.get(key) !== assembly) {
      // The document was removed, the page announced anew, or the session's memory destroyed meanwhile.
      if (verified.ok) verified.data.fill(0);
      return;
    }
    if (!verified.ok) {
      this.#damaged(documentId, page, verified.fault);
      return;
    }
    this.#assemblies.delete(key);
    this.#patch(documentId, page, { state: 'whole', data: verified.data });
    const document = findDocument(this.getSnapshot(), documentId);
    const whole = document?.pages.find((other) => other.page === page);
    if (document !== undefined && whole !== undefined) this.emit('page', document, whole);
  }

  #damaged(documentId: DocumentId, page: number, reason: PageFault): void {
    this.#drop(documentId, page);
    this.#patch(documentId, page, { state: 'damaged' });
    this.emit('refused', { documentId, page, reason });
  }

  async #upload(documentId: DocumentId, page: number, data: Uint8Array<ArrayBuffer>): Promise<void> {
    const underWay = new Set<Promise<void>>();
    let received = 0;
    for (let offset = 0; offset < data.byteLength; offset += CHUNK_BYTES) {
      this.#assertThere(documentId);
      const chunk = data.subarray(offset, offset + CHUNK_BYTES);
      const sent = this.#say(
        { type: 'document.chunk', documentId, page, offset, data: chunk },
        { priority: 'bulk' },
      ).then(() => {
        received += chunk.byteLength;
        this.#patch(documentId, page, { received });
      });
      const settled = sent.finally(() => underWay.delete(settled));
      underWay.add(settled);
      // A failure is met at the next `await` of all or any; until then it must not count as unhandled.
      settled.catch(() => undefined);
      if (underWay.size >= SEALED_AHEAD) await Promise.race(underWay);
    }
    await Promise.all(underWay);
  }

  #ownDocument(documentId: DocumentId): TrayDocument {
    if (this.#destroyed) throw new TrayError('closed', null);
    const document = findDocument(this.getSnapshot(), documentId);
    if (document === undefined) throw new TrayError('unknown-document', { documentId });
    if (!document.own) throw new TrayError('not-yours', { documentId });
    return document;
  }

  #assertThere(documentId: DocumentId): void {
    this.#ownDocument(documentId);
  }

  /** The first number that is free, or whose page lost its bytes with a former screen. */
  #nextPage({ documentId, pages }: TrayDocument): number {
    const lost = pages.find(({ page, state }) => state !== 'whole' && !this.#inHand.has(pageKey(documentId, page)));
    return lost?.page ?? pages.length;
  }

  #inOrder<T>(documentId: DocumentId, task: () => Promise<T>): Promise<T> {
    const queue = this.#queues.get(documentId) ?? new SerialQueue();
    this.#queues.set(documentId, queue);
    return queue.run(task);
  }

  #isFrom(documentId: DocumentId, page: number | null, from: ParticipantId): TrayDocument | null {
    const document = findDocument(this.getSnapshot(), documentId);
    if (document?.from === from) return document;
    this.emit('refused', { documentId, page, reason: document === undefined ? 'unknown-document' : 'not-yours' });
    return null;
  }

  #patch(documentId: DocumentId, page: number, patch: Partial<TrayPage>): void {
    this.setSnapshot(patchPage(this.getSnapshot(), documentId, page, patch));
  }

  /** Overwrites and forgets what has arrived of a page. */
  #drop(documentId: DocumentId, page: number): void {
    const key = pageKey(documentId, page);
    this.#assemblies.get(key)?.destroy();
    this.#assemblies.delete(key);
  }

  #forget(documentId: DocumentId): void {
    for (const { page, data } of findDocument(this.getSnapshot(), documentId)?.pages ?? []) {
      data?.fill(0);
      this.#drop(documentId, page);
      this.#inHand.delete(pageKey(documentId, page));
    }
    this.#queues.delete(documentId);
    this.setSnapshot(withoutDocument(this.getSnapshot(), documentId));
  }
}

function pageKey(documentId: DocumentId, page: number): string {
  return `${documentId}/${page}`;
}
