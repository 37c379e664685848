import { chromium, expect, test } from '@playwright/test';
import { browser, serveGallery } from './gallery.ts';

test('names of a list’s columns and its fixed rows are set, taken back and brought back by keyboard', async () => {
  const gallery = await serveGallery('clerk');
  const chrome = await chromium.launch(browser);
  const page = await chrome.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(15_000);
  await page.goto(`${gallery.origin}/gallery.html?sample=editor-table-fixed&language=ja`);
  await page.locator('body:not([data-clicks="running"])').waitFor();
  const name = page.getByLabel('1列目の名前');
  const lines = page.getByLabel('1列目の行数');
  const fixed = page.getByRole('checkbox', { name: '行数は決まっている' });
  await expect(fixed).toBeChecked();
  await expect(fixed).toHaveAccessibleDescription(/手書きになります/);

  await name.focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText('相続人の');
  await page.keyboard.insertText('氏名');
  await expect(name).toHaveValue('相続人の氏名');
  await page.keyboard.press('Control+z');
  await expect(name).toHaveValue('氏名');
  await page.keyboard.press('Control+y');
  await expect(name).toHaveValue('相続人の氏名');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await expect(name).toHaveValue('');

  await page.keyboard.press('Tab');
  await expect(lines).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(lines).toHaveValue('3');
  await page.keyboard.press('Control+z');
  await expect(lines).toHaveValue('2');
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Control+z');
  await expect(name).toHaveValue('氏名');
  await expect(fixed).not.toBeChecked();
  await fixed.focus();
  await page.keyboard.press('Space');
  await expect(fixed).toBeChecked();

  await page.goto(`${gallery.origin}/gallery.html?sample=editor-table&language=ja`);
  await page.locator('body:not([data-clicks="running"])').waitFor();
  await expect(fixed).toHaveAccessibleDescription(/続紙/);
  await fixed.focus();
  await page.keyboard.press('Space');
  await expect(fixed).not.toBeChecked();
  await chrome.close();
  await gallery.close();
});
