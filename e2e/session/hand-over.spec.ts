import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { mediaFlows, received } from '../stack/measure.ts';
import { negotiated } from '../stack/negotiated.ts';
import type { ClerkScreen } from '../stack/clerk-screen.ts';
import { openCity } from './apps.ts';

const MEMO = '通帳の写しはこれからです';
/**
 * How long somebody who is removed may stay, from the press, in milliseconds. The aim is 500 ms, and `scripts/bench removal` measures it and
 * fails when a run misses it. Three browsers with cameras on two cores can be late without a fault of the product's; what is later than this is one.
 */
const OUT_WITHIN_MS = 3_000;
const NOTHING = { sending: 0, receiving: 0, packetsSent: 0, framesEncoded: 0, packetsReceived: 0 };

/** The moment at which something is on the page, taken inside it: milliseconds since the epoch. */
function seenAt(page: Page, selector: string): Promise<number> {
  return page.evaluate(
    (what) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.querySelector(what) === null) return false;
          watcher.disconnect();
          resolve(Date.now());
          return true;
        };
        const watcher = new MutationObserver(look);
        if (!look()) watcher.observe(document.body, { subtree: true, childList: true, attributes: true });
      }),
    selector,
  );
}

/** Sends whoever waits first to another desk. */
async function sendOn({ page }: ClerkScreen, desk: string): Promise<void> {
  await page.getByRole('button', { name: 'ほかの窓口に回す' }).click();
  await page.getByRole('radio', { name: new RegExp(`^${desk}`) }).check();
  await page.getByRole('button', { name: '回す', exact: true }).click();
  await page.locator('main[data-screen="desk"][data-waiting="0"]').waitFor();
}

/** A clerk is called in, and has come when the booth shows them, shares the keys and the paper on the stage is whole at their desk. */
async function callIn(asking: ClerkScreen, called: ClerkScreen, desk: string, kiosk: Page): Promise<void> {
  await asking.ask(desk, '呼び入れる');
  await called.accept('加わる');
  await kiosk.locator('.call__face--small').waitFor();
  await sealedAmong(kiosk, 3);
  await called.choosePage('読み取った書類');
  await called.page.locator('.papers__view[aria-busy="false"]').waitFor();
  await called.hasMark();
}

/** Waits until so many devices share the keys, as the kiosk knows. */
async function sealedAmong(kiosk: Page, members: number): Promise<void> {
  await expect(kiosk.locator(`.mado-seal[data-seal="sealed"][data-seal-members="${members}"]`)).toHaveCount(1);
}

