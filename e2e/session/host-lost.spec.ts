import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { openCity, type OpenCity } from './apps.ts';

let city: OpenCity;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  city = await openCity({ camera: 'small' });
});
test.afterAll(() => city.close());

/** Breaks the page's line to its host in the moment in which it first asks this, from its next load on. Tells how often it was asked. */
async function loseHostWhenAsked(page: Page, question: string): Promise<() => number> {
  let asked = 0;
  await page.routeWebSocket(/^ws:\/\/(127\.0\.0\.1|localhost)/, (line) => {
    const host = line.connectToServer();
    line.onMessage(async (message) => {
      const lost = message.toString('latin1').includes(question) && ++asked === 1;
      if (!lost) host.send(message);
      else await Promise.all([host.close(), line.close()]);
    });
  });
  return () => asked;
}

test('an app whose host is lost while its page begins comes up all the same', async () => {
  const { kiosk, clerk } = city;
  for (const question of ['device.trouble', 'enrolment.state']) {
    const before = city.problems().length;
    const asked = await Promise.all([kiosk, clerk].map(({ page }) => loseHostWhenAsked(page, question)));
    await Promise.all([kiosk.page.reload(), clerk.page.reload()]);
    await clerk.shows('desk');
    // Whoever checks in has a line to the server, and the desk sees them.
    await kiosk.checkIn();
    await clerk.seesWaiting();
    for (const times of asked) expect(times()).toBeGreaterThan(1);
    expect(city.problems().slice(before)).toEqual([]);
    await clerk.admit();
    await Promise.all([kiosk.inCall(), clerk.inCall()]);
    await clerk.end();
    await kiosk.saysErased();
    await kiosk.finish();
    await clerk.back();
    for (const { page } of [kiosk, clerk]) await page.unrouteAll();
  }
});
