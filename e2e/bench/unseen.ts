import type { Page } from 'playwright-core';

/**
 * From the next loading on pictures are decoded as ever and not drawn: without a graphics card that is a good part of what a browser has to do, and several
 * browsers on one machine would only stand in each other's way with it.
 */
export async function drawNoPictures(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const unseen = new CSSStyleSheet();
    unseen.replaceSync('video { display: none }');
    document.adoptedStyleSheets = [unseen];
  });
}
