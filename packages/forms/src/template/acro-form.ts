import {
  type PDFContext,
  type PDFArray,
  PDFCheckBox,
  PDFDict,
  type PDFDocument,
  PDFDropdown,
  type PDFField,
  PDFName,
  PDFOptionList,
  PDFRadioGroup,
  PDFSignature,
  PDFTextField,
} from '@cantoo/pdf-lib';
import type { Box } from './map.ts';
import { openForm } from './open-form.ts';
import { sweep } from './sweep.ts';

/** One place of a form that its maker meant to be typed into: what a field map can start from. */
export interface AcroField {
  /** The full name that the form gives it; two places may share one. */
  readonly name: string;
  readonly kind: 'text' | 'check' | 'radio' | 'list' | 'signature' | 'button';
  /** Pages count from 0. */
  readonly page: number;
  /** Points from the top left of the page as shown, as in a field map. */
  readonly box: Box;
  /** How many cells a comb has. */
  readonly cells?: number;
  readonly multiline: boolean;
}

/**
 * Finds the fields of an AcroForm (ISO 32000-2, 12.7), page by page from top to bottom. A PDF without any gives none.
 * @throws TemplateError when the file cannot be read
 */
export async function acroFields(pdf: Uint8Array): Promise<AcroField[]> {
  const document = await openForm(pdf, 'form');
  if (!hasAcroForm(document)) return [];
  const pages = document.getPages();
  const found = document
    .getForm()
    .getFields()
    .flatMap((field) =>
      field.acroField.getWidgets().flatMap((widget): AcroField[] => {
        const page = pages.findIndex(({ node }) => isOn(node.Annots(), widget.dict, document.context));
        const frame = pages[page]?.getCropBox();
        if (!frame) return [];
        const { x, y, width, height } = widget.getRectangle();
        const box = { x: x - frame.x, y: frame.y + frame.height - y - height, width, height };
        return [{ name: field.getName(), kind: kindOf(field), page, box: toHundredths(box), ...textShape(field) }];
      }),
    );
  return found.sort((a, b) => a.page - b.page || a.box.y - b.box.y || a.box.x - b.box.x);
}

/**
 * The form without its AcroForm, so that nothing can be typed over what was printed and no font of the empty fields stays behind. A
 * form that has none is given back as it is.
 */
export async function withoutAcroForm(document: PDFDocument, pdf: Uint8Array): Promise<Uint8Array> {
  if (!hasAcroForm(document)) return pdf;
  for (const { node } of document.getPages()) {
    const annotations = node.Annots();
    for (let index = (annotations?.size() ?? 0) - 1; index >= 0; index--) {
      const subtype = annotations?.lookupMaybe(index, PDFDict)?.lookupMaybe(PDFName.of('Subtype'), PDFName);
      if (subtype === PDFName.of('Widget')) annotations?.remove(index);
    }
    if (annotations?.size() === 0) node.delete(PDFName.of('Annots'));
  }
  document.catalog.delete(PDFName.of('AcroForm'));
  sweep(document.context);
  return document.save({ updateFieldAppearances: false });
}

function hasAcroForm(document: PDFDocument): boolean {
  return document.catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict) !== undefined;
}

function isOn(annotations: PDFArray | undefined, widget: PDFDict, context: PDFContext): boolean {
  return annotations?.asArray().some((entry) => context.lookup(entry) === widget) ?? false;
}

function kindOf(field: PDFField): AcroField['kind'] {
  if (field instanceof PDFTextField) return 'text';
  if (field instanceof PDFCheckBox) return 'check';
  if (field instanceof PDFRadioGroup) return 'radio';
  if (field instanceof PDFDropdown || field instanceof PDFOptionList) return 'list';
  return field instanceof PDFSignature ? 'signature' : 'button';
}

function textShape(field: PDFField): Pick<AcroField, 'cells' | 'multiline'> {
  if (!(field instanceof PDFTextField)) return { multiline: false };
  const cells = field.isCombed() ? field.getMaxLength() : undefined;
  return { multiline: field.isMultiline(), ...(cells === undefined ? {} : { cells }) };
}

function toHundredths({ x, y, width, height }: Box): Box {
  const round = (value: number): number => Math.round(value * 100) / 100;
  return { x: round(x), y: round(y), width: round(width), height: round(height) };
}
