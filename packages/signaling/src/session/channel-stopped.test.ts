import { afterEach, expect, it } from '@jest/globals';
import { signerOf } from '@mado/e2ee';
import { City } from '@mado/e2ee/testing';
import { CommandSender } from '../channel/command-sender.ts';
import type { Requester } from '../client/index.ts';
import { SignalingError } from '../client/index.ts';
import { FakeMedia, fakeTrack } from '../testing/fake-media.ts';
import { CLERK, FakeRelay, KIOSK, SESSION, requester } from '../testing/fake-relay.ts';
import { until } from '../testing/until.ts';
import { SessionPlace } from './session-place.ts';

const places: SessionPlace[] = [];
afterEach(() => {
  for (const place of places.splice(0)) place.destroy();
});

it.each([
  ['kiosk', KIOSK],
  ['clerk', CLERK],
] as const)('a %s whose change of keys the server does not take says so on its screen', async (role, self) => {
  const city = new City();
  city.now = Date.now();
  const device = await city.device(`${role}-1`, role);
  const relay = new FakeRelay();
  const said = requester({
    ...relay.as(self),
    'channel.send': () => {
      throw new SignalingError('refused', { method: 'channel.send', code: 'out-of-order' });
    },
  });
  const media = new FakeMedia();
  const request: Requester = (method, ...rest) =>
    method.startsWith('media.') ? media.request(method, ...rest) : said(method, ...rest);
  const place = new SessionPlace({
    ...{ sessionId: SESSION, participantId: self, request, forceTcp: false, founder: self === KIOSK },
    identity: {
      load: () =>
        Promise.resolve({
          ...{ certificate: device.certificate, cityId: city.cityId },
          ...{ authorityKey: city.authority.publicKey, revocations: null },
        }),
      speak: (sentence) => Promise.resolve(signerOf(device.secretKey)(sentence)),
      keepRevocations: () => Promise.resolve(),
      keepCertificate: () => Promise.resolve(),
    },
    ...{ safe: null, openFrameWorker: null, handlerFactory: media.handlerFactory },
    commands: (participant, say) => new CommandSender(participant, say),
    trayOrigin: 'https://server.example',
    askTray: () => Promise.reject(new Error('no tray here')),
    makePreview: () => Promise.resolve(null),
    inspect: () => null,
  });
  places.push(place);
  place.enter({ audio: fakeTrack('audio'), video: fakeTrack('video') });
  await until('the fault', () => place.seal.getSnapshot().faults.length > 0);
  expect(place.seal.getSnapshot().faults).toEqual([{ part: 'channel', cause: 'stopped' }]);
});
