import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LabelSheet, labelSheet } from '../propose/label-sheet.ts';
import type { SeenPage } from '../propose/read-page.ts';
import { ruledPage } from '../propose/ruled-page.ts';
import { TemplateMap } from '../template/map.ts';
import type { Catalogue } from '../values/catalogue.ts';
import { inspectForm } from '../workbench/inspect.ts';
import { Paper } from './paper.ts';
import { recognised } from './recognised.ts';

/** Dots an inch, as the clerk's app draws a page for recognition. */
const DPI = 200;

/** A form of the city as a scanner would give it: nothing is known of its pages but their dots. */
export interface ScannedForm {
  readonly id: string;
  readonly map: TemplateMap;
  /** Its boxes, with the words in them once they are recognised. */
  readonly pages: readonly SeenPage[];
  readonly sheets: readonly LabelSheet[];
}

/** Draws each page of the form of a template's folder and finds the ruled lines, whether the form is a scan or not. */
export async function asScan(folder: string, id: string, catalogue: Catalogue): Promise<ScannedForm> {
  const pdf = await readFile(join(folder, id, 'form.pdf'));
  const map = TemplateMap.parse(JSON.parse(await readFile(join(folder, id, 'template.json'), 'utf8')));
  const { pages } = await inspectForm(pdf, catalogue);
  await using paper = await Paper.of(pdf);
  const [seen, sheets]: [SeenPage[], LabelSheet[]] = [[], []];
  for (const [index, { width, height }] of pages.entries()) {
    const picture = await paper.picture(DPI, index);
    const raster = { width: picture.width, height: picture.height, grey: picture.pixels, scale: DPI / 72 };
    const ruled = ruledPage(raster);
    seen.push({ width, height, ...ruled, labels: ruled.ink });
    sheets.push(labelSheet(raster, ruled));
  }
  return { id, map, pages: seen, sheets };
}

/** The same forms with the words that Tesseract reads in their boxes. */
export async function withWords(forms: readonly ScannedForm[]): Promise<ScannedForm[]> {
  const words = await recognised(forms.flatMap(({ sheets }) => sheets));
  return forms.map((form) => {
    const read = words.splice(0, form.pages.length);
    return { ...form, pages: form.pages.map((page, index) => ({ ...page, recognised: read[index] ?? [] })) };
  });
}
