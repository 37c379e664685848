/**
 * Renders the sample city's forms filled with every sample and keeps the pictures that the tests compare with, all of them or those of
 * the named forms. Needs `pdftoppm`. Look at what changed before you keep it:
 *
 *     node packages/forms/src/testing/keep-golden.ts [ID…]
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundledMincho, fill, loadFonts, loadFormSet, systemIpamjMincho } from '../index.ts';
import { goldenFolder, goldenName } from './golden-files.ts';
import { goldenOf } from './golden.ts';
import { encodePng } from './golden-png.ts';
import { Paper } from './paper.ts';
import { readSamples, SAMPLE_DAY } from './samples.ts';
import { SPILL, spilling } from './spill.ts';

/** Dots per inch of the rendering, of which the pictures keep half. */
const RESOLUTION = 150;

const city = fileURLToPath(new URL('../../../../procedures/sample-city', import.meta.url));
const ids = process.argv.slice(2);
const fonts = await loadFonts({ main: bundledMincho(), fallbacks: [systemIpamjMincho] });
const { templates } = await loadFormSet(city);
const unknown = ids.find((id) => !templates.some(({ map }) => map.id === id));
if (unknown !== undefined) throw new Error(`no form is called ${unknown}`);
const samples = await readSamples(city);
for (const template of templates.filter(({ map }) => ids.length === 0 || ids.includes(map.id))) {
  const folder = goldenFolder(template.map.id);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const long = spilling(template, samples);
  const people = long === undefined ? samples : [...samples, { id: SPILL, values: long }];
  for (const { id, values } of people) {
    const { pdf } = await fill(template, values, { fonts, today: SAMPLE_DAY });
    await using paper = await Paper.of(pdf);
    for (const [sheet, picture] of (await paper.pictures(RESOLUTION)).entries())
      await writeFile(join(folder, goldenName(id, sheet)), encodePng(goldenOf(picture)));
  }
}
