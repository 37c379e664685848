import type { ParcelSender } from '@mado/e2ee';
import type { InspectPage } from '@mado/inspection';
import type { z } from 'zod';
import { seldom, SerialQueue, Store } from '../core/index.ts';
import type { Carrier, MakePreview } from '../parcel/index.ts';
import { ParcelError, RANK } from '../parcel/index.ts';
import type { ParticipantId, SessionId } from '../wire/index.ts';
import type { DocumentOrigin, SessionMessage } from './content.ts';
import { DocumentId, MAX_PAGES, MAX_PAGE_BYTES } from './content.ts';
import { takeIn } from './page-intake.ts';
import { sendPage } from './page-sending.ts';
import type { Announced, Announcement, PageWork } from './page-work.ts';
import { pageKey, parcelsOf, readAnnouncement, settledOf } from './page-work.ts';
import type { MessageInfo, Say } from './session-channel.ts';
import { TrayError } from './tray-error.ts';
import type { NewPage, TrayEvents, TrayOptions } from './tray-options.ts';
import { MAX_DOCUMENTS, MAX_TRAY_BYTES } from './tray-options.ts';
import type { Readers } from './tray-readers.ts';
import type { TrayRefusal } from './tray-refusal.ts';
import type { TrayDocument, TrayPage, TraySnapshot } from './tray-state.ts';
import {
  EMPTY_TRAY,
  arrivingPage,
  completed,
  findDocument,
  impossiblePage,
  patchPage,
  trayBytes,
  withDocument,
  withPage,
  withoutDocument,
} from './tray-state.ts';

/**
 * The shared tray (共有トレイ): the documents of one session, as pages, the same at both ends. The channel says what there
 * is and with which key each page opens; the bytes go sealed through the server's tray. The snapshot is replaced with every change.
 */
export class Tray extends Store<TraySnapshot, TrayEvents> {
  readonly #sessionId: SessionId;
  readonly #self: ParticipantId;
  readonly #say: Say;
  readonly #carrier: Carrier;
  readonly #readers: Readers;
  readonly #makePreview: MakePreview;
  readonly #inspect: InspectPage;
  /** Keeps what is said about one own document in order. */
  readonly #queues = new Map<DocumentId, SerialQueue>();
  /** Every page that is known here, as `document/page`. */
  readonly #works = new Map<string, PageWork>();
  /** Pages keep the order in which they were given, however long each is looked at. */
  readonly #inspections = new SerialQueue();
  #destroyed = false;

  constructor({ sessionId, self, say, carrier, readers, makePreview, inspect }: TrayOptions) {
    super(EMPTY_TRAY);
    this.#sessionId = sessionId;
    this.#self = self;
    this.#say = say;
    this.#carrier = carrier;
    this.#readers = readers;
    this.#makePreview = makePreview;
    this.#inspect = inspect;
  }

