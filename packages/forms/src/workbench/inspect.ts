import { acroFields } from '../template/acro-form.ts';
import type { Box } from '../template/map.ts';
import { openForm } from '../template/open-form.ts';
import { type ProposedField, proposeFields } from '../template/propose-fields.ts';
import type { Catalogue } from '../values/catalogue.ts';
import { cellsOfLines, combsOf } from './cells.ts';
import type { Line } from './line.ts';
import { pageLines } from './page-lines.ts';

/** What a page draws that a field can keep to, in points from its top left corner as shown. */
export interface InspectedPage {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly Line[];
  readonly cells: readonly Box[];
  readonly combs: readonly { readonly box: Box; readonly cells: number }[];
}

export interface Inspected {
  readonly pages: readonly InspectedPage[];
  /** Fields that the maker of an AcroForm meant. */
  readonly proposals: readonly ProposedField[];
}

/**
 * Looks at a form before it has a map. A scan has pages without lines.
 * @throws TemplateError
 */
export async function inspectForm(pdf: Uint8Array, catalogue: Catalogue): Promise<Inspected> {
  const document = await openForm(pdf, 'form');
  const pages = document.getPages().map((page): InspectedPage => {
    const { x, y, width, height } = page.getCropBox();
    const lines = pageLines(page, { left: x, top: y + height, width, height });
    const cells = cellsOfLines(lines);
    return { width, height, lines, cells, combs: combsOf(cells) };
  });
  return { pages, proposals: proposeFields(await acroFields(pdf), catalogue) };
}
