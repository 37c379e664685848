import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CLERK, KIOSK } from '../testing/fake-relay.ts';
import { until } from '../testing/until.ts';
import type { SessionMessage } from './content.ts';
import { CHUNK_BYTES, DocumentId, MAX_PAGES, MAX_PAGE_BYTES } from './content.ts';
import { PageAssembly, sha256 } from './page-assembly.ts';
import type { MessageInfo } from './session-channel.ts';
import type { TrayRefusal } from './tray.ts';
import { Tray } from './tray.ts';

const fromKiosk: MessageInfo = { seq: 1, from: KIOSK, to: null, own: false, replayed: false };
const fromClerk: MessageInfo = { ...fromKiosk, from: CLERK };
const jpeg = (bytes: number, fill = 1) => ({ mime: 'image/jpeg' as const, data: new Uint8Array(bytes).fill(fill) });

/** A kiosk's tray that says everything to a clerk's tray, and keeps a copy of what it said. */
function pair() {
  const said: SessionMessage[] = [];
  const clerk = new Tray(CLERK, () => Promise.resolve(1));
  const refusals: TrayRefusal[] = [];
  clerk.on('refused', ({ reason }) => refusals.push(reason));
  const kiosk = new Tray(KIOSK, (message) => {
    said.push(message);
    clerk.handleMessage(message, fromKiosk);
    return Promise.resolve(said.length);
  });
  return { kiosk, clerk, said, refusals };
}
const pageOf = (tray: Tray, page = 0) => tray.getSnapshot().documents[0]?.pages[page];

