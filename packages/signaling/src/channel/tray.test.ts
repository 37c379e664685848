import { describe, expect, it } from '@jest/globals';
import { CHUNK_BYTES, makePageKey } from '@mado/e2ee';
import { inspectPage, type InspectPage } from '@mado/inspection';
import { SAMPLE_FILES } from '@mado/inspection/testing';
import fc from 'fast-check';
import { MemoryTray } from '../testing/memory-tray.ts';
import { CLERK, KIOSK, SESSION } from '../testing/fake-relay.ts';
import { SteadyReaders } from '../testing/steady-readers.ts';
import type { MakePreview } from '../parcel/index.ts';
import { ParcelId } from '../wire/index.ts';
import { until } from '../testing/until.ts';
import type { SessionMessage } from './content.ts';
import { DocumentId, MAX_PAGES, MAX_PAGE_BYTES } from './content.ts';
import { PageAssembly, sha256 } from './page-assembly.ts';
import type { MessageInfo } from './session-channel.ts';
import type { TrayRefusal } from './tray-refusal.ts';
import { Tray } from './tray.ts';

const fromKiosk: MessageInfo = { seq: 1, from: KIOSK, to: null, own: false, replayed: false, epoch: 1 };
const fromClerk: MessageInfo = { ...fromKiosk, from: CLERK };
const jpeg = (bytes: number, fill = 1) => ({ mime: 'image/jpeg' as const, data: new Uint8Array(bytes).fill(fill) });

const noPreview: MakePreview = () => Promise.resolve(null);
const ownAgain: MessageInfo = { ...fromKiosk, own: true, replayed: true };

