import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { picturedPdf, SAMPLE_FILES } from '@mado/inspection/testing';
import { expect, test } from '@playwright/test';
import { drawLargePicture } from '../stack/large-picture.ts';
import { mediaFlows } from '../stack/measure.ts';
import { nothingIsWrong, openCity, talk, type OpenCity } from './apps.ts';

/** What the clerk reads of each, and with that what to do. */
const WORDS: Readonly<Record<string, string>> = {
  'empty-file': '中身のあるファイルをえらんでください',
  'wrong-type': 'PDF、JPEG、PNGのどれかで保存し直してください',
  'too-many-pixels': '縮めて、えらび直してください',
  'pdf-unreadable': 'このPDFを開けません。元の文書からPDFを作り直してください',
  'pdf-encrypted': '外したPDFをえらんでください',
  'pdf-too-long': '200ページまでに分けて、えらび直してください',
  'pdf-bomb': '開くと大きくなりすぎるため置けません',
  'pdf-active': '動作する仕掛けや添付ファイルが入っているため置けません',
};
const REFUSED = [
  ...SAMPLE_FILES.filter(({ problem }) => problem !== null),
  { name: 'a file of nothing', mime: 'application/pdf', make: () => new Uint8Array(), problem: 'empty-file' },
];
/**
 * Sheets of a scan in one file, half a megabyte each. They are noise, which is larger when it has been drawn and packed again: of a hundred
 * megabytes of it half fills the tray, and the clerk is told so.
 */
const SHEETS = 20;

let city: OpenCity;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  city = await openCity({ camera: 'small' });
  await talk(city);
});
test.afterAll(() => city.close());
test.afterEach(() => nothingIsWrong(city));

test('files that do harm, or cannot be opened, are refused with what to do, and the talk goes on', async () => {
  test.setTimeout(180_000);
  const { clerk } = city;
  const notes = clerk.page.locator('.file-notes');
  for (const { name, mime, make, problem } of REFUSED) {
    await test.step(name, async () => {
      await clerk.chooseFile({ name: '持ち込み.pdf', mimeType: mime, buffer: Buffer.from(await make()) });
      await notes.getByText('「持ち込み」は加えませんでした').waitFor();
      await notes.getByText(WORDS[problem ?? ''] ?? `no words for ${String(problem)}`).waitFor();
      await notes.getByRole('button', { name: '閉じる' }).click();
      await expect(notes).toBeEmpty();
    });
  }
  await Promise.all([mediaFlows(city.kiosk.page), mediaFlows(clerk.page)]);
  expect(await clerk.page.getByRole('button', { name: /ページ$/ }).count()).toBe(0);
});

test('a scan of many sheets in one file is drawn page by page and its last page is on the citizen’s screen', async () => {
  test.setTimeout(60_000 + SHEETS * 3_000);
  const { clerk, kiosk } = city;
  const file = await picturedPdf(SHEETS, await drawLargePicture(780));
  expect(file.byteLength).toBeGreaterThan(SHEETS * 480_000);
  const path = join(city.stack.dir, '書類の束.pdf');
  await writeFile(path, file);
  await clerk.choosePath(path);
  await clerk.hasFile('書類の束', SHEETS * 3_000);
  await clerk.choosePage('書類の束', SHEETS);
  await clerk.showPaper();
  await kiosk.seesPicture('書類の束');
  await Promise.all([mediaFlows(kiosk.page), mediaFlows(clerk.page)]);
});