describe('the tray', () => {
  it('shows the same documents at both ends, with progress, and replaces its snapshot with every change', async () => {
    const { kiosk, clerk } = pair();
    const seen = new Set<unknown>();
    let changes = 0;
    clerk.subscribe(() => {
      changes++;
      seen.add(clerk.getSnapshot());
    });
    const id = kiosk.begin({ origin: 'scan', title: '見本' });
    expect(await Promise.all([kiosk.addPage(id, jpeg(3 * CHUNK_BYTES + 5)), kiosk.addPage(id, jpeg(10))])).toEqual([
      0, 1,
    ]);
    await kiosk.complete(id);
    await until('both pages', () => pageOf(clerk, 0)?.state === 'whole' && pageOf(clerk, 1)?.state === 'whole');
    expect(clerk.getSnapshot().documents[0]).toMatchObject({ title: '見本', complete: true, own: false, from: KIOSK });
    expect(kiosk.getSnapshot().documents[0]).toMatchObject({ complete: true, own: true });
    expect(seen.size).toBe(changes);
    expect(changes).toBeGreaterThan(6);
  });

  it('puts any page together from chunks in any order, some twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 50 }),
        fc.infiniteStream(fc.nat()),
        async (bytes, size, dice) => {
          const data = new Uint8Array(bytes);
          const chunks: { offset: number; data: Uint8Array<ArrayBuffer> }[] = [];
          for (let offset = 0; offset < data.length; offset += size) {
            chunks.push({ offset, data: data.slice(offset, offset + size) });
          }
          const next = (below: number) => Number(dice.next().value) % below;
          const shuffled = chunks.map((chunk) => ({ chunk, at: next(1000) })).sort((a, b) => a.at - b.at);
          const assembly = new PageAssembly(data.length, await sha256(data));
          shuffled.forEach(({ chunk }, i) => {
            if (i < shuffled.length - 1 && next(2) === 0) assembly.add(chunk.offset, chunk.data);
            assembly.add(chunk.offset, chunk.data);
          });
          expect(await assembly.verify()).toEqual({ ok: true, data });
        },
      ),
      { numRuns: 50 },
    );
  });

  it('marks a page whose bytes are not the announced ones as damaged', async () => {
    const { kiosk, clerk, said, refusals } = pair();
    const id = kiosk.begin({ origin: 'scan', title: '' });
    await kiosk.addPage(id, jpeg(20));
    const other = new Tray(CLERK, () => Promise.resolve(1));
    const reasons: TrayRefusal[] = [];
    other.on('refused', ({ reason }) => reasons.push(reason));
    for (const message of said) {
      const forged =
        message.type === 'document.chunk' ? { ...message, data: message.data.map((byte) => byte + 1) } : message;
      other.handleMessage(forged, fromKiosk);
    }
    await until('the verdict', () => pageOf(other)?.state === 'damaged');
    expect(pageOf(other)?.data).toBeNull();
    expect(reasons).toEqual(['wrong-hash']);
    expect(refusals).toEqual([]);
    expect(clerk.getSnapshot().documents).toHaveLength(1);
  });

  it('refuses what others may not do or what does not fit, with a reason, and goes on', async () => {
    const { kiosk, clerk, refusals } = pair();
    const documentId = kiosk.begin({ origin: 'scan', title: '' });
    await until('the document', () => clerk.getSnapshot().documents.length === 1);
    const page: SessionMessage = {
      type: 'document.page',
      documentId,
      page: 0,
      mime: 'image/png',
      bytes: 10,
      sha256: new Uint8Array(32),
    };
    const chunk = (offset: number, bytes: number): SessionMessage => ({
      type: 'document.chunk',
      documentId,
      page: 0,
      offset,
      data: new Uint8Array(bytes),
    });
    clerk.handleMessage(page, fromClerk);
    clerk.handleMessage({ ...page, page: 3 }, fromKiosk);
    clerk.handleMessage({ ...page, documentId: DocumentId.parse(crypto.randomUUID()) }, fromKiosk);
    clerk.handleMessage(chunk(0, 5), fromKiosk);
    clerk.handleMessage(page, fromKiosk);
    clerk.handleMessage(chunk(8, 5), fromKiosk);
    expect(refusals).toEqual(['not-yours', 'too-many-pages', 'unknown-document', 'unknown-page', 'outside-page']);
    expect(pageOf(clerk)?.state).toBe('damaged');
  });

  it('takes no page that is empty, too large, one too many, or for a document that is complete or somebody else’s', async () => {
    const { kiosk, clerk } = pair();
    const id = kiosk.begin({ origin: 'file', title: '' });
    await expect(kiosk.addPage(id, jpeg(0))).rejects.toMatchObject({ reason: 'empty-page' });
    await expect(kiosk.addPage(id, jpeg(MAX_PAGE_BYTES + 1))).rejects.toMatchObject({ reason: 'page-too-large' });
    for (let page = 0; page < MAX_PAGES; page++) await kiosk.addPage(id, jpeg(1));
    await expect(kiosk.addPage(id, jpeg(1))).rejects.toMatchObject({ reason: 'too-many-pages' });
    await kiosk.complete(id);
    await expect(kiosk.addPage(id, jpeg(1))).rejects.toMatchObject({ reason: 'complete' });
    await expect(clerk.addPage(id, jpeg(1))).rejects.toMatchObject({ reason: 'not-yours' });
    kiosk.destroy();
    await expect(kiosk.addPage(id, jpeg(1))).rejects.toMatchObject({ reason: 'closed' });
  });

  it('lets a reloaded sender put the next page where the broken-off one was', async () => {
    const { kiosk, said } = pair();
    const id = kiosk.begin({ origin: 'scan', title: '' });
    await kiosk.addPage(id, jpeg(10, 1));
    await kiosk.addPage(id, jpeg(CHUNK_BYTES + 1, 2));
    const receiver = new Tray(CLERK, () => Promise.resolve(1));
    const history = said.slice(0, -1);
    for (const message of history) receiver.handleMessage(message, fromKiosk);
    const reloaded = new Tray(KIOSK, (message) => {
      receiver.handleMessage(message, fromKiosk);
      return Promise.resolve(1);
    });
    for (const message of history) reloaded.handleMessage(message, { ...fromKiosk, own: true, replayed: true });
    await until('the first page', () => pageOf(reloaded)?.state === 'whole' && pageOf(receiver)?.state === 'whole');
    expect(reloaded.brokenOff().map(({ documentId }) => documentId)).toEqual([id]);
    expect(await reloaded.addPage(id, jpeg(30, 3))).toBe(1);
    await reloaded.complete(id);
    await until('the second page', () => pageOf(receiver, 1)?.state === 'whole');
    expect(pageOf(receiver, 1)?.data).toEqual(jpeg(30, 3).data);
    expect(receiver.getSnapshot().documents[0]).toMatchObject({ complete: true });
    expect(receiver.getSnapshot().documents[0]?.pages).toHaveLength(2);
  });

  it('overwrites pages that are removed', async () => {
    const { kiosk, clerk } = pair();
    const id = kiosk.begin({ origin: 'scan', title: '' });
    await kiosk.addPage(id, jpeg(100, 7));
    await until('the page', () => pageOf(clerk)?.state === 'whole');
    const bytes = [pageOf(kiosk)!.data!, pageOf(clerk)!.data!];
    await kiosk.remove(id);
    expect(clerk.getSnapshot().documents).toEqual([]);
    for (const data of bytes) expect(data.every((byte) => byte === 0)).toBe(true);
  });
});
