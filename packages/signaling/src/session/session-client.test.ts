import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import * as fakeParameters from 'mediasoup-client/fakeParameters';
import type { SessionMessage } from '../channel/index.ts';
import { DESK, RealServer } from '../testing/real-server.ts';
import { Lines } from '../testing/node-socket.ts';
import { until } from '../testing/until.ts';
import { ClerkClient } from './clerk-client.ts';
import { KioskClient } from './kiosk-client.ts';

const handlerFactory = FakeHandler.createFactory(fakeParameters);

let server: RealServer;
let lines: { kiosk: Lines; clerk: Lines };
let kiosk: KioskClient;
let clerk: ClerkClient;
const opened: (KioskClient | ClerkClient)[] = [];

beforeAll(async () => {
  server = await RealServer.start();
});
afterAll(async () => {
  await server.close();
});
afterEach(() => {
  for (const client of opened.splice(0)) client.close();
});

function openKiosk(): KioskClient {
  const client = new KioskClient({ ...server.client('kiosk', lines.kiosk), forceTcp: false, handlerFactory });
  opened.push(client);
  client.connect();
  return client;
}
function openClerk(): ClerkClient {
  const client = new ClerkClient({ ...server.client('clerk', lines.clerk), forceTcp: false, handlerFactory });
  opened.push(client);
  client.connect();
  return client;
}

/** Both ends in one admitted session. */
async function seat(): Promise<void> {
  lines = { kiosk: new Lines(), clerk: new Lines() };
  kiosk = openKiosk();
  clerk = openClerk();
  await until('both online', () => [kiosk, clerk].every((c) => c.signaling.state.phase === 'online'));
  await clerk.watch();
  const { id } = await kiosk.checkIn(DESK, null);
  await until('the entry in the waiting list', () =>
    clerk.waiting.getSnapshot().some(({ session }) => session.id === id),
  );
  await clerk.prepare(id);
  await clerk.admit(id);
  await until('the kiosk to enter', () => kiosk.place?.channel.restored === true);
  await until('the clerk to enter', () => clerk.place?.channel.restored === true);
}

async function endAndErase(): Promise<void> {
  await clerk.finish();
  await until('the kiosk to learn of the end', () => kiosk.session?.state === 'ended');
  const { id } = kiosk.session!;
  await Promise.all([kiosk.confirmErased(id), clerk.confirmErased(id)]);
  expect(kiosk.place).toBeNull();
  expect(clerk.session).toBeNull();
}

/** Notes the revisions of all form values that arrive at the kiosk. */
function notedRevisions(): number[] {
  const revisions: number[] = [];
  kiosk.place!.channel.on('message', (message: SessionMessage) => {
    if (message.type === 'form.values') revisions.push(message.revision);
  });
  return revisions;
}

describe('a still of the citizen in the waiting room', () => {
  it('comes to the clerk who looks at their ticket, sealed, and the booth hears whose eyes it was for', async () => {
    lines = { kiosk: new Lines(), clerk: new Lines() };
    kiosk = openKiosk();
    clerk = openClerk();
    await until('both online', () => [kiosk, clerk].every((c) => c.signaling.state.phase === 'online'));
    await clerk.watch();
    const { id } = await kiosk.checkIn(DESK, null);
    const jpeg = Uint8Array.from({ length: 2000 }, (_, at) => at % 256);
    const looked: string[] = [];
    kiosk.on('looked', ({ by }) => looked.push(by));
    let questions = 0;
    kiosk.signaling.on('still.asked', () => (questions += 1));
    expect(await clerk.still()).toEqual({ kind: 'none' });
    const unprepared = clerk.signaling.request('still.ask', { sessionId: id, asked: Uint8Array.of(1) });
    await expect(unprepared).rejects.toThrow('not-found');
    await clerk.prepare(id);

    // A booth without a picture gives no answer; whoever asks anew no longer waits for it.
    const first = clerk.still();
    await until('the question at the kiosk', () => questions === 1);
    kiosk.showStills(() => Promise.resolve(jpeg));
    expect(await clerk.still()).toEqual({ kind: 'picture', jpeg });
    expect(await first).toEqual({ kind: 'none' });
    expect(looked).toEqual([clerk.getSnapshot().identity?.name]);

    // What is no question of a city's clerk is named and answered with nothing.
    void clerk.signaling.request('still.ask', { sessionId: id, asked: Uint8Array.of(1, 2, 3) }).catch(() => undefined);
    await until('the fault at the kiosk', () =>
      (kiosk.place?.seal.getSnapshot().faults ?? []).some(({ part }) => part === 'still'),
    );

    await clerk.admit(id);
    const late = clerk.signaling.request('still.ask', { sessionId: id, asked: Uint8Array.of(1) });
    await expect(late).rejects.toThrow('not-found');
    expect(looked).toHaveLength(1);
    await endAndErase();
  });
});

