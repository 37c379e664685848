import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { NO_ELECTRON } from '../electron/launch.ts';
import { mediaFlows, received } from '../stack/measure.ts';
import { inElectron, openCity, talk, withoutElectron, type OpenCity } from './apps.ts';

let city: OpenCity;
test.beforeAll(async () => {
  test.skip(withoutElectron(), NO_ELECTRON);
  test.setTimeout(120_000);
  city = await openCity({ electron: inElectron(), camera: 'small' });
  await talk(city);
});
test.afterAll(async () => {
  if (!withoutElectron()) await city.close();
});

/** Frames, and bytes of them, that came to the page within a second. */
async function comesTo(page: Page): Promise<{ frames: number; bytes: number }> {
  const before = await received(page);
  await page.waitForTimeout(1_000);
  const after = await received(page);
  return { frames: after.framesDecoded - before.framesDecoded, bytes: after.bytes - before.bytes };
}

/** Runs in the page before its own scripts: a browser that leaves encoded transforms out. */
function leaveTransformsOut(): void {
  for (const kind of [RTCRtpSender.prototype, RTCRtpReceiver.prototype])
    Object.defineProperty(kind, 'transform', { set: () => undefined });
}

/** Ends the frame worker of an end, and with it the only thing that can seal and open. */
async function endFrameWorker(page: Page): Promise<void> {
  await Promise.all(page.workers().map((worker) => worker.evaluate(() => globalThis.close())));
  // What was sealed before is on its way.
  await page.waitForTimeout(1_000);
}

// A browser may leave an encoded transform out without a word, and picture and voice then flow as if all were well.
test('no frame leaves or is shown that has not gone through the frame worker', async () => {
  const [booth, desk] = [city.kiosk.page, city.clerk.page];
  await Promise.all([mediaFlows(booth), mediaFlows(desk)]);
  await endFrameWorker(desk);
  // Sealed frames come to the desk and nobody opens them; the booth gets none any more.
  const atDesk = await comesTo(desk);
  expect(atDesk.frames).toBe(0);
  expect(atDesk.bytes).toBeGreaterThan(1_000);
  const atBooth = await comesTo(booth);
  expect(atBooth.frames).toBe(0);
  // What was sealed before is sent again now and then, to find out what the line carries.
  expect(atBooth.bytes).toBeLessThan(atDesk.bytes / 10);
  await endFrameWorker(booth);
  expect((await comesTo(desk)).bytes).toBeLessThan(atDesk.bytes / 10);
});

test('a browser that lets frames run past it is found out, and sends and shows nothing', async () => {
  const [booth, desk] = [city.kiosk.page, city.clerk.page];
  for (const page of [booth, desk]) await page.addInitScript(leaveTransformsOut);
  await Promise.all([booth.reload(), desk.reload()]);
  await Promise.all([
    city.kiosk.hasWords(/この端末は映像と声を暗号化できないため、止めました/),
    city.clerk.hasWords(/この端末は映像と声を暗号化できないため、止めました/),
  ]);
  await expect.poll(() => comesTo(booth), { intervals: [100] }).toEqual({ frames: 0, bytes: 0 });
  await expect.poll(() => comesTo(desk), { intervals: [100] }).toEqual({ frames: 0, bytes: 0 });
});
