import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { mediaFlows } from '../stack/measure.ts';
import { negotiated, type Negotiated } from '../stack/negotiated.ts';
import { openCity } from './apps.ts';

const QUIET_MS = 3_000;

async function readyAt(page: Page): Promise<Negotiated> {
  // Picture and sound both ways; receivers that nothing was said about yet do not count.
  await expect.poll(() => negotiated(page), { timeout: 30_000 }).toMatchObject({ sending: 2, receiving: 2 });
  return negotiated(page);
}

test('before admission everything is negotiated and not one packet of picture or sound goes either way', async () => {
  const city = await openCity({});
  try {
    const { kiosk, clerk } = city;
    await kiosk.checkIn();
    await clerk.seesWaiting();
    await Promise.all([readyAt(kiosk.page), readyAt(clerk.page)]);
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    for (const { page } of [kiosk, clerk]) {
      expect(await negotiated(page)).toEqual({
        sending: 2,
        receiving: 2,
        packetsSent: 0,
        framesEncoded: 0,
        packetsReceived: 0,
      });
    }
    await clerk.admit();
    await Promise.all([kiosk.inCall(), clerk.inCall()]);
    await Promise.all([mediaFlows(kiosk.page), mediaFlows(clerk.page)]);
    for (const { page } of [kiosk, clerk]) {
      const now = await negotiated(page);
      expect(now).toMatchObject({ sending: 2, receiving: 2 });
      expect(Math.min(now.packetsSent, now.packetsReceived)).toBeGreaterThan(0);
    }
    expect(city.problems()).toEqual([]);
  } finally {
    await city.close();
  }
});
