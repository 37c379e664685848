import { afterEach, describe, expect, it } from '@jest/globals';
import { CHUNK_BYTES, ParcelOpener, makePageKey, type ParcelPlace } from '@mado/e2ee';
import { CLERK, KIOSK, SESSION } from '../testing/fake-relay.ts';
import { MemoryTray } from '../testing/memory-tray.ts';
import { SteadyReaders } from '../testing/steady-readers.ts';
import { until } from '../testing/until.ts';
import type { ParcelCarrier } from '../parcel/index.ts';
import type { ParticipantId } from '../wire/index.ts';
import { ParcelId } from '../wire/index.ts';
import type { SessionMessage } from './content.ts';
import { MAX_PAGE_BYTES } from './content.ts';
import { readContent, writeContent } from './envelope.ts';
import type { Announcement } from './page-work.ts';
import type { MessageInfo } from './session-channel.ts';
import type { TrayRefusal } from './tray-refusal.ts';
import { Tray } from './tray.ts';

const fromKiosk: MessageInfo = { seq: 1, from: KIOSK, to: null, own: false, replayed: false, epoch: 1 };
const SENDER = { sessionId: SESSION, participantId: KIOSK };
const jpeg = (bytes: number, fill: number) => ({ mime: 'image/jpeg' as const, data: new Uint8Array(bytes).fill(fill) });
const never = () => new Promise<never>(() => undefined);

const carriers: ParcelCarrier[] = [];
afterEach(() => {
  for (const carrier of carriers.splice(0)) carrier.close();
});

/** A booth that sends, a clerk who stays, and all bytes that ever came to the server. */
function session() {
  const server = new MemoryTray();
  const carrierOf = (self: ParticipantId) => {
    const carrier = server.carrier(self);
    carriers.push(carrier);
    return carrier;
  };
  const readers = new SteadyReaders();
  const said: SessionMessage[] = [];
  const heard: number[] = [];
  const put: { readonly place: string; readonly sealed: Uint8Array<ArrayBuffer> }[] = [];
  let tries = 0;
  const makePreview = () => {
    tries++;
    return Promise.resolve(null);
  };
  const ends = { sessionId: SESSION, makePreview, inspect: () => null };
  const clerk = new Tray({
    ...{ ...ends, self: CLERK, readers: new SteadyReaders(), carrier: carrierOf(CLERK) },
    say: () => Promise.resolve(1),
  });
  clerk.on('page', (_document, { page }) => heard.push(page));
  const screen = () => {
    const carrier = carrierOf(KIOSK);
    const say = (message: SessionMessage) => {
      clerk.handleMessage(message, fromKiosk);
      return Promise.resolve(said.push(message));
    };
    return { carrier, tray: new Tray({ ...ends, self: KIOSK, readers, carrier, say }) };
  };
  /** How many chunks of pages that were told so far get through before the line is stuck. */
  const stuckAfter = (chunks: number) => {
    let left = chunks;
    server.instead = ({ method }) => (method === 'PUT' && left-- <= 0 ? never() : Promise.resolve(null));
  };
  const flow = () => {
    server.instead = ({ method, place, body }) => {
      if (method === 'PUT' && body !== null) put.push({ place, sealed: body.slice() });
      return Promise.resolve(null);
    };
  };
  return { server, readers, said, heard, put, clerk, screen, stuckAfter, flow, tries: () => tries };
}

const pageOf = (tray: Tray, page: number) => tray.getSnapshot().documents[0]?.pages[page];
const announcements = (said: readonly SessionMessage[]): Announcement[] =>
  said.flatMap((message) => (message.type === 'document.page' ? [message] : []));

/** How many of the sealed chunks open with what was told, at any place that was ever announced. */
async function opened(
  put: readonly { readonly place: string; readonly sealed: Uint8Array<ArrayBuffer> }[],
  told: readonly SessionMessage[],
  said: readonly SessionMessage[],
): Promise<number> {
  const keys = told.flatMap((message) => ('key' in message && message.key instanceof Uint8Array ? [message.key] : []));
  const places = announcements(said).flatMap(({ documentId, page, parcel, bytes, preview }): ParcelPlace[] => {
    const at = { sender: SENDER, documentId, page };
    const whole: ParcelPlace = { ...at, part: 'page', parcelId: parcel, bytes };
    if (preview === null) return [whole];
    return [whole, { ...at, part: 'preview', parcelId: preview.parcel, bytes: preview.bytes }];
  });
  let count = 0;
  for (const { place, sealed } of put) {
    const [, parcel = '', chunk = ''] = place.split('/');
    const tries = places
      .filter(({ parcelId }) => parcelId === parcel)
      .flatMap((at) => keys.map((key) => ({ at, key })));
    for (const { at, key } of tries) {
      const plain = await (await ParcelOpener.of(new Uint8Array(key), at)).open(Number(chunk), sealed);
      if (plain !== null) count++;
    }
  }
  return count;
}

