import { PDFDocument, PDFHeader } from '@cantoo/pdf-lib';
import { fill, type Filled, type FillOptions } from './fill.ts';
import { archive } from './paint/archive.ts';
import { saved } from './paint/saved.ts';
import type { DrawnTemplate } from './papers/drawn-template.ts';
import type { Template } from './template/template.ts';

/** A form of the council, or a paper that is drawn. */
export type Printable = Template | DrawnTemplate;

/** One paper alone. */
export function fillOne(
  paper: Printable,
  typed: Readonly<Record<string, string>>,
  options: FillOptions,
): Promise<Filled> {
  return 'fill' in paper ? paper.fill(typed, options) : fill(paper, typed, options);
}

/**
 * Fills several templates with the same values and puts them behind each other into one document, in the given order, so that a
 * whole set is one job for the printer.
 */
export async function fillSet(
  templates: readonly Printable[],
  typed: Readonly<Record<string, string>>,
  options: FillOptions,
): Promise<Pick<Filled, 'pdf'>> {
  const whole = await PDFDocument.create({ updateMetadata: false });
  whole.context.header = PDFHeader.forVersion(1, 7);
  for (const template of templates) {
    const { pdf } = await fillOne(template, typed, options);
    const filled = await PDFDocument.load(pdf, { updateMetadata: false });
    for (const page of await whole.copyPages(filled, filled.getPageIndices())) whole.addPage(page);
  }
  if (templates.every((template) => 'fill' in template || template.notArchival.length === 0)) {
    const title = templates.map(({ map }) => map.title).join('、');
    const sources = templates.map((template) => ('fill' in template ? template.map.id : template.map.pdf.sha256));
    archive(whole, { title, seed: JSON.stringify([sources, typed]) });
  }
  return { pdf: await saved(whole, { updateFieldAppearances: false }) };
}
