/**
 * Makes the sample city's workbook, a department's own ledger, and writes it with its cell map:
 *
 *     node packages/forms/tools/ledger.ts procedures/sample-city/workbooks
 */
import ExcelJS from 'exceljs';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder of the workbooks');

const SHEET = '閲覧受付';
const FILE = 'ledger.xlsx';
const thin = { style: 'thin' } as const;
const frame = { top: thin, left: thin, bottom: thin, right: thin };
const date = '[$-411]ggge"年"m"月"d"日"';

/** Label, cell of the value, how it goes in, and what it is. */
const rows = [
  ['受付日', 'B3', 'date', 'application.date'],
  ['閲覧者の氏名', 'B4', 'text', 'applicant.name'],
  ['住所', 'B5', 'text', '"〒" + applicant.postalCode + "　" + applicant.address'],
  ['電話番号', 'B6', 'text', 'applicant.phone'],
  ['会社・団体', 'B7', 'text', 'viewer.company'],
  ['閲覧した概要書', 'B8', 'text', 'viewing.items'],
  ['写しの枚数', 'B9', 'number', 'viewing.copyCount'],
] as const;
const CELL_OF_COPIES = 'B9';

const made = new ExcelJS.Workbook();
made.creator = '窓野市';
const sheet = made.addWorksheet(SHEET, { pageSetup: { orientation: 'portrait', fitToPage: true } });
// A4, as Excel counts papers.
Object.assign(sheet.pageSetup, { paperSize: 9 });
sheet.getColumn('A').width = 20;
sheet.getColumn('B').width = 46;
sheet.getColumn('C').width = 22;
sheet.mergeCells('A1:C1');
sheet.getCell('A1').value = '建築計画概要書 閲覧受付台帳';
sheet.getCell('A1').font = { name: 'BIZ UDPGothic', size: 16, bold: true };
sheet.getCell('A1').alignment = { horizontal: 'center' };
sheet.getCell('A2').value = '建築指導課';
for (const [label, cell] of rows) {
  const row = Number(cell.slice(1));
  sheet.getCell(`A${row}`).value = label;
  sheet.getCell(`A${row}`).font = { bold: true };
  sheet.mergeCells(`B${row}:C${row}`);
  sheet.getCell(cell).alignment = { wrapText: true, vertical: 'top', horizontal: 'left' };
  sheet.getCell(cell).numFmt = cell === 'B3' ? date : cell === CELL_OF_COPIES ? '0' : '@';
  for (const each of [`A${row}`, cell, `C${row}`]) sheet.getCell(each).border = frame;
}
sheet.getRow(8).height = 90;
sheet.getCell('A10').value = '手数料（1枚400円）';
sheet.getCell('A10').font = { bold: true };
sheet.getCell('B10').value = { formula: `${CELL_OF_COPIES}*400`, result: 0 };
sheet.getCell('B10').numFmt = '#,##0"円"';
sheet.getCell('A11').value = '担当者';
sheet.getCell('A11').font = { bold: true };
for (const each of ['A10', 'B10', 'A11', 'B11']) sheet.getCell(each).border = frame;

const xlsx = Buffer.from(await made.xlsx.writeBuffer());
const id = 'viewing-ledger';
const dir = join(resolve(folder), id);
await mkdir(dir, { recursive: true });
await writeFile(join(dir, FILE), xlsx);
const map = {
  format: 1,
  id,
  version: 1,
  title: '概要書閲覧受付台帳',
  department: '建築指導課',
  procedures: ['gaiyosho-etsuran'],
  xlsx: { file: FILE, sha256: createHash('sha256').update(xlsx).digest('hex') },
  cells: rows.map(([, cell, as, value]) => ({ sheet: SHEET, cell, value, ...(as === 'text' ? {} : { as }) })),
  required: ['application.date', 'applicant.name', 'viewing.items'],
};
await writeFile(join(dir, 'workbook.json'), `${JSON.stringify(map, null, 2)}\n`);