  /** Begins a document; its pages follow with `addPage`. It is in the snapshot at once. */
  begin({ origin, title }: { origin: z.infer<typeof DocumentOrigin>; title: string }): DocumentId {
    if (this.#destroyed) throw new TrayError('closed', null);
    const documentId = DocumentId.parse(crypto.randomUUID());
    const createdAt = Date.now();
    const from = this.#self;
    const document = { documentId, origin, title, createdAt, from, own: true, pages: [], complete: false };
    this.setSnapshot(withDocument(this.getSnapshot(), document));
    const begun = this.#inOrder(documentId, () =>
      this.#say({ type: 'document.begin', documentId, origin, title, createdAt }),
    );
    // Who adds the first page hears of it: a document that could not be begun takes no pages.
    begun.catch(() => this.#forget(documentId));
    return documentId;
  }

  /**
   * Adds a page to an own document and resolves with its number (from 0) when the server has all of it. After a reload
   * an own page whose bytes are lost is replaced by the next one that is added; the same bytes go on where they stopped.
   * Fails with a `TrayError` when the page is not acceptable, with the channel's or the parcel's error when the session ends first.
   */
  async addPage(documentId: DocumentId, { mime, data: given, small = null }: NewPage): Promise<number> {
    const former = this.#ownDocument(documentId).pages.map(({ page }) => this.#works.get(pageKey(documentId, page)));
    // What a former screen left is known before a place is given away.
    if (former.some((work) => work?.inHand === false)) await Promise.all(former.map(settledOf));
    this.#assertAcceptable(this.#ownDocument(documentId), given.byteLength);
    // A copy of its own, which `destroy` may overwrite.
    const data = new Uint8Array(given);
    const bytes = data.byteLength;
    const problem = await this.#inspections.run(async () => this.#inspect(mime, data));
    if (problem !== null) throw new TrayError(problem, null);
    const document = this.#ownDocument(documentId);
    this.#assertAcceptable(document, bytes);
    const page = this.#nextPage(document);
    const work = this.#newWork(documentId, page, this.#self, true);
    const arriving: TrayPage = { ...arrivingPage(page, mime, bytes), data };
    this.setSnapshot(withPage(this.getSnapshot(), documentId, arriving));
    const uploaded = this.#upload(document, arriving, { data, small }, work);
    work.settled = uploaded.catch(() => undefined);
    try {
      await uploaded;
    } catch (error) {
      // The place of a page that did not get through is free for the next one.
      work.inHand = false;
      if (error instanceof ParcelError && error.reason === 'server-full') throw new TrayError('server-full', null);
      throw error;
    }
    this.#patch(documentId, page, { state: 'whole', received: bytes });
    return page;
  }

  /** Says that no more pages come, after the pages that were added before have gone out. */
  async complete(documentId: DocumentId): Promise<void> {
    const { pages: added } = this.#ownDocument(documentId);
    await Promise.all(added.map(({ page }) => settledOf(this.#works.get(pageKey(documentId, page)))));
    await this.#inOrder(documentId, async () => {
      const { pages, complete } = this.#ownDocument(documentId);
      if (complete) return;
      // What follows a page that did not get through cannot keep its number.
      const lost = pages.find(({ state }) => state !== 'whole');
      const whole = lost?.page ?? pages.length;
      this.#completed(documentId, whole);
      await this.#say({ type: 'document.complete', documentId, pages: whole });
      const document = findDocument(this.getSnapshot(), documentId);
      if (document !== undefined) this.emit('complete', document);
    });
  }

  /** Takes a document out of both trays; either end may. */
  async remove(documentId: DocumentId): Promise<void> {
    if (this.#destroyed) throw new TrayError('closed', null);
    const document = findDocument(this.getSnapshot(), documentId);
    if (document === undefined) return;
    const parcels = document.pages.flatMap(({ page }) =>
      parcelsOf(this.#works.get(pageKey(documentId, page))?.announced),
    );
    this.#forget(documentId);
    await this.#say({ type: 'document.removed', documentId });
    // Its key is gone already; what is not deleted now goes with the session.
    await Promise.allSettled(parcels.map((parcel) => this.#carrier.remove(document.from, parcel)));
  }

  /**
   * Own documents that are not complete and have no bytes of theirs under way: what a reload broke off. Resolves when it is
   * known which of their pages had got through.
   */
  async brokenOff(): Promise<readonly TrayDocument[]> {
    const isBrokenOff = ({ own, complete, documentId }: TrayDocument) =>
      own && !complete && !this.#queues.has(documentId);
    const found = this.getSnapshot().documents.filter(isBrokenOff);
    const works = found.flatMap(({ documentId, pages }) =>
      pages.map(({ page }) => settledOf(this.#works.get(pageKey(documentId, page)))),
    );
    await Promise.all(works);
    return this.getSnapshot().documents.filter(isBrokenOff);
  }

  handleMessage(message: SessionMessage, { from, epoch }: MessageInfo): void {
    if (this.#destroyed) return;
    switch (message.type) {
      case 'document.begin':
        this.#begun(message, from);
        break;
      case 'document.page':
        this.#announced(message, from, epoch);
        break;
      case 'document.complete': {
        if (!this.#isFrom(message.documentId, null, from)) break;
        this.#completed(message.documentId, message.pages);
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

  /** Overwrites every page and key and forgets everything. Nothing can be added afterwards. */
  destroy(): void {
    this.#destroyed = true;
    for (const { documentId } of this.getSnapshot().documents) this.#forget(documentId);
    for (const work of this.#works.values()) work.stop.abort();
    this.#works.clear();
    this.#queues.clear();
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

  #announced(message: Announcement, from: ParticipantId, epoch: number): void {
    const { documentId, page, mime, bytes } = message;
    const document = this.#isFrom(documentId, page, from);
    if (document === null) return;
    const tray = this.getSnapshot();
    const refuse = (reason: TrayRefusal) => this.emit('refused', { documentId, page, reason });
    const announced = readAnnouncement(message, epoch, this.#sender(from));
    const present = document.pages[page];
    if (page >= MAX_PAGES || page > document.pages.length) refuse('too-many-pages');
    else if (present?.state === 'whole') return;
    else if (typeof announced === 'string') {
      this.#drop(documentId, page);
      this.setSnapshot(withPage(tray, documentId, impossiblePage(page, mime, announced)));
      refuse(announced);
    } else if (trayBytes(tray) - (present?.bytes ?? 0) + bytes > MAX_TRAY_BYTES) refuse('tray-full');
    else {
      this.setSnapshot(withPage(tray, documentId, arrivingPage(page, mime, bytes)));
      const work = this.#newWork(documentId, page, from, false);
      work.announced = announced;
      work.settled = this.#takeIn(document, announced, work);
    }
  }

  #sender(participantId: ParticipantId): ParcelSender {
    return { sessionId: this.#sessionId, participantId };
  }

  /** Fetches an announced page; ends when it is here, cannot be shown, or is not wanted any more. */
  async #takeIn(
    { documentId, origin, own }: TrayDocument,
    announced: Announced,
    { stop: { signal }, owner }: PageWork,
  ): Promise<void> {
    const { page, mime } = announced.message;
    try {
      const end = await takeIn({
        carrier: this.#carrier,
        announced,
        owner,
        rank: RANK[origin],
        wait: !own,
        signal,
        onPreview: (preview) => this.#patch(documentId, page, { preview }),
        onBytes: seldom((received) => this.#patch(documentId, page, { received })),
      });
      if (end.state === 'unfinished') return;
      const reason = end.state === 'damaged' ? end.fault : await this.#inspect(mime, end.data);
      // What may do harm when it is opened is not kept either.
      if (end.state === 'whole' && (reason !== null || signal.aborted)) end.data.fill(0);
      signal.throwIfAborted();
      if (reason !== null) {
        this.#patch(documentId, page, { state: 'damaged', problem: reason });
        this.emit('refused', { documentId, page, reason });
        return;
      }
      if (end.state !== 'whole') return;
      this.#pageOf(documentId, page)?.preview?.fill(0);
      const { data } = end;
      this.#patch(documentId, page, { state: 'whole', received: data.byteLength, data, preview: null });
    } catch {
      // Called off: the page was announced anew, its document removed, or the session is over.
      return;
    }
    const document = findDocument(this.getSnapshot(), documentId);
    const whole = this.#pageOf(documentId, page);
    if (document !== undefined && whole !== undefined) this.emit('page', document, whole);
  }

  #upload(
    { documentId, origin }: TrayDocument,
    { page, mime, bytes }: TrayPage,
    { data, small }: { readonly data: Uint8Array<ArrayBuffer>; readonly small: Uint8Array<ArrayBuffer> | null },
    work: PageWork,
  ): Promise<void> {
    return sendPage({
      carrier: this.#carrier,
      readers: this.#readers,
      makePreview: this.#makePreview,
      rank: RANK[origin],
      owner: this.#self,
      sender: this.#sender(this.#self),
      page: { documentId, page, mime, bytes },
      data,
      small,
      before: () => work.announced,
      signal: work.stop.signal,
      inOrder: (step) => this.#inOrder(documentId, step),
      announce: (announced) => {
        this.#ownDocument(documentId);
        work.announced = announced;
        return this.#say(announced.message);
      },
      onBytes: seldom((received) => this.#patch(documentId, page, { received })),
    });
  }

  #assertAcceptable(document: TrayDocument, bytes: number): void {
    const { documentId, complete } = document;
    if (complete) throw new TrayError('complete', { documentId });
    if (bytes === 0) throw new TrayError('empty-page', null);
    if (bytes > MAX_PAGE_BYTES) throw new TrayError('page-too-large', { bytes, limit: MAX_PAGE_BYTES });
    const total = trayBytes(this.getSnapshot()) + bytes;
    if (total > MAX_TRAY_BYTES) throw new TrayError('tray-full', { bytes: total, limit: MAX_TRAY_BYTES });
    if (this.#nextPage(document) >= MAX_PAGES) throw new TrayError('too-many-pages', { limit: MAX_PAGES });
  }

  #newWork(documentId: DocumentId, page: number, owner: ParticipantId, inHand: boolean): PageWork {
    const before = this.#works.get(pageKey(documentId, page));
    this.#drop(documentId, page);
    const work: PageWork = {
      stop: new AbortController(),
      owner,
      announced: before?.announced ?? null,
      inHand,
      settled: Promise.resolve(),
    };
    this.#works.set(pageKey(documentId, page), work);
    return work;
  }

  #completed(documentId: DocumentId, whole: number): void {
    const { pages = [] } = findDocument(this.getSnapshot(), documentId) ?? {};
    for (const page of pages) if (page.page >= whole) this.#wipe(documentId, page);
    this.setSnapshot(completed(this.getSnapshot(), documentId, whole));
  }

  #ownDocument(documentId: DocumentId): TrayDocument {
    if (this.#destroyed) throw new TrayError('closed', null);
    const document = findDocument(this.getSnapshot(), documentId);
    if (document === undefined) throw new TrayError('unknown-document', { documentId });
    if (!document.own) throw new TrayError('not-yours', { documentId });
    return document;
  }

  /** The first number that is free, or whose page lost its bytes with a former screen. */
  #nextPage({ documentId, pages }: TrayDocument): number {
    const lost = pages.find(
      ({ page, state }) => state !== 'whole' && this.#works.get(pageKey(documentId, page))?.inHand !== true,
    );
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

  #pageOf(documentId: DocumentId, page: number): TrayPage | undefined {
    return findDocument(this.getSnapshot(), documentId)?.pages.find((other) => other.page === page);
  }

  #patch(documentId: DocumentId, page: number, patch: Partial<TrayPage>): void {
    this.setSnapshot(patchPage(this.getSnapshot(), documentId, page, patch));
  }

  /** Calls off what is under way of a page. */
  #drop(documentId: DocumentId, page: number): void {
    const key = pageKey(documentId, page);
    this.#works.get(key)?.stop.abort(new TrayError('closed', null));
    this.#works.delete(key);
  }

  /** Calls off what is under way of a page and overwrites what is here of it, with its key. */
  #wipe(documentId: DocumentId, { page, data, preview }: TrayPage): void {
    this.#works.get(pageKey(documentId, page))?.announced?.key.fill(0);
    this.#drop(documentId, page);
    data?.fill(0);
    preview?.fill(0);
  }

  #forget(documentId: DocumentId): void {
    for (const page of findDocument(this.getSnapshot(), documentId)?.pages ?? []) this.#wipe(documentId, page);
    this.#queues.delete(documentId);
    this.setSnapshot(withoutDocument(this.getSnapshot(), documentId));
  }
}
