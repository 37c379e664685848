import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import * as fakeParameters from 'mediasoup-client/fakeParameters';
import type { CommandOutcome, DeviceCommand } from '../channel/index.ts';
import { DESK, OTHER_DESK, RealServer } from '../testing/real-server.ts';
import { Lines } from '../testing/node-socket.ts';
import { until } from '../testing/until.ts';
import { OfferId, type HandOverWay } from '../wire/index.ts';
import { ClerkClient } from './clerk-client.ts';
import { KioskClient } from './kiosk-client.ts';
import type { SessionClientOptions } from './session-client.ts';

const READ: DeviceCommand = { verb: 'card.read' };
const DONE: CommandOutcome = { ok: true, documentId: null, pages: 1 };
const CANCELLED: CommandOutcome = { ok: false, fault: 'cancelled', documentId: null, pages: 0 };

let server: RealServer;
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

function open<C extends KioskClient | ClerkClient>(
  Client: new (options: SessionClientOptions) => C,
  who: 'kiosk' | 'clerk' | 'colleague',
): C {
  const handlerFactory = FakeHandler.createFactory(fakeParameters);
  const client = new Client({ ...server.client(who, new Lines()), forceTcp: false, handlerFactory });
  opened.push(client);
  client.connect();
  return client;
}

it('the booth does for a guest nothing, for whoever took over what they ask, and for the one before nothing more', async () => {
  const kiosk = open(KioskClient, 'kiosk');
  const clerk = open(ClerkClient, 'clerk');
  const colleague = open(ClerkClient, 'colleague');
  await until('all online', () => [kiosk, clerk, colleague].every((c) => c.signaling.state.phase === 'online'));
  await Promise.all([clerk.watch(), colleague.watch()]);
  const { id } = await kiosk.checkIn(DESK, null);
  await clerk.admit(id);
  await until('both to enter', () => [kiosk, clerk].every(({ place }) => place?.channel.restored === true));
  await Promise.all([kiosk.confirmJoined(), clerk.confirmJoined()]);
  const did: string[] = [];
  const nameOf = (who: string) => (who === clerk.place?.participantId ? 'clerk' : 'colleague');
  kiosk.place!.commands.setExecutor(({ verb }, { from }) => {
    did.push(`${verb} for the ${nameOf(from)}`);
    return Promise.resolve(DONE);
  });
  const asks = async (way: HandOverWay) => {
    await clerk.offer(OTHER_DESK, way, OfferId.parse(crypto.randomUUID()));
    const offer = await until('the offer', () => colleague.offers.getSnapshot()[0]);
    await colleague.accept(offer);
    await until('the colleague to enter', () => colleague.place?.channel.restored === true);
  };
  const orders = (who: ClerkClient) => who.place!.commands.start(READ, kiosk.place!.participantId).outcome;

  await asks('call-in');
  expect(await orders(colleague)).toEqual(CANCELLED);
  expect(await orders(clerk)).toEqual(DONE);
  expect(did).toEqual(['card.read for the clerk']);
  await colleague.depart();
  await until('the guest to be gone', () => kiosk.session?.participants.length === 2);

  // Two clerks aside: the one who asked is in charge until it is over.
  await asks('warm');
  expect(await orders(colleague)).toEqual(CANCELLED);
  await clerk.complete();
  await until('the kiosk to know', () => kiosk.session?.course.inCharge === colleague.place?.participantId);
  expect(await orders(colleague)).toEqual(DONE);
  // The first one's device has no way to the booth any more, whatever its screen would say.
  const late = { sessionId: id, key: crypto.randomUUID(), to: null, payload: Uint8Array.of(1), echo: false };
  await expect(clerk.signaling.request('channel.send', late)).rejects.toThrow('not-found');
  expect(did).toEqual(['card.read for the clerk', 'card.read for the colleague']);
  await colleague.finish();
});
