import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { browser as launch, serveGallery } from './gallery.ts';

/** Pictures go here; `MADO_GALLERY_OUT` names another folder. */
const out = join(process.env['MADO_GALLERY_OUT'] ?? '.cache/gallery', 'kiosk');
const only = process.env['MADO_GALLERY_ONLY']?.split(',');
/** `MADO_GALLERY_MODES=kiosk/NAME,…` runs these modes only. */
const chosen = process.env['MADO_GALLERY_MODES']?.split(',');

interface Mode {
  readonly name: string;
  /** Whether the accessibility engine looks too: what it finds does not depend on the language. */
  readonly axe: boolean;
  readonly query: string;
  readonly viewport: { readonly width: number; readonly height: number };
}
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

let gallery: Awaited<ReturnType<typeof serveGallery>>;
let chrome: Browser;

test.beforeAll(async () => {
  gallery = await serveGallery('kiosk');
  chrome = await chromium.launch(launch);
});
test.afterAll(async () => {
  await chrome.close();
  await gallery.close();
});

for (const mode of modes.filter(({ name }) => chosen?.includes(`kiosk/${name}`) ?? true)) {
  test(`every kiosk screen in ${mode.name} can be read and pressed`, async () => {
    test.setTimeout(600_000);
    const folder = join(out, mode.name);
    await mkdir(folder, { recursive: true });
    const context = await chrome.newContext({ viewport: mode.viewport, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') said.push(message.text());
    });
    page.on('pageerror', (error) => said.push(error.message));

    for (const sample of await sampleNames(page, mode.name === 'ja')) {
      await page.goto(`${gallery.origin}/gallery.html?sample=${sample}&${mode.query}`);
      await page.locator('body[data-shown] main[data-screen]').waitFor();
      if (sample.endsWith('-seal')) await page.locator('.mado-seal').click();
      await page.evaluate(() => document.fonts.ready);
      if (sample.startsWith('call')) await picturesRun(page);
      await page.screenshot({ path: join(folder, `${sample}.png`) });
      if (mode.axe) expect.soft(await findings(page), `${mode.name}/${sample}: accessibility`).toEqual([]);
      expect.soft(await cutOff(page), `${mode.name}/${sample}: cut off`).toEqual([]);
      expect.soft(await smallTargets(page), `${mode.name}/${sample}: targets under 64 px`).toEqual([]);
    }
    expect(said).toEqual([]);
    await context.close();
  });
}

/** @param all also those for which one mode is enough */
async function sampleNames(page: Page, all: boolean): Promise<string[]> {
  await page.goto(`${gallery.origin}/gallery.html`);
  await page.locator('body[data-samples]').waitFor();
  const names = (await page.locator('body').getAttribute('data-samples'))?.split(' ') ?? [];
  if (!all) {
    const once = (await page.locator('body').getAttribute('data-once'))?.split(' ') ?? [];
    names.splice(0, names.length, ...names.filter((name) => !once.includes(name)));
  }
  return only ? names.filter((name) => only.includes(name)) : names;
}

/** What the accessibility engine finds, as rule and place. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // The page has no frames, so no second page is needed to sum up; only what is wrong is worked out in full.
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

async function picturesRun(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('video')].every((video) => video.srcObject === null || video.videoWidth > 0),
  );
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
      '.frame__header, .frame__footer, [data-frame="call"] main, .call, .call__side',
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
