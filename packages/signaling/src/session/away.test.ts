import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import * as fakeParameters from 'mediasoup-client/fakeParameters';
import { Lines } from '../testing/node-socket.ts';
import { DESK, RealServer } from '../testing/real-server.ts';
import { until } from '../testing/until.ts';
import { GONE_AFTER_SECONDS } from '../wire/index.ts';
import { ClerkClient } from './clerk-client.ts';
import { KioskClient } from './kiosk-client.ts';

const handlerFactory = FakeHandler.createFactory(fakeParameters);

let server: RealServer;
const opened: (KioskClient | ClerkClient)[] = [];

beforeAll(async () => {
  server = await RealServer.start();
});
afterAll(async () => {
  await server.close();
});
afterEach(() => {
  jest.restoreAllMocks();
  for (const client of opened.splice(0)) client.close();
});

/** Both ends in one admitted session, each on lines of its own, with a page of the booth's in the tray. */
async function talking() {
  const lines = { kiosk: new Lines(), clerk: new Lines() };
  const kiosk = new KioskClient({ ...server.client('kiosk', lines.kiosk), forceTcp: false, handlerFactory });
  const clerk = new ClerkClient({ ...server.client('clerk', lines.clerk), forceTcp: false, handlerFactory });
  opened.push(kiosk, clerk);
  for (const client of opened) client.connect();
  await until('both online', () => [kiosk, clerk].every((c) => c.signaling.state.phase === 'online'));
  await clerk.watch();
  const { id } = await kiosk.checkIn(DESK, null);
  await until('the entry', () => clerk.waiting.getSnapshot().some(({ session }) => session.id === id));
  await clerk.prepare(id);
  await clerk.admit(id);
  await until('both to be in', () => [kiosk, clerk].every((c) => c.place?.channel.restored === true));
  const { tray } = kiosk.place!;
  const documentId = tray.begin({ origin: 'scan', title: '見本' });
  await tray.addPage(documentId, { mime: 'image/png', data: new Uint8Array(50_000).fill(7) });
  await tray.complete(documentId);
  const arrived = await until('the page', () => {
    const page = clerk.place!.tray.getSnapshot().documents[0]?.pages[0];
    return page?.state === 'whole' && page;
  });
  const own = tray.getSnapshot().documents[0]!.pages[0]!;
  return { id, lines, kiosk, clerk, pages: { kiosk: own.data!, clerk: arrived.data! } };
}

describe('an end whose line stays away', () => {
  it.each(['kiosk', 'clerk'] as const)(
    'the %s destroys keys and pages by itself, and does not go back into the session that the server still holds',
    async (who) => {
      const scene = await talking();
      const [end, line] = [scene[who], scene.lines[who]];
      const place = end.place!;
      const sealed = await place.seal.seal(Uint8Array.of(1), 'test');
      expect((await place.seal.open(sealed, true)).ok).toBe(true);
      const happened: string[] = [];
      end.on('ended', ({ endReason }) => happened.push(`ended: ${String(endReason)}`));
      end.on('gone', () => happened.push('gone'));
      end.on('session', (session) => happened.push(session?.state ?? 'none'));
      line.unplugged = true;
      line.cut();
      await until('the line to be missed', () => end.signaling.state.phase === 'reconnecting');
      happened.length = 0;
      const { now } = Date;
      const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + (GONE_AFTER_SECONDS + 1) * 1000);
      await until('the end', () => happened.includes('gone'), 10_000);
      clock.mockRestore();
      expect(happened).toEqual(['ended', 'ended: abandoned', 'none', 'gone']);
      expect(end.place).toBeNull();
      // What was sealed before is lost for good, to this end as well.
      await expect(place.seal.seal(Uint8Array.of(1), 'test')).rejects.toThrow();
      expect((await place.seal.open(sealed, true)).ok).toBe(false);
      expect(scene.pages[who].every((byte) => byte === 0)).toBe(true);
      expect(place.tray.getSnapshot().documents).toEqual([]);

      // The server has shorter days here: it would have given the place back.
      happened.length = 0;
      const confirmed = end.confirmErased(scene.id);
      line.unplugged = false;
      await confirmed;
      expect(end.session).toBeNull();
      expect(end.place).toBeNull();
      expect(happened.filter((each) => each !== 'ended' && each !== 'none')).toEqual([]);
      const other = who === 'kiosk' ? scene.clerk : scene.kiosk;
      await until('the other end to hear', () => other.session?.state === 'ended');
      expect(other.session?.endReason).toBe('abandoned');
      await other.confirmErased(scene.id);
    },
  );

  it('comes back in time to the session as it was', async () => {
    const { kiosk, clerk, lines, id } = await talking();
    const { place } = kiosk;
    lines.kiosk.cut();
    await until('the line to be missed', () => kiosk.signaling.state.phase === 'reconnecting');
    await until('the line', () => kiosk.signaling.state.phase === 'online');
    expect(kiosk.place).toBe(place);
    expect(kiosk.session?.state).toBe('admitted');
    await clerk.finish();
    await until('the end', () => kiosk.session?.state === 'ended');
    await Promise.all([kiosk.confirmErased(id), clerk.confirmErased(id)]);
  });
});
