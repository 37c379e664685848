import type { Page } from '@playwright/test';
import { testEveryScreen, type Mode } from './every-screen.ts';

const wide = { width: 1920, height: 1080 };
const small = { width: 1280, height: 800 };
const modes: readonly Mode[] = [
  { name: 'wide', axe: false, query: 'language=ja', viewport: wide },
  { name: 'small', axe: true, query: 'language=ja', viewport: small },
  { name: 'contrast', axe: true, query: 'language=ja&contrast', viewport: wide },
  { name: 'large', axe: false, query: 'language=ja&large', viewport: wide },
  { name: 'ja-easy', axe: false, query: 'language=ja-easy', viewport: small },
  { name: 'en', axe: false, query: 'language=en', viewport: small },
  { name: 'pt-BR', axe: false, query: 'language=pt-BR', viewport: small },
];

/** Fields on a paper are as small as it prints them; the list beside it leads to each as well (WCAG 2.2, 2.5.8, "Equivalent"). */
const ON_PAPER = /^<button[^>]* class="(?:ed-(?:box|part)|places__one)\b/;

testEveryScreen({
  app: 'clerk',
  modes,
  whole: 'small',
  shown: async (page, sample) => {
    await page.locator('main[data-screen]').waitFor();
    if (sample.endsWith('-seal')) await page.locator('.mado-seal').click();
    await page.locator('body:not([data-clicks="running"])').waitFor();
    await page.evaluate(() => document.fonts.ready);
    await drawn(page, !sample.endsWith('-loading'));
    if (sample.endsWith('-sheet')) await page.locator('.popover__sheet:not([hidden])').waitFor();
    if (sample === 'call-keys') await page.locator('dialog').waitFor();
  },
  faults: async (page) => ({ 'cut off': await cutOff(page) }),
  counts: (rule, html) => rule !== 'target-size' || !ON_PAPER.test(html),
});

/** Every camera gives pictures and every sheet that is there has been drawn. */
async function drawn(page: Page, filled: boolean): Promise<void> {
  await page.waitForFunction((formIsThere) => {
    const videos = [...document.querySelectorAll('video')].every(
      (video) => video.srcObject === null || video.videoWidth > 0,
    );
    // An untouched canvas is 300 pixels wide.
    const sheets = [...document.querySelectorAll<HTMLCanvasElement>('canvas.sheet')];
    const sheetless = document.querySelector('.papers__view, .preview') === null;
    const expected = sheetless || sheets.length > 0 || document.querySelector('table.cells') !== null;
    const opening = formIsThere && document.querySelector('.preview__shape, .ed-paper__coming') !== null;
    const coming = !formIsThere || document.querySelector('.papers__view .sheet--coming') !== null;
    return videos && !opening && (coming || (expected && sheets.every((canvas) => canvas.width !== 300)));
  }, filled);
}

/** What a reader could not read: words outside of the window, or wider or higher than the button that they are on. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight)
      found.push('the page is larger than the window');
    for (const element of document.querySelectorAll<HTMLElement>('h1, h2, p, button, li, dd')) {
      if (element.closest('.mado-visually-hidden, [aria-hidden="true"]') || element.offsetParent === null) continue;
      const box = element.getBoundingClientRect();
      const words = element.textContent.slice(0, 30);
      if (box.width > 0 && (box.right > innerWidth + 1 || box.left < -1)) found.push(`outside: ${words}`);
      const small = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
      if (element.tagName === 'BUTTON' && small) found.push(`button too small: ${words}`);
    }
    for (const region of document.querySelectorAll<HTMLElement>('.hands, .call__head, .head, .tools')) {
      if (region.scrollWidth > region.clientWidth + 1) found.push(`${region.className} overflows`);
    }
    return found;
  });
}
