import type { Page } from 'playwright-core';
import { SHOWN_WITHIN_MS } from './patience.ts';

/** Waits until a screen says for how many seconds something has been mended, and counts on. */
export async function countsSeconds(page: Page): Promise<void> {
  const seconds = async (more: number) => {
    const shown = await page.waitForFunction(
      (least) => {
        const texts = [...document.querySelectorAll('.band__seconds, .booth__seconds')].map(
          ({ textContent }) => textContent,
        );
        const counts = texts.map((text) => Number(/\d+/.exec(text)?.[0] ?? NaN));
        return counts.find((count) => count >= least) ?? false;
      },
      more,
      { timeout: SHOWN_WITHIN_MS },
    );
    return Number(await shown.jsonValue());
  };
  await seconds((await seconds(1)) + 1);
}
