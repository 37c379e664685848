import type { Page } from '@playwright/test';
import { testEveryScreen, type Mode } from './every-screen.ts';

const laptop = { width: 1366, height: 768 };
const modes: readonly Mode[] = [
  { name: 'ja', axe: true, query: 'language=ja', viewport: laptop },
  { name: 'ja-easy', axe: false, query: 'language=ja-easy', viewport: laptop },
  { name: 'en', axe: false, query: 'language=en', viewport: laptop },
  { name: 'pt-BR', axe: false, query: 'language=pt-BR', viewport: laptop },
  { name: 'large', axe: false, query: 'language=ja&large', viewport: laptop },
  { name: 'large-pt-BR', axe: false, query: 'language=pt-BR&large', viewport: laptop },
  { name: 'contrast', axe: true, query: 'language=ja&contrast', viewport: laptop },
  { name: 'large-portrait', axe: false, query: 'language=ja&large', viewport: { width: 768, height: 1366 } },
];

testEveryScreen({
  app: 'kiosk',
  modes,
  whole: 'ja',
  shown: async (page, sample) => {
    await page.locator('body[data-shown] main[data-screen]').waitFor();
    if (sample.endsWith('-seal')) await page.locator('.mado-seal').click();
    await page.evaluate(() => document.fonts.ready);
    if (sample.startsWith('call')) await picturesRun(page);
  },
  faults: async (page) => ({ 'cut off': await cutOff(page), 'targets under 64 px': await smallTargets(page) }),
});

async function picturesRun(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const videos = [...document.querySelectorAll('video')];
    // An untouched canvas is 300 pixels wide.
    const sheets = [...document.querySelectorAll<HTMLCanvasElement>('canvas.sheet')];
    return (
      videos.every((video) => video.srcObject === null || video.videoWidth > 0) &&
      sheets.every((canvas) => canvas.width !== 300)
    );
  });
}

/** What a reader could not read: text wider or higher than its box, or outside of the window without a way to scroll there. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page is wider than the window');
    for (const element of document.querySelectorAll<HTMLElement>('h1, h2, p, span, button, li')) {
      if (element.closest('.mado-visually-hidden, [aria-hidden="true"]') || element.offsetParent === null) continue;
      const box = element.getBoundingClientRect();
      const words = element.textContent.slice(0, 30);
      if (box.width > 0 && (box.right > innerWidth + 1 || box.left < -1)) found.push(`outside: ${words}`);
      if (
        element.tagName === 'BUTTON' &&
        (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
      )
        found.push(`button too small: ${words}`);
    }
    for (const region of document.querySelectorAll<HTMLElement>(
      '.frame__header, .frame__footer, [data-frame="call"] main, .call, .call__side, .card-stage',
    )) {
      if (region.scrollHeight > region.clientHeight + 1 || region.scrollWidth > region.clientWidth + 1)
        found.push(`${region.className || region.tagName} overflows`);
    }
    const main = document.querySelector('main');
    const footer = document.querySelector('footer');
    if (main && footer && footer.getBoundingClientRect().bottom > innerHeight + 1)
      found.push('the bottom row is outside');
    return found;
  });
}

function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button')]
      .filter((button) => button.offsetParent !== null && (button.offsetHeight < 64 || button.offsetWidth < 64))
      .map((button) => button.textContent),
  );
}
