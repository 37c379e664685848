import { afterEach, describe, expect, it } from '@jest/globals';
import { inspectPage } from '@mado/inspection';
import { jpegHead, pdf, png, SAMPLE_FILES, scannedPdf } from '@mado/inspection/testing';
import { MAX_TRAY_BYTES, ParticipantId, SessionId, Tray, type SessionMessage } from '@mado/signaling';
import { MemoryTray, SteadyReaders } from '@mado/signaling/testing';
import type { OpenPictures } from '@mado/sheets';
import { UnreadablePageError } from '@mado/sheets/sheet';
import { fileNotes } from '../state/file-desk.ts';
import { MAX_FILE_BYTES, PART_BYTES } from '../../contract/kept-files.ts';
import type { ClerkHost } from './clerk-host.ts';
import { FileKeeping } from './file-keeping.ts';
import { FileWork } from './file-work.ts';

const clerk = ParticipantId.parse('clerk');
const own = { seq: 1, from: clerk, to: null, own: true, replayed: true, epoch: 1 };

/** In the place of the browser's drawing: each page a small JPEG that says its file's size and its number. */
const drawn = (bytes: number, page: number) => {
  const jpeg = new Uint8Array(300);
  jpeg.set(jpegHead(bytes % 60_000, page + 1));
  return jpeg;
};
let pages = 3;
let released = 0;
const openPictures: OpenPictures = (_kind, { byteLength }) =>
  Promise.resolve({
    count: pages,
    draw: (page) => Promise.resolve(drawn(byteLength, page)),
    release() {
      released++;
    },
  });

/** What the host remembers of files, as its contract has it. */
class HostMemory {
  readonly files = new Map<string, { name: string; parts: Uint8Array[]; documentId: string | null }>();
  readonly dropped: string[] = [];

