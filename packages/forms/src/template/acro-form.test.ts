import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, it } from '@jest/globals';
import { acroFields, withoutAcroForm } from './acro-form.ts';

async function form(): Promise<PDFDocument> {
  const document = await PDFDocument.create();
  const [first, second] = [document.addPage([400, 300]), document.addPage([400, 300])];
  first.setCropBox(50, 40, 200, 150);
  const made = document.getForm();
  made.createCheckBox('kind.agree').addToPage(second, { x: 10, y: 280, width: 10, height: 10 });
  made.createTextField('person.name').addToPage(first, { x: 60, y: 100, width: 80, height: 20, borderWidth: 0 });
  const number = made.createTextField('person.number');
  number.setMaxLength(12);
  number.enableCombing();
  number.addToPage(first, { x: 60, y: 150, width: 120, height: 12 });
  const remarks = made.createTextField('remarks');
  remarks.enableMultiline();
  remarks.addToPage(second, { x: 10, y: 20, width: 300, height: 60 });
  const kinds = made.createDropdown('kinds');
  kinds.addToPage(second, { x: 10, y: 200, width: 60, height: 14 });
  return document;
}

describe('fields of an AcroForm', () => {
  it('are found by page, from the top, measured from the corner of the part that is shown', async () => {
    const found = await acroFields(await (await form()).save());
    const shown = found.map(({ name, kind, page, cells, multiline }) => [name, kind, page, cells, multiline]);
    expect(shown).toEqual([
      ['person.number', 'text', 0, 12, false],
      ['person.name', 'text', 0, undefined, false],
      ['kind.agree', 'check', 1, undefined, false],
      ['kinds', 'list', 1, undefined, false],
      ['remarks', 'text', 1, undefined, true],
    ]);
    // The part that is shown reaches from 40 to 190; the field's upper edge is at 120.
    const name = found.find((field) => field.name === 'person.name');
    expect(name?.box).toEqual({ x: 10, y: 70, width: 80, height: 20 });
  });

  it('are none where there is no AcroForm', async () => {
    const document = await PDFDocument.create();
    document.addPage();
    expect(await acroFields(await document.save())).toEqual([]);
  });

  it('are refused with a reason when the file is broken', async () => {
    await expect(acroFields(new TextEncoder().encode('%PDF-1.7\nnothing'))).rejects.toMatchObject({
      problem: 'pdf-unreadable',
    });
  });

  it('leave with everything that only they used', async () => {
    const document = await form();
    const before = await document.save();
    const after = await withoutAcroForm(await PDFDocument.load(before), before);
    expect(await acroFields(after)).toEqual([]);
    const text = Buffer.from(await (await PDFDocument.load(after)).save({ useObjectStreams: false })).toString(
      'latin1',
    );
    for (const trace of ['AcroForm', 'Widget', 'Helvetica', 'person']) expect(text).not.toContain(trace);
  });
});