/** Who shares the keys, as the lock at the booth names them. */
async function keyHolders(page: Page): Promise<string[]> {
  await page.locator('.mado-seal').click();
  const names = await page.locator('.mado-seal__members li').allTextContents();
  await page.getByRole('dialog').getByRole('button').click();
  return names.map((name) => name.replace(/[（(].*/, '').trim()).toSorted();
}

test('a session goes to another desk and back: with a word aside, with somebody called in and removed, and at once', async () => {
  test.setTimeout(240_000);
  const city = await openCity({ secondClerk: 'shiminzei', camera: 'small' });
  try {
    const { kiosk, clerk, colleague } = city;
    if (colleague === null) throw new Error('there is no colleague');
    await colleague.shows('desk');
    await kiosk.checkIn();

    // Sent on while waiting, and back: nobody has talked to the citizen yet.
    await clerk.seesWaiting();
    await sendOn(clerk, '市民税窓口');
    await colleague.seesWaiting();
    await sendOn(colleague, 'おくやみ窓口');
    await clerk.seesWaiting();
    await clerk.admit();
    await Promise.all([kiosk.inCall(), clerk.inCall()]);
    await clerk.scan();
    await clerk.hasScan();
    // The page of the stage, on which the clerk draws and points.
    await clerk.showPaper();
    await clerk.mark();
    await clerk.point();
    await Promise.all([kiosk.hasMark(), kiosk.seesPointer(true)]);
    await clerk.stopPointing();
    await kiosk.seesPointer(false);
    await clerk.openForm('葬祭費支給申請書');
    await clerk.type('届出をする方の氏名', '窓野　花子');
    await clerk.type('口座番号', '0012345');

    // A word aside: the two clerks see and hear each other, and nobody else hears them.
    await clerk.ask('市民税窓口', '話してから', MEMO);
    await kiosk.hasWords('次は市民税課の市民税窓口です');
    await colleague.hasWords(/市民税を納める方の変更/);
    await colleague.accept();
    await Promise.all([
      clerk.hasWords('市民の方には聞こえていません'),
      colleague.hasWords('市民の方には聞こえていません'),
    ]);
    await kiosk.hasWords(/職員どうしで引き継ぎの話をしています/);
    await mediaFlows(colleague.page);
    await mediaFlows(clerk.page);
    const silent = await received(kiosk.page);
    await mediaFlows(clerk.page);
    expect((await received(kiosk.page)).framesDecoded).toBe(silent.framesDecoded);

    // The other desk has the citizen, the papers with their marks, what was typed and the memo; the first one has nothing any more.
    await clerk.page.getByRole('button', { name: '引き継ぎを終える' }).click();
    await clerk.hasLeft('handed-over');
    await Promise.all([mediaFlows(kiosk.page), mediaFlows(colleague.page)]);
    await Promise.all([colleague.hasWords(MEMO), colleague.hasWords(/読み取った書類/), kiosk.hasWords(/2つ目です/)]);
    await colleague.choosePage('読み取った書類');
    await Promise.all([colleague.hasMark(), kiosk.hasMark()]);
    await colleague.openForm('葬祭費支給申請書');
    await expect(colleague.page.getByLabel(/^届出をする方の氏名/).first()).toHaveValue('窓野　花子');
    // An account is nothing that this desk may see. It is told that there is one.
    await expect(colleague.page.locator('.fields__withheld li')).toContainText(['口座番号入力済み']);
    await expect(colleague.page.getByLabel(/^口座番号/)).toHaveCount(0);
    expect(await negotiated(clerk.page)).toEqual(NOTHING);
    expect(await keyHolders(kiosk.page)).toEqual(['窓野市民センター', '高橋'].toSorted());

    // The desks so far, who was there and how long, and the ones that come.
    await expect(colleague.page.locator('.journey__leg')).toHaveText([
      /^おくやみ窓口\s*順番待ち$/,
      /^市民税窓口\s*順番待ち$/,
      /^おくやみ窓口 佐藤\d+分$/,
      /^市民税窓口 高橋いまここ$/,
      /^健康保険窓口このあと$/,
      /^医療助成・年金窓口このあと$/,
      /^納税窓口このあと$/,
    ]);

    // Somebody is called in, who commands nothing here and leaves by themself.
    await callIn(colleague, clerk, 'おくやみ窓口', kiosk.page);
    await clerk.hasWords('高橋さんの相談に加わっています');
    await expect(clerk.page.getByRole('button', { name: /^(読み取る|印刷する|引き継ぐ|終わる)/ })).toHaveCount(0);
    await clerk.page.getByRole('button', { name: '相談から抜ける' }).click();
    await clerk.hasLeft('left');
    await sealedAmong(kiosk.page, 2);
    expect(await negotiated(clerk.page)).toEqual(NOTHING);

    // Somebody is called in, and removed: out of media, messages and keys.
    await callIn(colleague, clerk, 'おくやみ窓口', kiosk.page);
    await Promise.all([mediaFlows(clerk.page), mediaFlows(kiosk.page)]);
    await colleague.page.getByRole('button', { name: '退出させる' }).click();
    const outOfScreen = seenAt(clerk.page, '[data-left="removed"]');
    const outOfKeys = seenAt(kiosk.page, '.mado-seal[data-seal="sealed"][data-seal-members="2"]');
    const remove = colleague.page.getByRole('dialog').getByRole('button', { name: '退出させる' });
    const pressed = await remove.evaluate((button: HTMLElement) => {
      const now = Date.now();
      button.click();
      return now;
    });
    const took = { screenMs: (await outOfScreen) - pressed, keysMs: (await outOfKeys) - pressed };
    expect(await negotiated(clerk.page)).toEqual(NOTHING);
    test.info().annotations.push({ type: 'removal', description: JSON.stringify(took) });
    console.log(`removed: out of media and messages after ${took.screenMs} ms, out of keys after ${took.keysMs} ms`);
    expect(took.screenMs).toBeLessThan(OUT_WITHIN_MS);
    expect(took.keysMs).toBeLessThan(OUT_WITHIN_MS);
    await clerk.hasLeft('removed');
    await colleague.phrase(3);
    await kiosk.hasWords('少々お待ちください');
    expect(await keyHolders(kiosk.page)).toEqual(['窓野市民センター', '高橋'].toSorted());

    // At once: whoever takes it has the citizen.
    await colleague.ask('おくやみ窓口', 'すぐに');
    await clerk.accept();
    await colleague.hasLeft('handed-over');
    await Promise.all([mediaFlows(kiosk.page), mediaFlows(clerk.page)]);
    await clerk.openForm('葬祭費支給申請書');
    await expect(clerk.page.getByLabel(/^口座番号/).first()).toHaveValue('0012345');
    await clerk.end();
    await Promise.all([clerk.saysErased(), kiosk.saysErased()]);
    expect(city.problems()).toEqual([]);
  } finally {
    await city.close();
  }
});