describe('when somebody is taken out in the middle of a document', () => {
  it('they open nothing that is sent from then on, and everybody else gets each page once', async () => {
    const { server, readers, said, heard, put, clerk, screen, stuckAfter, flow, tries } = session();
    const { tray } = screen();
    const id = tray.begin({ origin: 'scan', title: '見本' });
    await tray.addPage(id, { ...jpeg(3 * CHUNK_BYTES, 1), small: new Uint8Array(300).fill(9) });
    stuckAfter(4);
    const small = new Uint8Array(300).fill(8);
    const added = [jpeg(6 * CHUNK_BYTES, 2), jpeg(7 * CHUNK_BYTES, 3)].map((page) =>
      tray.addPage(id, { ...page, small }),
    );
    await until('both to be announced and stuck', () => announcements(said).length === 3 && server.chunks.size >= 8);
    const had = new Set(server.chunks.keys());

    readers.hold();
    const told = [...said];
    flow();
    added.push(tray.addPage(id, jpeg(2 * CHUNK_BYTES, 4)));
    const ended = tray.complete(id);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(put).toEqual([]);
    expect([...server.chunks.keys()].filter((place) => !had.has(place))).toEqual([]);
    expect(said).toEqual(told);
    // Nor does it try over and over.
    expect(tries()).toBe(0);

    readers.gone();
    expect(await Promise.all(added)).toEqual([1, 2, 3]);
    await ended;
    await until('every page', () => [0, 1, 2, 3].every((page) => pageOf(clerk, page)?.state === 'whole'));
    expect(heard.toSorted()).toEqual([0, 1, 2, 3]);
    const lengths = [3, 6, 7, 2].map((chunks) => chunks * CHUNK_BYTES);
    expect(clerk.getSnapshot().documents[0]).toMatchObject({ complete: true });
    lengths.forEach((bytes, page) => {
      const { data } = jpeg(bytes, page + 1);
      expect(Buffer.compare(pageOf(clerk, page)?.data ?? new Uint8Array(), data)).toBe(0);
    });
    expect(put.length).toBeGreaterThanOrEqual(6 + 7 + 2);
    expect(await opened(put, told, said)).toBe(0);
    // The search finds what there is to find.
    expect(await opened(put, said, said)).toBe(put.length);
    // What was announced before and never got through lies nowhere any more.
    const lying = new Set([...server.chunks.keys()].map((place) => place.split('/')[1]));
    for (const { parcel } of announcements(told).slice(1)) expect(lying).not.toContain(parcel);
  });

  it('it is the same when this end hears of it only when it has happened, and what the server has is not sent again', async () => {
    const { readers, said, put, clerk, screen, stuckAfter, flow } = session();
    const { tray } = screen();
    const id = tray.begin({ origin: 'scan', title: '' });
    await tray.addPage(id, jpeg(2 * CHUNK_BYTES, 1));
    stuckAfter(2);
    const added = tray.addPage(id, jpeg(5 * CHUNK_BYTES, 2));
    await until('its announcement', () => announcements(said).length === 2);
    const told = [...said];
    flow();
    readers.gone();
    await added;
    await until('the page', () => pageOf(clerk, 1)?.state === 'whole');
    expect(announcements(said).map(({ page }) => page)).toEqual([0, 1, 1]);
    expect(put).toHaveLength(5);
    expect(await opened(put, told, said)).toBe(0);
  });

  it('a screen that was reloaded meanwhile does not go on under the key that they have', async () => {
    const { readers, said, put, clerk, screen, stuckAfter, flow } = session();
    const former = screen();
    const id = former.tray.begin({ origin: 'scan', title: '' });
    stuckAfter(3);
    void former.tray.addPage(id, jpeg(6 * CHUNK_BYTES, 1)).catch(() => undefined);
    await until('some of it', () => (pageOf(clerk, 0)?.received ?? 0) > 0);
    former.carrier.close();
    const told = [...said];
    readers.gone();
    flow();
    const { tray } = screen();
    for (const message of told) tray.handleMessage(message, { ...fromKiosk, own: true, replayed: true });
    await tray.brokenOff();
    expect(await tray.addPage(id, jpeg(6 * CHUNK_BYTES, 1))).toBe(0);
    await until('the page', () => pageOf(clerk, 0)?.state === 'whole');
    expect(put).toHaveLength(6);
    expect(await opened(put, told, said)).toBe(0);
  });
});

describe('an announcement', () => {
  it.each([
    ['empty-page', { bytes: 0 }],
    ['page-too-large', { bytes: MAX_PAGE_BYTES + 1 }],
    ['page-too-large', { bytes: Number.MAX_SAFE_INTEGER }],
  ] as const)('of what can be no page (%s, %p) shows a page that is withheld, and why', async (reason, wrong) => {
    const { clerk, screen } = session();
    const { tray } = screen();
    const refused: TrayRefusal[] = [];
    clerk.on('refused', (one) => refused.push(one.reason));
    const documentId = tray.begin({ origin: 'scan', title: '' });
    await until('the document', () => clerk.getSnapshot().documents.length === 1);
    const right: Announcement = {
      type: 'document.page',
      ...{ documentId, page: 0, bytes: 10, sha256: new Uint8Array(32), key: makePageKey(), preview: null },
      mime: 'image/png',
      parcel: ParcelId.parse(crypto.randomUUID()),
    };
    // As it comes out of the channel at the other end.
    const read = readContent(writeContent({ ...right, ...wrong }));
    if (!read.ok) throw new Error(read.fault);
    clerk.handleMessage(read.message, fromKiosk);
    expect(refused).toEqual([reason]);
    expect(pageOf(clerk, 0)).toMatchObject({ state: 'damaged', problem: reason, data: null });
    // It takes no room: a right one comes in its place.
    await tray.addPage(documentId, jpeg(20, 1));
    await until('the page', () => pageOf(clerk, 0)?.state === 'whole');
  });
});
