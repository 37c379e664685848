import { PDFDocument, PDFHeader } from '@cantoo/pdf-lib';
import { fill, type Filled, type FillOptions } from './fill.ts';
import { archive } from './paint/archive.ts';
import type { Template } from './template/template.ts';

/**
 * Fills several templates with the same values and puts them behind each other into one document, in the given order, so that a
 * whole set is one job for the printer.
 */
export async function fillSet(
  templates: readonly Template[],
  typed: Readonly<Record<string, string>>,
  options: FillOptions,
): Promise<Pick<Filled, 'pdf'>> {
  const whole = await PDFDocument.create({ updateMetadata: false });
  whole.context.header = PDFHeader.forVersion(1, 7);
  for (const template of templates) {
    const { pdf } = await fill(template, typed, options);
    const filled = await PDFDocument.load(pdf, { updateMetadata: false });
    for (const page of await whole.copyPages(filled, filled.getPageIndices())) whole.addPage(page);
  }
  if (templates.every(({ notArchival }) => notArchival.length === 0)) {
    const title = templates.map(({ map }) => map.title).join('、');
    archive(whole, { title, seed: JSON.stringify([templates.map(({ map }) => map.pdf.sha256), typed]) });
  }
  return { pdf: new Uint8Array(await whole.save({ updateFieldAppearances: false })) };
}
