import { test } from '@playwright/test';
import { nothingIsWrong, openCity, talk } from './apps.ts';

test('what a clerk typed last is there again, although the screen was loaded again in the same moment', async () => {
  test.setTimeout(120_000);
  const city = await openCity({ camera: 'small' });
  try {
    await talk(city);
    await city.clerk.openForm('メモ');
    await city.clerk.type('メモの内容', 'はじめ');
    const { page } = city.clerk;
    await page.locator('[data-field="paper.memo"]').fill('はじめとおわり');
    // No pause, and no other field that is gone to.
    await Promise.all([page.waitForEvent('load'), page.evaluate(() => location.reload())]);
    await city.clerk.inCall();
    await city.clerk.hasValues([['メモの内容', 'はじめとおわり']]);
    await nothingIsWrong(city);
  } finally {
    await city.close();
  }
});