/** A kiosk's tray that says everything to a clerk's tray, and keeps a copy of what it said. */
function pair(makePreview = noPreview, inspect: InspectPage = () => null) {
  const said: SessionMessage[] = [];
  const server = new MemoryTray();
  const clerk = listener(server);
  const refusals: TrayRefusal[] = [];
  clerk.on('refused', ({ reason }) => refusals.push(reason));
  const say = (message: SessionMessage) => {
    said.push(message);
    clerk.handleMessage(message, fromKiosk);
    return Promise.resolve(said.length);
  };
  const carrier = server.carrier(KIOSK);
  const readers = new SteadyReaders();
  const kiosk = new Tray({ sessionId: SESSION, self: KIOSK, say, carrier, readers, makePreview, inspect });
  return { kiosk, carrier, readers, clerk, said, refusals, server, say };
}
/** A clerk who only listens. */
function listener(server: MemoryTray, inspect: InspectPage = () => null): Tray {
  return new Tray({
    sessionId: SESSION,
    self: CLERK,
    say: () => Promise.resolve(1),
    carrier: server.carrier(CLERK),
    readers: new SteadyReaders(),
    makePreview: noPreview,
    inspect,
  });
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

  it.each(['changed', 'cut short', 'swapped with another'])('shows no page whose sealed bytes were %s', async (how) => {
    const { kiosk, clerk, refusals, server } = pair();
    const id = kiosk.begin({ origin: 'scan', title: '' });
    server.instead = (request) => {
      const { place: path } = request;
      const sealed = server.chunks.get(path);
      if (request.method !== 'GET' || sealed === undefined) return Promise.resolve(null);
      const other = server.chunks.get(`${path.slice(0, -1)}1`);
      if (how === 'changed') sealed[40]! ^= 1;
      else server.chunks.set(path, how === 'cut short' ? sealed.slice(0, -1) : (other ?? sealed.slice(1)));
      return Promise.resolve(null);
    };
    await kiosk.addPage(id, jpeg(2 * CHUNK_BYTES));
    await until('the verdict', () => pageOf(clerk)?.state === 'damaged');
    expect(pageOf(clerk)?.data).toBeNull();
    expect(refusals).toEqual(['forged']);
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
      key: makePageKey(),
      parcel: ParcelId.parse(crypto.randomUUID()),
      preview: null,
    };
    const begin = { origin: 'scan', title: '', createdAt: 1 } as const;
    clerk.handleMessage(page, fromClerk);
    clerk.handleMessage({ ...page, page: 3 }, fromKiosk);
    clerk.handleMessage({ ...page, documentId: DocumentId.parse(crypto.randomUUID()) }, fromKiosk);
    clerk.handleMessage({ type: 'document.begin', documentId, ...begin }, fromClerk);
    expect(refusals).toEqual(['not-yours', 'too-many-pages', 'unknown-document', 'not-yours']);
    expect(await kiosk.addPage(documentId, jpeg(5))).toBe(0);
    await until('the page', () => pageOf(clerk)?.state === 'whole');
  });

  it('sends the small picture first of all, the one that the scanner made', async () => {
    let made = 0;
    const { kiosk, clerk, server } = pair(() => {
      made++;
      return Promise.resolve(null);
    });
    const id = kiosk.begin({ origin: 'scan', title: '見本' });
    const small = new Uint8Array(300).fill(9);
    const seen: unknown[] = [];
    clerk.subscribe(() => seen.push(pageOf(clerk)?.preview?.slice()));
    await kiosk.addPage(id, { ...jpeg(3 * CHUNK_BYTES), small });
    await until('the page', () => pageOf(clerk)?.state === 'whole');
    expect(made).toBe(0);
    expect(seen).toContainEqual(small);
    const parcels = server.asked.filter((each) => each.startsWith('PUT')).map((each) => each.split('/')[1]);
    expect(parcels).toHaveLength(4);
    expect(parcels.lastIndexOf(parcels[0])).toBe(0);
    // A page that fits into one chunk needs none.
    await kiosk.addPage(id, { ...jpeg(1_000), small });
    expect(server.asked.filter((each) => each.startsWith('PUT'))).toHaveLength(5);
  });

  it('shows the small picture of every page before any whole page, and lets it go with the page', async () => {
    const small = new Uint8Array(300).fill(9);
    const { kiosk, clerk, server } = pair(() => Promise.resolve(small.slice()));
    const seen: string[] = [];
    clerk.subscribe(() => {
      for (const { page, preview, state } of clerk.getSnapshot().documents[0]?.pages ?? []) {
        const what = state === 'whole' ? 'whole' : preview === null ? null : 'small';
        if (what !== null && !seen.includes(`${what} ${page}`)) seen.push(`${what} ${page}`);
      }
    });
    // The line is slow to begin, so that what goes first is a choice.
    const line = Promise.withResolvers<null>();
    server.instead = () => line.promise;
    const id = kiosk.begin({ origin: 'scan', title: '' });
    const added = [jpeg(9 * CHUNK_BYTES), jpeg(9 * CHUNK_BYTES)].map((page) => kiosk.addPage(id, page));
    await until('both pages to be announced', () => clerk.getSnapshot().documents[0]?.pages.length === 2);
    line.resolve(null);
    await Promise.all(added);
    await until('both pages', () => pageOf(clerk, 0)?.state === 'whole' && pageOf(clerk, 1)?.state === 'whole');
    expect(seen.slice(0, 2).sort()).toEqual(['small 0', 'small 1']);
    expect(pageOf(clerk, 0)?.preview).toBeNull();
  });

  it('gives a screen that comes later every page, with the keys from what was said', async () => {
    const { kiosk, said, server } = pair();
    const id = kiosk.begin({ origin: 'form', title: '' });
    await kiosk.addPage(id, jpeg(CHUNK_BYTES + 9, 5));
    await kiosk.complete(id);
    const later = listener(server);
    for (const message of said) later.handleMessage(message, { ...fromKiosk, replayed: true });
    await until('the page', () => pageOf(later)?.state === 'whole');
    expect(pageOf(later)?.data).toEqual(jpeg(CHUNK_BYTES + 9, 5).data);
  });

  it.each(SAMPLE_FILES.filter(({ problem }) => problem !== null))(
    'neither sends $name nor shows it, whatever the other end let through',
    async ({ mime, make, problem }) => {
      const file = { mime, data: await make() };
      const strict = pair(noPreview, inspectPage);
      const id = strict.kiosk.begin({ origin: 'file', title: '' });
      await expect(strict.kiosk.addPage(id, file)).rejects.toMatchObject({ reason: problem });
      expect(strict.server.chunks.size).toBe(0);

      const { kiosk, said, server } = pair();
      const documentId = kiosk.begin({ origin: 'file', title: '' });
      await kiosk.addPage(documentId, file);
      const careful = listener(server, inspectPage);
      const reasons: TrayRefusal[] = [];
      careful.on('refused', ({ reason }) => reasons.push(reason));
      for (const message of said) careful.handleMessage(message, fromKiosk);
      await until('the verdict', () => pageOf(careful)?.state === 'damaged');
      expect(pageOf(careful)).toMatchObject({ data: null, problem });
      expect(reasons).toEqual([problem]);
    },
  );

  it('keeps pages in the order in which they were given, however long each is looked at', async () => {
    const waits = [30, 1];
    const slow: InspectPage = async () => {
      await new Promise((resolve) => setTimeout(resolve, waits.shift()));
      return null;
    };
    const { kiosk } = pair(noPreview, slow);
    const id = kiosk.begin({ origin: 'scan', title: '' });
    expect(await Promise.all([kiosk.addPage(id, jpeg(10, 1)), kiosk.addPage(id, jpeg(10, 2))])).toEqual([0, 1]);
  });

  it('says so when the server has no more room', async () => {
    const { kiosk, server } = pair();
    server.instead = ({ method }) => Promise.resolve(method === 'PUT' ? { status: 507, code: 'limited' } : null);
    const id = kiosk.begin({ origin: 'file', title: '' });
    await expect(kiosk.addPage(id, jpeg(10))).rejects.toMatchObject({ reason: 'server-full' });
    server.instead = () => Promise.resolve(null);
    expect(await kiosk.addPage(id, jpeg(10))).toBe(0);
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

  it('goes on where a reload broke a page off, and puts other bytes in its place', async () => {
    const { kiosk, carrier, readers, said, server } = pair();
    const id = kiosk.begin({ origin: 'scan', title: '' });
    await kiosk.addPage(id, jpeg(10, 1));
    // The screen goes when half of the second page is with the server.
    const half = new Set<string>();
    server.instead = ({ method, place }) => {
      if (method === 'PUT') half.add(place);
      return half.size > 3 ? new Promise(() => undefined) : Promise.resolve(null);
    };
    void kiosk.addPage(id, jpeg(6 * CHUNK_BYTES, 2)).catch(() => undefined);
    await until('half a page', () => half.size > 3);
    carrier.close();
    server.instead = () => Promise.resolve(null);
    const receiver = listener(server);
    for (const message of said) receiver.handleMessage(message, fromKiosk);
    const say = (message: SessionMessage) => {
      said.push(message);
      receiver.handleMessage(message, fromKiosk);
      return Promise.resolve(1);
    };
    const inspect = () => null;
    const end = { sessionId: SESSION, self: KIOSK, say, readers, makePreview: noPreview, inspect };
    const screen = () => new Tray({ ...end, carrier: server.carrier(KIOSK) });
    const reloaded = screen();
    for (const message of [...said]) reloaded.handleMessage(message, ownAgain);
    expect((await reloaded.brokenOff()).map(({ documentId }) => documentId)).toEqual([id]);
    expect(pageOf(reloaded)?.state).toBe('whole');
    const announced = said.length;
    const before = server.asked.length;
    expect(await reloaded.addPage(id, jpeg(6 * CHUNK_BYTES, 2))).toBe(1);
    expect(said).toHaveLength(announced);
    const sentAgain = server.asked.slice(before).filter((each) => each.startsWith('PUT'));
    expect(sentAgain.length).toBeLessThan(5);
    await until('the second page', () => pageOf(receiver, 1)?.state === 'whole');
    expect(pageOf(receiver, 1)?.data).toEqual(jpeg(6 * CHUNK_BYTES, 2).data);

    // A third page is broken off; what comes next is another.
    server.instead = ({ method }) => (method === 'PUT' ? new Promise(() => undefined) : Promise.resolve(null));
    const asked = server.asked.length;
    void reloaded.addPage(id, jpeg(50, 3)).catch(() => undefined);
    await until('its announcement', () => pageOf(receiver, 2) !== undefined);
    // The former screen's chunk is under way for good: it must not get there after the reload.
    await until('its first chunk', () => server.asked.slice(asked).some((each) => each.startsWith('PUT')));
    server.instead = () => Promise.resolve(null);
    const third = screen();
    for (const message of [...said]) third.handleMessage(message, ownAgain);
    await third.brokenOff();
    expect(await third.addPage(id, jpeg(60, 4))).toBe(2);
    await third.complete(id);
    await until('the third page', () => pageOf(receiver, 2)?.state === 'whole');
    expect(pageOf(receiver, 2)?.data).toEqual(jpeg(60, 4).data);
    expect(receiver.getSnapshot().documents[0]).toMatchObject({ complete: true });
    expect(receiver.getSnapshot().documents[0]?.pages).toHaveLength(3);
  });

  it('overwrites pages that are removed', async () => {
    const { kiosk, clerk, server } = pair();
    const id = kiosk.begin({ origin: 'scan', title: '' });
    await kiosk.addPage(id, jpeg(100, 7));
    await until('the page', () => pageOf(clerk)?.state === 'whole');
    const bytes = [pageOf(kiosk)!.data!, pageOf(clerk)!.data!];
    await kiosk.remove(id);
    expect(clerk.getSnapshot().documents).toEqual([]);
    for (const data of bytes) expect(data.every((byte) => byte === 0)).toBe(true);
    expect(server.chunks.size).toBe(0);
  });
});
