import { PDFDocument, type PDFField, type PDFForm, PDFName, type PDFPage } from '@cantoo/pdf-lib';
import { type Box, cellsOf, type Field } from '../src/template/map.ts';

/** Gives a drawn form a field to type into for each place of its map, named by the field's id and, where it has several, its part. */
export async function withWidgets(pdf: Uint8Array, fields: readonly Field[]): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const form = document.getForm();
  for (const field of fields) {
    const page = document.getPage(field.page);
    for (const place of placesOf(field)) add(form, page, place);
  }
  return document.save();
}

interface Place {
  readonly name: string;
  readonly kind: 'text' | 'check';
  readonly box: Box;
  readonly cells?: number;
  readonly multiline?: boolean;
}

function placesOf(field: Field): Place[] {
  const { id } = field;
  const text = (part: string, box: Box): Place => ({ name: `${id}_${part}`, kind: 'text', box });
  const checks = (marks: Readonly<Record<string, Box | undefined>>): Place[] =>
    Object.entries(marks).flatMap(([part, box]) => (box ? [{ name: `${id}_${part}`, kind: 'check', box }] : []));
  switch (field.kind) {
    case 'text':
      return [{ name: id, kind: 'text', box: field.box, multiline: field.lines > 1 }];
    case 'comb':
      return field.groups.map(({ box, cells }, index) => ({
        name: field.groups.length > 1 ? `${id}_${index + 1}` : id,
        kind: 'text',
        box,
        cells,
      }));
    case 'era-date':
      return [
        ...(field.era.kind === 'circle' ? checks(field.era.marks) : []),
        ...[text('year', field.year), text('month', field.month), text('day', field.day)],
      ];
    case 'western-date':
      return [text('year', field.year), text('month', field.month), text('day', field.day)];
    case 'choice':
      return checks(field.marks);
    case 'check':
      return [{ name: id, kind: 'check', box: field.box }];
    case 'table':
      return Array.from({ length: field.rows }, (_, row) =>
        cellsOf(field, row).map((box, column) => text(`${row + 1}_${column + 1}`, box)),
      ).flat();
    case 'stamp':
    case 'page-number':
      return [];
  }
}

function add(form: PDFForm, page: PDFPage, { name, kind, box, cells, multiline }: Place): void {
  const place = {
    x: box.x,
    y: page.getHeight() - box.y - box.height,
    width: box.width,
    height: box.height,
    borderWidth: 0,
  };
  if (kind === 'check') {
    const box = form.createCheckBox(name);
    box.addToPage(page, place);
    clear(box);
    box.updateAppearances();
    return;
  }
  const field = form.createTextField(name);
  if (multiline) field.enableMultiline();
  if (cells !== undefined) {
    field.setMaxLength(cells);
    field.enableCombing();
  }
  field.addToPage(page, place);
  clear(field);
  field.updateAppearances(form.getDefaultFont());
}

/** The library gives every field a white ground, which would hide the form's own lines and words under it. */
function clear(field: PDFField): void {
  for (const widget of field.acroField.getWidgets()) {
    const look = widget.getAppearanceCharacteristics()?.dict;
    for (const name of ['BG', 'BC']) look?.delete(PDFName.of(name));
  }
}
