import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { mediaFlows, received } from '../stack/measure.ts';
import { negotiated } from '../stack/negotiated.ts';
import { openCity, talk } from './apps.ts';

const MEMO = '通帳の写しはこれからです';
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
    await talk(city);
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

    // Somebody is called in, and removed: out of media, messages and keys.
    await colleague.ask('おくやみ窓口', '呼び入れる');
    await clerk.accept('加わる');
    await kiosk.page.locator('.call__face--small').waitFor();
    await Promise.all([mediaFlows(clerk.page), mediaFlows(kiosk.page)]);
    await expect(kiosk.page.locator('.mado-seal[data-seal="sealed"][data-seal-members="3"]')).toHaveCount(1);
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
