import type { PDFPage } from '@cantoo/pdf-lib';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Catalogue, CatalogueFile, catalogueOf } from '../values/catalogue.ts';
import { archivalFaults } from './archival-faults.ts';
import { withoutAcroForm } from './acro-form.ts';
import { withGeneralSheets } from './general-sheet.ts';
import { type Box, boxesOf, continued, TemplateMap } from './map.ts';
import { openForm } from './open-form.ts';
import type { PageFrame, Template } from './template.ts';
import { TemplateError } from './template-error.ts';

/** Name of the common fields' file in a city's folder. */
export const CATALOGUE_FILE = 'common-fields.json';
/** Name of a field map in a template's folder. */
export const MAP_FILE = 'template.json';

/** All that a city fills forms with. */
export interface FormSet {
  readonly catalogue: Catalogue;
  /** In the order of their identifiers. */
  readonly templates: readonly Template[];
}

/**
 * Reads a city's folder: `common-fields.json` and each folder in `templates/` that has a `template.json`.
 * @throws TemplateError for the first file that cannot be used
 */
export async function loadFormSet(cityDir: string): Promise<FormSet> {
  const catalogue = await loadCatalogue(join(cityDir, CATALOGUE_FILE));
  const root = join(cityDir, 'templates');
  const entries = await readdir(root, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const templates: Template[] = [];
  // One after the other: opened, a form takes many times the room that it takes when it is kept.
  for (const name of names.sort()) templates.push(await loadTemplate(join(root, name), catalogue));
  const ids = templates.map(({ map }) => map.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new TemplateError('duplicate-template', twice);
  return { catalogue, templates: templates.sort((a, b) => (a.map.id < b.map.id ? -1 : 1)) };
}

/** @throws TemplateError */
export async function loadCatalogue(file: string): Promise<Catalogue> {
  return catalogueOf(parse(CatalogueFile, await readPart(file), file));
}

/**
 * Reads one template's folder and checks that map, form and common fields belong together, so that filling cannot fail for a
 * reason that was there before.
 * @throws TemplateError
 */
export async function loadTemplate(dir: string, catalogue: Catalogue): Promise<Template> {
  const map = parse(TemplateMap, await readPart(join(dir, MAP_FILE)), join(dir, MAP_FILE));
  return templateOf(map, await readPart(join(dir, map.pdf.file)), catalogue);
}

/**
 * The same for a map and a form that did not come from a folder. `map`: JSON.
 * @throws TemplateError
 */
export async function readTemplate(map: string, pdf: Uint8Array, catalogue: Catalogue): Promise<Template> {
  return templateOf(parse(TemplateMap, new TextEncoder().encode(map), 'field map'), pdf, catalogue);
}

/**
 * The two files that a template in a city's folder was read from, as they are: the map as JSON.
 * @throws TemplateError when no folder has it
 */
export async function templateSource(cityDir: string, id: string): Promise<{ map: string; pdf: Uint8Array }> {
  const root = join(cityDir, 'templates');
  for (const entry of await readdir(root, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const bytes = await readPart(join(root, entry.name, MAP_FILE));
    const map = parse(TemplateMap, bytes, entry.name);
    if (map.id !== id) continue;
    return { map: new TextDecoder().decode(bytes), pdf: await readPart(join(root, entry.name, map.pdf.file)) };
  }
  throw new TemplateError('missing-file', id);
}

async function templateOf(map: TemplateMap, pdf: Uint8Array, catalogue: Catalogue): Promise<Template> {
  checkDigest(map, pdf);
  const document = await openForm(pdf, map.id);
  const pages = document.getPages().map((page, index) => pageSize(page, index, map));
  for (const field of map.fields) {
    const more = field.kind === 'table' ? continued(field) : undefined;
    for (const part of more ? [field, more] : [field]) {
      for (const box of boxesOf(part)) checkBox(box, part.page, pages, `${map.id}/${field.id}`);
    }
  }
  for (const area of map.byHand) checkBox(area.box, area.page, pages, `${map.id}/${area.label}`);
  const plain = await withoutAcroForm(document, pdf);
  return { pdf: plain, notArchival: archivalFaults(document), ...withGeneralSheets(map, pages, catalogue) };
}

async function readPart(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') {
      throw new TemplateError('missing-file', file);
    }
    throw error;
  }
}

function parse<S extends z.ZodType>(schema: S, bytes: Uint8Array, file: string): z.infer<S> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new TemplateError('malformed', `${file}: ${error instanceof Error ? error.message : 'no JSON'}`);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new TemplateError('malformed', `${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function checkDigest(map: TemplateMap, pdf: Uint8Array): void {
  const digest = createHash('sha256').update(pdf).digest('hex');
  if (digest !== map.pdf.sha256) throw new TemplateError('pdf-changed', `${map.id}: ${map.pdf.file} is ${digest}`);
}

/** Size and corner of a page; one that is turned is refused. */
export function pageSize(page: PDFPage, index: number, map: TemplateMap): PageFrame {
  if (page.getRotation().angle % 360 !== 0) throw new TemplateError('page-turned', `${map.id}: page ${index + 1}`);
  const { x, y, width, height } = page.getCropBox();
  return { left: x, top: y + height, width, height };
}

/** @throws TemplateError for a box that is not on its page */
export function checkBox(box: Box, page: number, pages: readonly PageFrame[], where: string): void {
  const frame = pages[page];
  if (!frame) throw new TemplateError('page-missing', `${where}: page ${page}`);
  if (box.x + box.width > frame.width || box.y + box.height > frame.height)
    throw new TemplateError('box-outside-page', where);
}