describe('a session over the real server', () => {
  it('goes from check-in to erasure', async () => {
    await seat();
    expect(kiosk.session?.ticket).toBeGreaterThan(0);
    expect(clerk.session?.participants).toHaveLength(2);
    await kiosk.confirmJoined();
    await clerk.confirmJoined();
    await until('active', () => kiosk.session?.state === 'active' && clerk.session?.state === 'active');
    const ended: string[] = [];
    kiosk.on('ended', () => ended.push('kiosk'));
    clerk.on('ended', () => ended.push('clerk'));
    await endAndErase();
    expect(ended.sort()).toEqual(['clerk', 'kiosk']);
  });

  it('says that it is erased only when the server was told, and tells it again after a failure', async () => {
    await seat();
    await clerk.finish();
    await until('the kiosk to learn of the end', () => kiosk.session?.state === 'ended');
    const { id } = kiosk.session!;
    await clerk.confirmErased(id);
    kiosk.signaling.close();
    await expect(kiosk.confirmErased(id)).rejects.toThrow();
    expect(kiosk.place).toBeNull();
    kiosk.connect();
    await kiosk.confirmErased(id);
    // Nothing of it came back with the new line.
    expect(kiosk.session).toBeNull();
    const { session } = await clerk.signaling.request('session.erased', { sessionId: id });
    expect(session.state).toBe('erased');
  });

  it('leaves the session that began meanwhile alone', async () => {
    await seat();
    const { id: first } = kiosk.session!;
    await endAndErase();
    const second = await kiosk.checkIn(DESK, null);
    await kiosk.confirmErased(first);
    expect(kiosk.session?.id).toBe(second.id);
    await kiosk.leave();
    await kiosk.confirmErased(second.id);
  });

  it('keeps two hundred messages in order while both lines are cut again and again', async () => {
    await seat();
    const revisions = notedRevisions();
    const sent: Promise<number>[] = [];
    for (let revision = 1; revision <= 200; revision++) {
      sent.push(
        clerk.place!.channel.send({ type: 'form.values', revision, values: { n: 'x' }, papers: [], origins: {} }),
      );
      if (revision % 40 === 0) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        (revision % 80 === 0 ? lines.clerk : lines.kiosk).cut();
      }
    }
    const places = await Promise.all(sent);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    await until('all to arrive', () => revisions.length >= 200, 20_000);
    expect(revisions).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
    await endAndErase();
  });

  it('carries a page of 5 MB over a line that breaks in the middle', async () => {
    await seat();
    const data = new Uint8Array(5 * 1024 * 1024);
    for (let i = 0; i < data.length; i++) data[i] = (i * 2_654_435_761) >>> 13;
    const { tray } = kiosk.place!;
    const documentId = tray.begin({ origin: 'scan', title: '見本' });
    const added = tray.addPage(documentId, { mime: 'image/jpeg', data });
    await until(
      'a part of the page',
      () => (clerk.place!.tray.getSnapshot().documents[0]?.pages[0]?.received ?? 0) > 500_000,
    );
    lines.kiosk.cut();
    await until('the kiosk to be back', () => kiosk.signaling.state.phase === 'online');
    lines.clerk.cut();
    expect(await added).toBe(0);
    await tray.complete(documentId);
    const page = await until('the page', () => {
      const document = clerk.place!.tray.getSnapshot().documents[0];
      return document?.complete === true && document.pages[0]?.state === 'whole' && document.pages[0];
    });
    expect(Buffer.compare(page.data!, data)).toBe(0);
    await endAndErase();
    // The buffers are overwritten, not only let go of.
    expect(page.data!.every((byte) => byte === 0)).toBe(true);
  });

  it('gives a reloaded screen its tray, values, commands and phrases back, and executes nothing twice', async () => {
    await seat();
    const executed: string[] = [];
    const items = { name: '窓野　花子', address: '窓野市中央通', birthDate: '1944-05-12', sex: '女' } as const;
    kiosk.place!.commands.setExecutor(async (command, { commandId, from, progress }) => {
      executed.push(command.verb);
      progress({ fraction: 0.5, pages: 1, fault: null });
      if (command.verb === 'card.read') {
        await kiosk.noteCardRead(commandId, 'read');
        await kiosk.place!.cards.tell(commandId, items, from);
      }
      return { ok: true, documentId: null, pages: 1 };
    });
    const handle = clerk.place!.commands.start({ verb: 'volume.set', level: 0.5 });
    expect(await handle.outcome).toMatchObject({ ok: true });
    const card = clerk.place!.commands.start({ verb: 'card.read' });
    expect(await card.outcome).toMatchObject({ ok: true });
    expect(clerk.place!.cards.getSnapshot()).toMatchObject({ commandId: card.commandId, items });
    clerk.place!.form.set({ values: { 'applicant.name': '髙橋' } });
    await clerk.place!.notices.say('checking-papers');
    await kiosk.place!.signals.press('slower');
    const { tray } = kiosk.place!;
    const documentId = tray.begin({ origin: 'scan', title: '見本' });
    await tray.addPage(documentId, { mime: 'image/png', data: new Uint8Array(100_000).fill(7) });
    await tray.complete(documentId);

    // Another screen of the same kiosk: what a reload is.
    const before = kiosk;
    kiosk = openKiosk();
    kiosk.on('session', () => {
      kiosk.place?.commands.setExecutor((command) => {
        executed.push(command.verb);
        return Promise.resolve({ ok: true, documentId: null, pages: 0 });
      });
    });
    await until('the history', () => kiosk.place?.channel.restored === true);
    await until('the former screen to know', () => before.signaling.state.phase === 'replaced');
    expect(executed).toEqual(['volume.set', 'card.read']);
    // What was read does not come back to the booth.
    expect(kiosk.place!.cards.getSnapshot()).toBeNull();
    expect(kiosk.place!.form.getSnapshot().values).toEqual({ 'applicant.name': '髙橋' });
    expect(kiosk.place!.notices.getSnapshot()?.notice).toBe('checking-papers');
    expect(kiosk.place!.signals.getSnapshot().map(({ signal }) => signal)).toEqual(['slower']);
    const document = await until('the page', () => {
      const [first] = kiosk.place!.tray.getSnapshot().documents;
      return first?.pages[0]?.state === 'whole' && first;
    });
    expect(document).toMatchObject({ own: true, complete: true });
    expect(document.pages[0]!.data!.every((byte) => byte === 7)).toBe(true);

    // The clerk's screen too.
    clerk = openClerk();
    await until('the history', () => clerk.place?.channel.restored === true);
    const command = clerk.place!.commands.getSnapshot().commands[0]!;
    expect(command.phase.name).toBe('done');
    expect(await clerk.place!.commands.handle(command.commandId)!.outcome).toMatchObject({ ok: true });
    expect(clerk.place!.cards.getSnapshot()).toMatchObject({ commandId: card.commandId, items });
    clerk.place!.form.patch({ 'applicant.kana': 'タカハシ' });
    await until('the new values', () => kiosk.place!.form.getSnapshot().values['applicant.kana'] === 'タカハシ');
    await endAndErase();
  });

  it('survives the death of the server', async () => {
    await seat();
    const revisions = notedRevisions();
    await clerk.place!.channel.send({ type: 'form.values', revision: 1, values: {}, papers: [], origins: {} });
    await until('the first', () => revisions.length === 1);
    const data = new Uint8Array(3 * 1024 * 1024).map((_, at) => at % 251);
    const { tray } = kiosk.place!;
    const documentId = tray.begin({ origin: 'scan', title: '' });
    const added = tray.addPage(documentId, { mime: 'image/jpeg', data });
    const arriving = () => clerk.place!.tray.getSnapshot().documents[0]?.pages[0];
    await until('a part of the page', () => (arriving()?.received ?? 0) > 200_000);
    await server.kill();
    await until('both to notice', () => [kiosk, clerk].every((c) => c.signaling.state.phase === 'reconnecting'));
    const later = clerk.place!.channel.send({ type: 'form.values', revision: 2, values: {}, papers: [], origins: {} });
    await server.up();
    await later;
    await until('the second', () => revisions.length === 2, 15_000);
    expect(revisions).toEqual([1, 2]);
    // The page goes on where it stopped, with a new token.
    expect(await added).toBe(0);
    await until('the page', () => arriving()?.state === 'whole', 15_000);
    expect(Buffer.compare(arriving()!.data!, data)).toBe(0);
    await endAndErase();
  });

  // Last: the kiosk does not come back.
  it('a revoked booth is out at once: its session ends, and nothing more is sealed for it', async () => {
    await seat();
    await until('two members', () => clerk.place?.seal.getSnapshot().members.length === 2);
    await server.revoke('kiosk');
    await until('the kiosk to be refused', () => kiosk.signaling.state.phase === 'refused');
    expect(kiosk.signaling.state).toMatchObject({ code: 'certificate-revoked' });
    await until('the end', () => clerk.session?.state === 'ended');
    // The end may come before the new keys do; until they are there, sealing is held.
    await until('the hold, or the group without it', () => {
      const { phase, members } = clerk.place!.seal.getSnapshot();
      return phase === 'held' || members.length === 1;
    });
  });
});