  keeping(history = Promise.resolve()): FileKeeping {
    return new FileKeeping({ call: this.#call as ClerkHost['call'] }, 's1', history);
  }

  readonly #call = (name: string, request: Record<string, unknown>): Promise<unknown> => {
    const fileId = String(request['fileId']);
    const file = this.files.get(fileId);
    switch (name) {
      case 'file.keep': {
        const kept = file ?? { name: String(request['name']), parts: [], documentId: null };
        kept.parts.push(request['part'] as Uint8Array);
        this.files.set(fileId, kept);
        return Promise.resolve({ kept: true });
      }
      case 'file.began':
        if (file !== undefined) file.documentId = String(request['documentId']);
        return Promise.resolve({});
      case 'file.kept': {
        const files = [...this.files].map(([id, { name: named, parts, documentId }]) => {
          const bytes = parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
          return { fileId: id, name: named, bytes, documentId };
        });
        return Promise.resolve({ files });
      }
      case 'file.part':
        return Promise.resolve({ part: file?.parts[Number(request['offset']) / PART_BYTES] });
      case 'file.drop':
        this.files.delete(fileId);
        this.dropped.push(fileId);
        return Promise.resolve({});
      default:
        return Promise.reject(new Error(name));
    }
  };
}

function desk(open: OpenPictures = openPictures) {
  const server = new MemoryTray();
  const said: SessionMessage[] = [];
  const screen = () => {
    let gone = false;
    const carrier = server.carrier(clerk);
    const tray = new Tray({
      sessionId: SessionId.parse('s1'),
      self: clerk,
      say: (message) => (gone ? new Promise<number>(() => undefined) : Promise.resolve(said.push(message))),
      carrier,
      readers: new SteadyReaders(),
      makePreview: () => Promise.resolve(null),
      inspect: inspectPage,
    });
    /** The screen goes, without a word to anybody. */
    const leave = () => {
      gone = true;
      carrier.close();
    };
    return { tray, leave };
  };
  const { tray, leave } = screen();
  const work = new FileWork({ inspect: inspectPage, openPictures: open });
  work.follow(tray);
  const notes = () => fileNotes(work.getSnapshot(), tray.getSnapshot().documents);
  return { server, said, screen, tray, leave, work, notes };
}

async function until(what: () => boolean): Promise<void> {
  const end = Date.now() + 15_000;
  while (!what()) {
    if (Date.now() > end) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

afterEach(() => {
  pages = 3;
  released = 0;
});

describe('files of this PC', () => {
  it('go into the tray one after the other, as pictures of their pages', async () => {
    const { tray, work, server } = desk();
    work.add([new File([await pdf(3)], '住民票の写し.pdf'), new File([png(9, 9)], 'photo.PNG')]);
    await until(() => work.getSnapshot().length === 0);
    const { documents } = tray.getSnapshot();
    expect(documents.map(({ title, origin, complete }) => ({ title, origin, complete }))).toEqual([
      { title: '住民票の写し', origin: 'file', complete: true },
      { title: 'photo', origin: 'file', complete: true },
    ]);
    expect(documents[0]?.pages.map(({ mime, state }) => `${mime} ${state}`)).toEqual(Array(3).fill('image/jpeg whole'));
    expect(server.chunks.size).toBe(6);
    expect(released).toBe(2);
  });

  it.each([
    ...SAMPLE_FILES.filter(({ problem }) => problem !== null),
    { name: 'a file of nothing', make: () => new Uint8Array(), problem: 'empty-file' },
  ])('$name: refused, and nothing of it is sent', async ({ make, problem }) => {
    const { work, notes, tray, server } = desk();
    work.add([new File([await make()], 'file.pdf')]);
    await until(() => notes()[0]?.kind === 'refused');
    expect(notes()).toEqual([expect.objectContaining({ title: 'file', problem })]);
    expect(tray.getSnapshot().documents).toEqual([]);
    expect(server.asked).toEqual([]);
    const [{ id } = { id: '' }] = notes();
    work.cancel(id);
    expect(notes()).toEqual([]);
  });

  it('may have 100 MB and 200 pages', async () => {
    const { work, tray } = desk();
    pages = 200;
    work.add([new File([await scannedPdf(200, MAX_FILE_BYTES - 1024 * 1024)], 'scan.pdf')]);
    await until(() => work.getSnapshot().length === 0);
    expect(tray.getSnapshot().documents[0]).toMatchObject({ complete: true });
    expect(tray.getSnapshot().documents[0]?.pages).toHaveLength(200);
  });

  it('are refused by their size before anything of them is read', async () => {
    const { work, notes } = desk();
    const large = new File([], 'film.pdf');
    Object.defineProperty(large, 'size', { value: MAX_FILE_BYTES + 1 });
    work.add([large]);
    await until(() => notes()[0]?.kind === 'refused');
    expect(notes()[0]).toMatchObject({ problem: 'file-too-large' });
  });

  it('that cannot be drawn, and those for which there is no room, are named with what to do', async () => {
    const broken = desk(() => Promise.reject(new UnreadablePageError('no')));
    broken.work.add([new File([png(9, 9)], 'a.png'), new File([await pdf(1)], 'b.pdf')]);
    await until(() => broken.notes().filter(({ kind }) => kind === 'refused').length === 2);
    expect(broken.notes()).toMatchObject([{ problem: 'picture-unreadable' }, { problem: 'pdf-unreadable' }]);

    const full = desk();
    full.server.instead = ({ method }) => Promise.resolve(method === 'PUT' ? { status: 507, code: 'limited' } : null);
    full.work.add([new File([await pdf(1)], 'c.pdf')]);
    await until(() => full.notes()[0]?.kind === 'refused');
    expect(full.notes()).toMatchObject([{ problem: 'server-full' }]);
    expect(full.tray.getSnapshot().documents).toEqual([]);
    expect(MAX_TRAY_BYTES).toBeGreaterThan(MAX_FILE_BYTES);
  });

  it('are called off in the middle, and what came of them is taken out again', async () => {
    const { work, notes, tray, server } = desk();
    server.instead = ({ method }) => (method === 'PUT' ? new Promise(() => undefined) : Promise.resolve(null));
    work.add([new File([await pdf(3)], 'a.pdf')]);
    await until(() => notes()[0]?.kind === 'adding' && tray.getSnapshot().documents[0]?.pages.length === 2);
    expect(notes()[0]).toMatchObject({ page: 0, pages: 3, fraction: 0 });
    work.cancel(work.getSnapshot()[0]?.id ?? '');
    await until(() => tray.getSnapshot().documents.length === 0);
    expect(notes()).toEqual([]);
    server.instead = () => Promise.resolve(null);
    work.add([new File([png(9, 9)], 'b.png')]);
    await until(() => tray.getSnapshot().documents[0]?.complete === true);
  });

  it('go on after a reload with the pages that are missing, when the same file is chosen again', async () => {
    const { work, tray, leave, server, said, screen } = desk();
    const file = await pdf(3);
    let puts = 0;
    server.instead = ({ method }) =>
      method === 'PUT' && ++puts > 1 ? new Promise(() => undefined) : Promise.resolve(null);
    work.add([new File([file], 'a.pdf')]);
    await until(() => tray.getSnapshot().documents[0]?.pages[0]?.state === 'whole');
    await until(() => puts > 1);
    leave();
    server.instead = () => Promise.resolve(null);
    const { tray: reloaded } = screen();
    for (const message of [...said]) reloaded.handleMessage(message, own);
    await reloaded.brokenOff();
    const again = new FileWork({ inspect: inspectPage, openPictures });
    again.follow(reloaded);
    const left = () => fileNotes(again.getSnapshot(), reloaded.getSnapshot().documents);
    expect(left()).toMatchObject([{ kind: 'broken-off', title: 'a', page: 1 }]);
    const before = reloaded.getSnapshot().documents[0]?.documentId;
    again.add([new File([file], 'a.pdf')]);
    await until(() => reloaded.getSnapshot().documents[0]?.complete === true);
    expect(reloaded.getSnapshot().documents[0]).toMatchObject({ documentId: before });
    expect(reloaded.getSnapshot().documents[0]?.pages.map(({ state }) => state)).toEqual(Array(3).fill('whole'));
    expect(left()).toEqual([]);
  });

  it('go on by themselves after a reload, once it is known what had been done', async () => {
    const host = new HostMemory();
    const { work, tray, leave, server, said, screen } = desk();
    work.follow(tray, host.keeping());
    let puts = 0;
    server.instead = ({ method }) =>
      method === 'PUT' && ++puts > 1 ? new Promise(() => undefined) : Promise.resolve(null);
    work.add([new File([await pdf(3)], '同意書.pdf'), new File([png(9, 9)], '写真.png')]);
    await until(() => tray.getSnapshot().documents[0]?.pages[0]?.state === 'whole' && puts > 1);
    await until(() => host.files.size === 2);
    leave();
    server.instead = () => Promise.resolve(null);

    const { tray: reloaded } = screen();
    let known: () => void = () => undefined;
    const history = new Promise<void>((resolve) => (known = resolve));
    const again = new FileWork({ inspect: inspectPage, openPictures });
    again.follow(reloaded, host.keeping(history));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(again.getSnapshot()).toEqual([]);
    for (const message of [...said]) reloaded.handleMessage(message, own);
    const before = reloaded.getSnapshot().documents[0]?.documentId;
    known();
    await until(() => reloaded.getSnapshot().documents.filter(({ complete }) => complete).length === 2);
    await until(() => again.getSnapshot().length === 0);
    const { documents } = reloaded.getSnapshot();
    expect(documents.map(({ title, pages: { length } }) => [title, length])).toEqual([
      ['同意書', 3],
      ['写真', 3],
    ]);
    expect(documents[0]).toMatchObject({ documentId: before });
    expect(host.files.size).toBe(0);
  });

  it('are not put into the tray twice when they were through and a former page did not come to forget them', async () => {
    const host = new HostMemory();
    const { work, tray } = desk();
    work.add([new File([png(9, 9)], 'a.png')]);
    await until(() => tray.getSnapshot().documents[0]?.complete === true);
    const documentId = tray.getSnapshot().documents[0]?.documentId ?? '';
    const fileId = crypto.randomUUID();
    host.files.set(fileId, { name: 'a.png', parts: [png(9, 9)], documentId });
    work.follow(tray, host.keeping());
    await until(() => host.dropped.includes(fileId));
    expect(tray.getSnapshot().documents).toHaveLength(1);
  });

  it('are not kept by the host any more when they are through, refused or called off', async () => {
    const host = new HostMemory();
    const { work, tray, notes, server } = desk();
    work.follow(tray, host.keeping());
    work.add([new File([png(9, 9)], 'a.png'), new File(['no picture'], 'b.png')]);
    await until(() => notes()[0]?.kind === 'refused');
    await until(() => host.dropped.length === 2);
    server.instead = () => new Promise(() => undefined);
    work.add([new File([png(9, 9)], 'c.png')]);
    await until(() => notes().some(({ kind }) => kind === 'adding') && host.files.size === 1);
    work.cancel(work.getSnapshot().at(-1)?.id ?? '');
    await until(() => host.files.size === 0);
    expect(host.dropped.length).toBeGreaterThanOrEqual(3);
  });

  it('are forgotten with the session', async () => {
    const { work, notes, tray, server } = desk();
    server.instead = () => new Promise(() => undefined);
    work.add([new File([await pdf(3)], 'a.pdf'), new File([png(9, 9)], 'b.png')]);
    await until(() => notes()[0]?.kind === 'adding');
    work.clear();
    tray.destroy();
    expect(notes()).toEqual([]);
    work.add([new File([png(9, 9)], 'c.png')]);
    expect(notes()).toEqual([]);
  });
});
