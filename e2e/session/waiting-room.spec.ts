import { expect, test } from '@playwright/test';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { AuthorityDesk } from '../stack/authority-desk.ts';
import { CITY_DEVICES } from '../stack/city.ts';
import { ClerkDoor, PASSWORD } from '../stack/clerk-door.ts';
import { enrolClerk, enrolKiosk, stateInList, takeInAtServer } from '../stack/enrolment.ts';
import { mediaFlows, received } from '../stack/measure.ts';
import { negotiated, type Negotiated } from '../stack/negotiated.ts';
import { ProviderPages } from '../stack/provider-pages.ts';
import { changePublishAndRollBack } from '../stack/template-desk.ts';
import { openCity } from './apps.ts';

/** How the city's provider knows the clerk. */
const SUBJECT = 'city-4711';
const QUIET_MS = 3_000;

async function readyAt(page: Page): Promise<Negotiated> {
  // Picture and sound both ways; receivers that nothing was said about yet do not count.
  await expect.poll(() => negotiated(page), { timeout: 30_000 }).toMatchObject({ sending: 2, receiving: 2 });
  return negotiated(page);
}

test('a clerk’s PC and a kiosk are enrolled by hand, a clerk logs in, no picture or sound goes before admission, a locked screen keeps the call, and a revoked kiosk is out of it', async () => {
  test.setTimeout(240_000);
  const city = await openCity({ atTheDoor: true, provider: true, kioskIsNew: true, clerkIsNew: true, camera: 'small' });
  try {
    const { kiosk, clerk, stack } = city;
    const administrator = stack.people.clerk;
    if (administrator === undefined) throw new Error('nobody is registered');
    const door = new ClerkDoor(clerk.page);
    const authority = new AuthorityDesk(stack.dir);
    const { deviceId } = CITY_DEVICES.kiosk;
    const { dir: stick, serverConfigFile: config } = stack;
    await enrolClerk({ clerk: clerk.page, config, authority, stick }, CITY_DEVICES.clerk.deviceId);
    const secret = await door.enter(administrator);
    const places = { kiosk: kiosk.page, administration: clerk.page, authority, stick };
    await enrolKiosk(places, deviceId);
    expect(await stateInList(clerk.page, deviceId)).toBe('有効');
    await kiosk.checkIn();
    // Nobody is before this citizen.
    await kiosk.hasWords('次にお呼びします');
    const ticket = await kiosk.page
      .locator('.ticket', { hasText: 'あなたの番号' })
      .locator('.ticket__number')
      .innerText();
    expect(ticket).toMatch(/^\d+$/);
    const setupCode = await door.register({ login: 'tanaka', name: '田中', desk: 'おくやみ窓口', subject: SUBJECT });
    await changePublishAndRollBack(clerk.page, '葬祭費支給申請書');
    await door.press('ログアウト');
    await door.enter({ login: 'tanaka', setupCode });
    await clerk.seesWaiting();
    expect(await clerk.page.locator('.next__ticket').innerText()).toBe(ticket);
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
    // A still, asked for and sealed from device to device: the citizen's screen says whose eyes it was for.
    await clerk.page.getByRole('button', { name: 'お顔を見る' }).click();
    const face = clerk.page.getByRole('img', { name: 'お待ちの方の静止画' });
    await expect.poll(() => face.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
    await kiosk.hasWords(/さんが、お顔の静止画を確認しました/);
    expect((await negotiated(kiosk.page)).packetsSent).toBe(0);
    await clerk.admit();
    await Promise.all([kiosk.inCall(), clerk.inCall()]);
    await Promise.all([mediaFlows(kiosk.page), mediaFlows(clerk.page)]);
    for (const { page } of [kiosk, clerk]) {
      const now = await negotiated(page);
      expect(now).toMatchObject({ sending: 2, receiving: 2 });
      expect(Math.min(now.packetsSent, now.packetsReceived)).toBeGreaterThan(0);
    }

    await clerk.page.keyboard.press('l');
    await door.isLocked();
    // Keys of the call do nothing while it is covered, and neither does Escape.
    for (const key of ['Escape', 'Escape', 'q', 'F2']) await clerk.page.keyboard.press(key);
    // The booth is told, and neither end sees or hears the other meanwhile.
    await kiosk.hasWords('田中さんは少し席をはずしています。そのままお待ちください。');
    const still = [await received(kiosk.page), await received(clerk.page)];
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS / 2));
    const later = [await received(kiosk.page), await received(clerk.page)];
    expect(later.map(({ framesDecoded }) => framesDecoded)).toEqual(still.map(({ framesDecoded }) => framesDecoded));
    await clerk.page.reload();
    await door.unlock(PASSWORD);
    await clerk.inCall();
    await Promise.all([mediaFlows(kiosk.page), mediaFlows(clerk.page)]);

    // Taken back in the middle of a call: the kiosk goes dark at once and says to staff what they do.
    const list = join(stack.dir, 'list.txt');
    await authority.revoke(deviceId, list);
    await takeInAtServer(config, list);
    await kiosk.shows('out-of-service');
    await kiosk.hasWords('お話の途中ですが、この機械が使えなくなりました。');
    await kiosk.page.getByRole('button', { name: '職員の方へ' }).tap();
    await kiosk.hasWords('この端末の登録は取り消されました');
    await kiosk.hasWords('新しい登録コード');
    expect(await kiosk.page.locator('video').count()).toBe(0);
    await clerk.shows('ended');
    await clerk.hasWords('ブースの端末の登録が取り消されたか、期限が過ぎたため、終わりました。');

    // The administration's list says so too.
    await clerk.back();
    await door.press('ログアウト');
    await door.enterAgain(administrator.login, secret);
    expect(await stateInList(clerk.page, deviceId)).toBe('失効');
    await door.press('ログアウト');

    // The same clerk by the city's own sign-in: called off once, then through.
    const provider = new ProviderPages(clerk.page);
    await door.beginElsewhere();
    expect(await provider.callOff()).toContain('ログインが取りやめられました');
    await clerk.hasWords('市の認証で、ログインが取りやめられました');
    await door.beginElsewhere();
    await door.typeNumber(await provider.logIn(SUBJECT));
    await clerk.hasWords('田中');
    // The browser's own line about the page that turned it away.
    expect(city.problems()).toEqual([expect.stringMatching(/403 .*\/provider\/callback\?error=access_denied/)]);
  } finally {
    await city.close();
  }
});
