import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { chosenModes, chosenSamples, pictures } from './chosen.ts';
import { browser as launch, serveGallery, type GalleryApp } from './gallery.ts';

/** Its data of Japanese letters names settings that the neural network alone does not have. */
const UNKNOWN_TO_TESSERACT = 'Warning: Parameter not found: ';

/** A long mode is two tests, so that both cores have as much to do. */
const SHARES = 2;

/** A way of looking at all screens of an app. */
export interface Mode {
  readonly name: string;
  /** Whether the accessibility engine looks too: what it finds does not depend on the language. */
  readonly axe: boolean;
  readonly query: string;
  readonly viewport: { readonly width: number; readonly height: number };
}

/** How the screens of one app are looked at. */
export interface Look {
  readonly app: GalleryApp;
  readonly modes: readonly Mode[];
  /** The mode that also shows the samples for which one is enough. */
  readonly whole: string;
  /** Waits until a sample is on the page, with whatever is pressed for it. */
  readonly shown: (page: Page, sample: string) => Promise<void>;
  /** What a reader could not read or press, by the name of the check. */
  readonly faults: (page: Page) => Promise<Readonly<Record<string, string[]>>>;
  /** Whether the accessibility engine's finding on an element counts. */
  readonly counts?: (rule: string, html: string) => boolean;
}

/**
 * Two tests a mode: every sample is shown, photographed and looked at; nothing may be said on the console.
 * Pictures go to `.cache/gallery/APP/MODE`; `MADO_GALLERY_OUT` names another folder.
 */
export function testEveryScreen(look: Look): void {
  const { app } = look;
  const out = join(process.env['MADO_GALLERY_OUT'] ?? '.cache/gallery', app);
  let gallery: Awaited<ReturnType<typeof serveGallery>>;
  let chrome: Browser;

  test.beforeAll(async () => {
    gallery = await serveGallery(app);
    chrome = await chromium.launch(launch);
  });
  test.afterAll(async () => {
    await chrome.close();
    await gallery.close();
  });

  const modes = look.modes.filter(({ name }) => chosenModes?.includes(`${app}/${name}`) ?? true);
  const shares = modes.flatMap((mode) => Array.from({ length: SHARES }, (_, share) => ({ mode, share })));
  for (const { mode, share } of shares) {
    test(`every ${app} screen in ${mode.name} can be read and used (${share + 1} of ${SHARES})`, async () => {
      test.setTimeout(600_000);
      const folder = join(out, mode.name);
      await mkdir(folder, { recursive: true });
      const context = await chrome.newContext({ viewport: mode.viewport, reducedMotion: 'reduce' });
      const page = await context.newPage();
      // A sample that never comes is named, and does not use up the time of all.
      page.setDefaultTimeout(30_000);
      const said: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith(UNKNOWN_TO_TESSERACT)) said.push(message.text());
      });
      page.on('pageerror', (error) => said.push(error.message));

      await page.goto(`${gallery.origin}/gallery.html`);
      const samples = await sampleNames(page, mode.name === look.whole);
      for (const sample of samples.filter((_, index) => index % SHARES === share)) {
        const at = `${mode.name}/${sample}`;
        await test.step(at, async () => {
          await page.goto(`${gallery.origin}/gallery.html?sample=${sample}&${mode.query}`);
          await look.shown(page, sample);
          if (pictures) await page.screenshot({ path: join(folder, `${sample}.png`) });
          if (mode.axe) expect.soft(await findings(page, look.counts), `${at}: accessibility`).toEqual([]);
          for (const [check, found] of Object.entries(await look.faults(page))) {
            expect.soft(found, `${at}: ${check}`).toEqual([]);
          }
        });
      }
      expect(said).toEqual([]);
      await context.close();
    });
  }
}

/** @param all also those for which one mode is enough */
async function sampleNames(page: Page, all: boolean): Promise<string[]> {
  await page.locator('body[data-samples]').waitFor();
  const names = (await page.locator('body').getAttribute('data-samples'))?.split(' ') ?? [];
  const once = all ? [] : ((await page.locator('body').getAttribute('data-once'))?.split(' ') ?? []);
  return names.filter((name) => !once.includes(name) && (chosenSamples?.includes(name) ?? true));
}

/** What the accessibility engine finds, as rule and place. */
async function findings(page: Page, counts: Look['counts'] = () => true): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // The page has no frames, so no second page is needed to sum up; only what is wrong is worked out in full.
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.flatMap(({ id, nodes }) => {
    const found = nodes.filter(({ html }) => counts(id, html));
    return found.length === 0 ? [] : [`${id}: ${found.map((node) => node.html).join(' | ')}`];
  });
}
