import { describe, expect, it } from '@jest/globals';
import { PDFDocument } from '@cantoo/pdf-lib';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { cellsOfLines, combsOf } from './cells.ts';
import { pageLines } from './page-lines.ts';

const frameOf = (page: ReturnType<PDFDocument['getPage']>) => {
  const { x, y, width, height } = page.getCropBox();
  return { left: x, top: y + height, width, height };
};

describe('the lines of a page', () => {
  it('are found in a drawing, and make the boxes around the fields of its map', async () => {
    const folder = fileURLToPath(
      new URL('../../../../procedures/sample-city/templates/funeral-benefit/', import.meta.url),
    );
    const [page] = (await PDFDocument.load(await readFile(`${folder}form.pdf`))).getPages();
    if (page === undefined) throw new Error('the form has no page');
    const cells = cellsOfLines(pageLines(page, frameOf(page)));
    // 申請者の住所 stands in the cell beside 住所; 郵便番号 in rows of three and four.
    const address = { x: 138, y: 183, width: 409.28, height: 24 };
    expect(
      cells.some(
        (cell) =>
          cell.x <= address.x &&
          cell.y <= address.y &&
          cell.x + cell.width >= address.x + address.width &&
          cell.height < 60,
      ),
    ).toBe(true);
    const postal = combsOf(cells).filter(({ box }) => Math.abs(box.y - 168) < 2);
    expect(postal.map(({ box, cells: count }) => [Math.round(box.x), count])).toEqual([
      [151, 3],
      [196, 4],
    ]);
  });

  it('come from strokes, rectangles and thin fills alike, turned and scaled, but not from text', async () => {
    const document = await PDFDocument.create();
    const page = document.addPage([300, 200]);
    page.drawText('re 0 0 m 10 10 l S', { x: 5, y: 5 });
    const content = 'q 2 0 0 2 10 0 cm 0 50 m 40 50 l S Q 20 20 30 10 re S 100 20 1 60 re f (0 0 m 9 9 l S) Tj';
    page.node.addContentStream(document.context.register(document.context.flateStream(content)));
    const lines = pageLines(page, frameOf(page));
    expect(lines).toContainEqual({ x1: 10, y1: 100, x2: 90, y2: 100 });
    expect(lines).toContainEqual({ x1: 100.5, y1: 120, x2: 100.5, y2: 180 });
    expect(cellsOfLines(lines)).toEqual([{ x: 20, y: 170, width: 30, height: 10 }]);
    expect(lines).toHaveLength(6);
  });

  it('makes no more boxes of a page that is all lines than any form has', () => {
    const lines = Array.from({ length: 2_500 }, (_, at) => [
      { x1: 0, x2: 20_000, y1: at * 8, y2: at * 8 },
      { x1: at * 8, x2: at * 8, y1: 0, y2: 20_000 },
    ]).flat();
    expect(cellsOfLines(lines)).toHaveLength(5_000);
  });

  it.each([
    ['inline pictures', 'BI '],
    ['hexadecimal strings', '< '],
    ['strings', '( '],
    ['strings in strings', '(('],
    ['comments', '% '],
  ])('goes once over %s that are never closed, and keeps what was drawn before', async (_, piece) => {
    const document = await PDFDocument.create();
    const page = document.addPage([300, 200]);
    const content = `20 20 30 10 re S ${piece.repeat(1_000_000)}`;
    page.node.addContentStream(document.context.register(document.context.flateStream(content)));
    expect(pageLines(page, frameOf(page))).toHaveLength(4);
  });
});
