import { afterEach, describe, expect, it } from '@jest/globals';
import { CHUNK_BYTES, signerOf } from '@mado/e2ee';
import { City } from '@mado/e2ee/testing';
import type { Requester } from '../client/index.ts';
import { FakeMedia, fakeTrack } from '../testing/fake-media.ts';
import { CLERK, COLLEAGUE, FakeRelay, KIOSK, SESSION, requester } from '../testing/fake-relay.ts';
import { MemoryTray } from '../testing/memory-tray.ts';
import { until } from '../testing/until.ts';
import { CommandSender } from '../channel/command-sender.ts';
import type { Participant, ParticipantId } from '../wire/index.ts';
import { DeviceId } from '../wire/index.ts';
import { SessionPlace } from './session-place.ts';

const DEVICES = new Map([
  [KIOSK, 'kiosk-1'],
  [CLERK, 'clerk-1'],
  [COLLEAGUE, 'clerk-2'],
]);
const page = (chunks: number, fill = 1) =>
  ({ mime: 'image/jpeg', data: new Uint8Array(chunks * CHUNK_BYTES).fill(fill) }) as const;
const pause = () => new Promise((resolve) => setTimeout(resolve, 60));

const places: SessionPlace[] = [];
afterEach(() => {
  for (const place of places.splice(0)) place.destroy();
});

/** A booth, whose media the test breaks and mends, and two clerks in one session; a server in memory. */
async function three() {
  const city = new City();
  city.now = Date.now();
  const relay = new FakeRelay();
  const server = new MemoryTray();
  const media = new FakeMedia();
  media.addProducer('audio');
  const participants = [...DEVICES].map(([id, deviceId]): Participant => {
    const role = id === KIOSK ? 'kiosk' : 'clerk';
    return { id, deviceId: DeviceId.parse(deviceId), role, name: '', department: '', connected: true };
  });
  const open = async (self: ParticipantId) => {
    const device = await city.device(DEVICES.get(self) ?? '', self === KIOSK ? 'kiosk' : 'clerk');
    const said = requester({
      ...relay.as(self),
      'tray.open': () => ({ token: 'x'.repeat(43), expiresAt: Date.now() + 60_000 }),
    });
    const ownMedia = self === KIOSK ? media : new FakeMedia();
    const request: Requester = (method, ...rest) =>
      method.startsWith('media.') ? ownMedia.request(method, ...rest) : said(method, ...rest);
    const place = new SessionPlace({
      sessionId: SESSION,
      participantId: self,
      request,
      forceTcp: false,
      founder: self === KIOSK,
      identity: {
        load: () =>
          Promise.resolve({
            certificate: device.certificate,
            cityId: city.cityId,
            authorityKey: city.authority.publicKey,
            revocations: null,
          }),
        speak: (sentence) => Promise.resolve(signerOf(device.secretKey)(sentence)),
        keepRevocations: () => Promise.resolve(),
        keepCertificate: () => Promise.resolve(),
      },
      safe: null,
      openFrameWorker: null,
      commands: (participant, say) => new CommandSender(participant, say),
      handlerFactory: ownMedia.handlerFactory,
      trayOrigin: 'https://server.example',
      askTray: server.ask,
      makePreview: () => Promise.resolve(null),
      inspect: () => null,
    });
    places.push(place);
    relay.connect(self, (message) => place.channel.handleMessage(message));
    place.setParticipants(participants, { inCharge: CLERK, side: null });
    place.enter({ audio: fakeTrack('audio'), video: fakeTrack('video') });
    return place;
  };
  const [kiosk, clerk, colleague] = [await open(KIOSK), await open(CLERK), await open(COLLEAGUE)];
  await until('the same keys', () => places.every(({ seal }) => seal.getSnapshot().members.length === 3));
  await until('the histories', () => places.every(({ channel }) => channel.restored));
  await until('picture and sound', () => kiosk.media.state.phase === 'flowing');
  const puts = () => server.asked.filter((each) => each.startsWith('PUT')).length;
  return { kiosk, clerk, colleague, media, server, participants, puts };
}

describe('the documents of a place', () => {
  it('wait while its picture and sound are being mended, and go on when they are well', async () => {
    const { kiosk, media, puts } = await three();
    media.breakLine();
    await until('the break to be noticed', () => kiosk.media.state.phase !== 'flowing');
    const documentId = kiosk.tray.begin({ origin: 'scan', title: '' });
    const added = kiosk.tray.addPage(documentId, page(3));
    await until('the announcement', () => kiosk.tray.getSnapshot().documents[0]?.pages.length === 1);
    await pause();
    expect(puts()).toBe(0);
    media.mendLine();
    await until('picture and sound', () => kiosk.media.state.phase === 'flowing');
    await added;
    expect(puts()).toBe(3);
  });

  it('stop in the call in which somebody is taken out, and go on for the others alone', async () => {
    const { kiosk, clerk, server, participants, puts } = await three();
    const stuck = Promise.withResolvers<null>();
    server.instead = ({ method, place }) =>
      method === 'PUT' && !place.endsWith('/0') ? stuck.promise : Promise.resolve(null);
    const documentId = kiosk.tray.begin({ origin: 'scan', title: '' });
    const added = kiosk.tray.addPage(documentId, page(4));
    await until('the first chunk', () => server.chunks.size === 1 && puts() > 1);
    const [before] = [...server.chunks.keys()];
    const staying = participants.filter(({ id }) => id !== COLLEAGUE);
    kiosk.setParticipants(staying, { inCharge: CLERK, side: null });
    stuck.resolve(null);
    const asked = puts();
    // The change of keys is the clerk's; until it has come nothing leaves.
    await pause();
    expect(kiosk.seal.getSnapshot().phase).toBe('held');
    expect([puts(), server.chunks.size]).toEqual([asked, 1]);
    clerk.setParticipants(staying, { inCharge: CLERK, side: null });
    await added;
    const parcels = new Set([...server.chunks.keys()].map((place) => place.split('/')[1]));
    expect(parcels).not.toContain(before?.split('/')[1]);
    expect(puts() - asked).toBe(4);
    await until('the page', () => clerk.tray.getSnapshot().documents[0]?.pages[0]?.state === 'whole');
  });
});
