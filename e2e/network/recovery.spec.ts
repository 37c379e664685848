import { expect, test } from '@playwright/test';
import { mediaFlows, received } from '../stack/measure.ts';
import { openNetwork, type CityNetwork } from '../stack/network.ts';
import { openCity, talk, type OpenCity } from '../session/apps.ts';

const RECONNECTING = 'つなぎ直しています';
const AFTER_BREAK_MS = 45_000;

let network: CityNetwork;
let city: OpenCity;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  network = await openNetwork();
  city = await openCity({ network });
  await talk(city);
});
test.afterAll(async () => {
  await city.close();
  await network.close();
});

/** Both see and hear each other, nobody was asked to check in again, and what was said meanwhile is there. */
async function bothGoOn(): Promise<void> {
  await city.kiosk.hasWords('少々お待ちください', AFTER_BREAK_MS);
  await Promise.all([city.kiosk.inCall(), city.clerk.inCall()]);
  await Promise.all([mediaFlows(city.kiosk.page, 5, AFTER_BREAK_MS), mediaFlows(city.clerk.page, 5, AFTER_BREAK_MS)]);
  await city.clerk.phrase(3);
}

test('the line is down for half a minute: both are told, then the paper on its way and what was said meanwhile arrive', async () => {
  await city.clerk.scan();
  await network.setBoothLine(false);
  await city.kiosk.hasWords(RECONNECTING);
  await city.clerk.hasWords(RECONNECTING);
  await city.clerk.phrase(3);
  await new Promise((resolve) => setTimeout(resolve, 30_000));
  await network.setBoothLine(true);
  await bothGoOn();
  await city.clerk.hasScan();
  await city.clerk.putNotesAside();
});

test('the booth moves from its Wi-Fi to a pocket Wi-Fi: the session moves along', async () => {
  await network.moveBooth();
  await city.clerk.phrase(3);
  await bothGoOn();
});

test('UDP is blocked in the middle: picture and sound come over TCP', async () => {
  await network.setBoothUdp(false);
  await city.clerk.phrase(3);
  await bothGoOn();
  expect((await received(city.kiosk.page)).protocol).toBe('tcp');
  await network.setBoothUdp(true);
});
