import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { fill, fillOver, type Template } from '../../packages/forms/src/index.ts';
import type { openForms } from './forms-sample.ts';

declare global {
  interface Window {
    /**
     * Asks the host's stand-in for a form with one value changed and draws its first page.
     * @param whole the form with it, as it is printed, in place of the values alone above the form that is drawn already
     * @returns milliseconds from the change to the complete picture, and the share of them after the bytes had come
     */
    redraw: (form: string, round: number, whole: boolean) => Promise<{ ms: number; drawingMs: number }>;
    /**
     * Types one letter that stands on all of the forms, the first of which is looked at.
     * @returns milliseconds from the letter until the first has its new content, and until the last has
     */
    typeOnAll: (forms: readonly string[], round: number) => Promise<{ firstMs: number; lastMs: number }>;
  }
}

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What one change of a value costs until the picture is complete: with the filling, and the drawing alone. Milliseconds. */
export interface PreviewTimes {
  readonly redraw: readonly number[];
  readonly drawing: readonly number[];
  /** For comparison: the whole form filled and drawn anew. */
  readonly whole: readonly number[];
  /** From a letter to the last preview of all forms, and to that of the one that is looked at; without drawing. */
  readonly all: readonly number[];
  readonly looked: readonly number[];
}

/**
 * Types into each form, a letter at a time, and has Chromium draw the page anew each time as the clerk's screen does. The first time of each
 * form warms up and does not count.
 */
export async function previewTimes(
  templates: readonly Template[],
  values: Readonly<Record<string, string>>,
  { fonts, today }: Pick<Awaited<ReturnType<typeof openForms>>, 'fonts' | 'today'>,
  rounds: number,
): Promise<PreviewTimes> {
  const folder = await mkdtemp(join(tmpdir(), 'mado-bench-preview-'));
  await writeFile(join(folder, 'worker.js'), "export default '/worker.mjs';");
  await promisify(execFile)(at('apps/clerk/node_modules/.bin/esbuild'), [
    at('e2e/bench/forms-page.ts'),
    ...['--bundle', '--format=esm', `--outfile=${join(folder, 'page.js')}`],
    `--alias:pdfjs-dist/build/pdf.worker.min.mjs?url=${join(folder, 'worker.js')}`,
  ]);
  const script = await readFile(join(folder, 'page.js'));
  const worker = await readFile(at('packages/sheets/node_modules/pdfjs-dist/build/pdf.worker.min.mjs'));
  const server = createServer((request, response) => {
    const [, place = '', kind, round = ''] = (request.url ?? '').split('/');
    const send = (type: string, body: Uint8Array | string): unknown =>
      response.writeHead(200, { 'content-type': type }).end(body);
    const template = templates.find(({ map }) => map.id === place);
    if (template && kind === 'blank') send('application/pdf', template.pdf);
    else if (template) {
      const typed = {
        ...values,
        'applicant.name': `${values['applicant.name'] ?? ''}${'美'.repeat(Number(round) % 6)}`,
      };
      const filling = kind === 'whole' ? fill : fillOver;
      void filling(template, typed, { fonts, today, markByHand: true }).then(({ pdf }) => send('application/pdf', pdf));
    } else if (place === 'page.js') send('text/javascript', script);
    else if (place === 'worker.mjs') send('text/javascript', worker);
    else send('text/html', '<!doctype html><canvas></canvas><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const browser = await chromium.launch({
    executablePath: process.env['MADO_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${address.port}/`);
    await page.waitForFunction(() => 'redraw' in window);
    const found = {
      redraw: [] as number[],
      drawing: [] as number[],
      whole: [] as number[],
      all: [] as number[],
      looked: [] as number[],
    };
    const ids = templates.map(({ map }) => map.id);
    for (const { map } of templates) {
      for (let round = 0; round <= rounds; round += 1) {
        const again = (whole: boolean): Promise<{ ms: number; drawingMs: number }> =>
          page.evaluate(([id, time, all]) => window.redraw(id, time, all), [map.id, round, whole] as const);
        const whole = await again(true);
        const over = await again(false);
        if (round === 0) continue;
        found.redraw.push(over.ms);
        found.drawing.push(over.drawingMs);
        found.whole.push(whole.ms);
      }
    }
    for (let round = 0; round <= 2 * rounds; round += 1) {
      const { firstMs, lastMs } = await page.evaluate(([all, time]) => window.typeOnAll(all, time), [
        ids,
        round,
      ] as const);
      if (round === 0) continue;
      found.looked.push(firstMs);
      found.all.push(lastMs);
    }
    return found;
  } finally {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true });
  }
}
