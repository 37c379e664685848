import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { browser as launch, serveGallery } from './gallery.ts';

/** Pictures go here; `MADO_GALLERY_OUT` names another folder. */
const out = join(process.env['MADO_GALLERY_OUT'] ?? '.cache/gallery', 'clerk');
const only = process.env['MADO_GALLERY_ONLY']?.split(',');
/** `MADO_GALLERY_MODES=clerk/NAME,…` runs these modes only. */
const chosen = process.env['MADO_GALLERY_MODES']?.split(',');

interface Mode {
  readonly name: string;
  /** Whether the accessibility engine looks too: what it finds does not depend on the language. */
  readonly axe: boolean;
  readonly query: string;
  readonly viewport: { readonly width: number; readonly height: number };
}
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

let gallery: Awaited<ReturnType<typeof serveGallery>>;
let chrome: Browser;

test.beforeAll(async () => {
  gallery = await serveGallery('clerk');
  chrome = await chromium.launch(launch);
});
test.afterAll(async () => {
  await chrome.close();
  await gallery.close();
});

for (const mode of modes.filter(({ name }) => chosen?.includes(`clerk/${name}`) ?? true)) {
  test(`every clerk screen in ${mode.name} can be read and used`, async () => {
    test.setTimeout(300_000);
    const folder = join(out, mode.name);
    await mkdir(folder, { recursive: true });
    const context = await chrome.newContext({ viewport: mode.viewport, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') said.push(message.text());
    });
    page.on('pageerror', (error) => said.push(error.message));

    for (const sample of await sampleNames(page, mode.name === 'small')) {
      await page.goto(`${gallery.origin}/gallery.html?sample=${sample}&${mode.query}`);
      await page.locator('main[data-screen]').waitFor();
      if (sample.endsWith('-seal')) await page.locator('.mado-seal').click();
      await page.locator('body:not([data-clicks="running"])').waitFor();
      await page.evaluate(() => document.fonts.ready);
      await drawn(page, !sample.endsWith('-loading'));
      if (sample.endsWith('-sheet')) await page.locator('.popover__sheet:not([hidden])').waitFor();
      if (sample === 'call-keys') await page.locator('dialog').waitFor();
      await page.screenshot({ path: join(folder, `${sample}.png`) });
      if (mode.axe) expect.soft(await findings(page), `${mode.name}/${sample}: accessibility`).toEqual([]);
      expect.soft(await cutOff(page), `${mode.name}/${sample}: cut off`).toEqual([]);
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

/** Fields on a form in the editor are as small as the form prints them; the list beside it leads to each as well (WCAG 2.2, 2.5.8, "Equivalent"). */
const ON_PAPER = /^<button[^>]* class="ed-(box|part)\b/;

/** What the accessibility engine finds, as rule and place. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // The page has no frames, so no second page is needed to sum up; only what is wrong is worked out in full.
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.flatMap(({ id, nodes }) => {
    const found = nodes.filter(({ html }) => id !== 'target-size' || !ON_PAPER.test(html));
    return found.length === 0 ? [] : [`${id}: ${found.map((node) => node.html).join(' | ')}`];
  });
}

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
