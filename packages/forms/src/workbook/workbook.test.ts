import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Catalogue,
  CATALOGUE_FILE,
  fillWorkbook,
  loadCatalogue,
  loadWorkbook,
  loadWorkbooks,
  previewWorkbook,
  type WorkbookTemplate,
} from '../index.ts';
import { SAMPLE_DAY as today } from '../testing/samples.ts';
import { zip } from '../testing/zip.ts';
import { archiveParts } from './archive-parts.ts';
import { WorkbookError } from './workbook-error.ts';

const city = fileURLToPath(new URL('../../../../procedures/sample-city', import.meta.url));
const cells = [
  { sheet: '受付簿', cell: 'B3', value: 'applicant.name' },
  { sheet: '受付簿', cell: 'B4', value: '"〒" + applicant.postalCode + "　" + applicant.address' },
  { sheet: '受付簿', cell: 'B5', value: 'application.date', as: 'date' },
  { sheet: '受付簿', cell: 'D3', value: 'heir.others' },
];

let catalogue: Catalogue;
let folder: string;
let plain: Uint8Array;

beforeAll(async () => {
  catalogue = await loadCatalogue(join(city, CATALOGUE_FILE));
  folder = await mkdtemp(join(tmpdir(), 'mado-workbook-'));
  plain = await workbook();
});
afterAll(() => rm(folder, { recursive: true }));

/** A department's list: a title over merged cells, labels, a formula, a format for dates, and a frame around the name. */
async function workbook(): Promise<Uint8Array> {
  const made = new ExcelJS.Workbook();
  const sheet = made.addWorksheet('受付簿', { pageSetup: { orientation: 'landscape' } });
  sheet.getColumn('B').width = 42;
  sheet.mergeCells('A1:D1');
  sheet.getCell('A1').value = '窓口受付簿';
  sheet.getCell('A3').value = '氏名';
  sheet.getCell('B3').border = { bottom: { style: 'thick' } };
  sheet.getCell('B3').font = { name: 'BIZ UDPGothic', size: 14 };
  sheet.getCell('B5').numFmt = '[$-411]ggge"年"m"月"d"日"';
  sheet.mergeCells('B4:C4');
  sheet.getCell('B7').value = { formula: 'LEN(B3)', result: 0 };
  return new Uint8Array(await made.xlsx.writeBuffer());
}

async function load(xlsx: Uint8Array, change: Record<string, unknown> = {}): Promise<WorkbookTemplate> {
  const dir = await mkdtemp(join(folder, 'template-'));
  const sha256 = createHash('sha256').update(xlsx).digest('hex');
  const map = {
    ...{ format: 1, id: 'reception-list', version: 1, title: '窓口受付簿', department: '市民登録課', procedures: [] },
    ...{ xlsx: { file: 'list.xlsx', sha256 }, cells, required: ['applicant.name'] },
    ...change,
  };
  await writeFile(join(dir, 'list.xlsx'), xlsx);
  await writeFile(join(dir, 'workbook.json'), JSON.stringify(map));
  return loadWorkbook(dir, catalogue);
}

async function refused(xlsx: Uint8Array, change: Record<string, unknown> = {}): Promise<string> {
  return load(xlsx, change).then(
    () => 'loaded',
    (error: unknown) => (error instanceof WorkbookError ? error.problem : String(error)),
  );
}

/** The workbook with one more part, or with one changed. */
function withPart(name: string, data: Uint8Array | string, flags = 0): Uint8Array {
  const parts = new Map(archiveParts(plain, 'plain'));
  parts.set(name, typeof data === 'string' ? Buffer.from(data) : data);
  return zip([...parts].map(([part, bytes]) => ({ name: part, data: bytes, flags })));
}

async function read(xlsx: Uint8Array): Promise<ExcelJS.Worksheet> {
  const opened = new ExcelJS.Workbook();
  await opened.xlsx.load(Uint8Array.from(xlsx).buffer);
  return opened.getWorksheet('受付簿')!;
}

describe('a workbook', () => {
  it('takes common fields in its cells and keeps formats, merged cells, formulas and the page', async () => {
    const typed = {
      'applicant.name': '髙橋﨑　辻󠄀子',
      'applicant.postalCode': '0208530',
      'applicant.address': '窓野市内丸1番',
      'application.date': '令和8年11月23日',
      'heir.others': '一郎、子\n二郎、子',
    };
    const { xlsx, notes } = await fillWorkbook(await load(plain), typed, { today });
    expect(notes).toEqual([]);
    const sheet = await read(xlsx);
    expect(sheet.getCell('B3').value).toBe('髙橋﨑　辻󠄀子');
    expect(sheet.getCell('B4').value).toBe('〒020-8530　窓野市内丸1番');
    expect(sheet.getCell('B5').value).toEqual(new Date('2026-11-23T00:00:00Z'));
    expect(sheet.getCell('B5').numFmt).toBe('[$-411]ggge"年"m"月"d"日"');
    expect(sheet.getCell('D3').alignment.wrapText).toBe(true);
    expect(sheet.getCell('B3').border.bottom?.style).toBe('thick');
    expect(sheet.getCell('B3').font).toMatchObject({ name: 'BIZ UDPGothic', size: 14 });
    expect([sheet.getCell('A1').value, sheet.getCell('D1').master.address, sheet.getCell('C4').master.address]).toEqual(
      ['窓口受付簿', 'A1', 'B4'],
    );
    expect(sheet.getCell('B7').formula).toBe('LEN(B3)');
    expect([sheet.pageSetup.orientation, sheet.getColumn('B').width]).toEqual(['landscape', 42]);
    expect(Buffer.from(archiveParts(xlsx, 'filled').get('xl/workbook.xml')!).toString()).toContain(
      'fullCalcOnLoad="1"',
    );
  });

  it('leaves the template as it was, and says what is missing', async () => {
    const template = await load(plain);
    const { xlsx, notes } = await fillWorkbook(template, {}, { today });
    expect(notes).toEqual([{ field: 'applicant.name', severity: 'warning', code: 'empty', detail: '' }]);
    expect((await read(xlsx)).getCell('B3').value).toBeNull();
    expect(Buffer.compare(template.xlsx, plain)).toBe(0);
  });

  it('takes any text as text, never as a formula', async () => {
    const template = await load(plain);
    const anything = fc.oneof(
      fc.constant('=HYPERLINK("x")'),
      fc.constant('+1'),
      fc.string({ unit: 'grapheme', minLength: 1 }),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (text) => {
        const { xlsx } = await fillWorkbook(template, { 'applicant.name': text }, { today });
        const { value } = (await read(xlsx)).getCell('B3');
        expect(value === null || typeof value === 'string').toBe(true);
      }),
      { numRuns: 25 },
    );
    const { xlsx } = await fillWorkbook(template, { 'applicant.name': '=1+1' }, { today });
    expect((await read(xlsx)).getCell('B3').value).toBe('=1+1');
  });
});

describe('a workbook is refused', () => {
  it('when something in it runs, fetches, or would be lost', async () => {
    expect(await refused(withPart('xl/vbaProject.bin', 'macro'))).toBe('xlsx-active');
    const types = Buffer.from(archiveParts(plain, 'plain').get('[Content_Types].xml')!).toString();
    const macros = types.replace('spreadsheetml.sheet.main', 'ms-excel.sheet.macroEnabled.main');
    expect(await refused(withPart('[Content_Types].xml', macros))).toBe('xlsx-active');
    expect(await refused(withPart('xl/externalLinks/externalLink1.xml', '<x/>'))).toBe('xlsx-active');
    expect(await refused(withPart('xl/charts/chart1.xml', '<x/>'))).toBe('xlsx-unsupported');
  });

  it('when it is a bomb, locked, broken or none', async () => {
    expect(await refused(withPart('xl/media/image1.png', new Uint8Array(40 * 1024 * 1024)))).toBe('xlsx-bomb');
    const many = Array.from({ length: 1001 }, (_, n) => ({ name: `xl/${n}`, data: new Uint8Array(1) }));
    expect(await refused(zip(many))).toBe('xlsx-bomb');
    const half = new Uint8Array(25 * 1024 * 1024);
    const three = ['a', 'b', 'c'].map((name) => ({ name, data: half }));
    expect(await refused(zip(three))).toBe('xlsx-bomb');
    expect(await refused(withPart('extra', 'x', 1))).toBe('xlsx-encrypted');
    expect(await refused(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3, 4]))).toBe('xlsx-encrypted');
    expect(await refused(plain.subarray(0, plain.length - 30))).toBe('xlsx-unreadable');
    expect(await refused(zip([{ name: 'word/document.xml', data: new Uint8Array(3) }]))).toBe('xlsx-unreadable');
    expect(await refused(zip(['a', 'a'].map((name) => ({ name, data: new Uint8Array(1) }))))).toBe('xlsx-unreadable');
    expect(await refused(new Uint8Array(6 * 1024 * 1024))).toBe('xlsx-too-long');
    expect(await refused(new Uint8Array())).toBe('xlsx-unreadable');
  });

  it('when map, workbook and common fields do not belong together', async () => {
    const only = (change: Record<string, unknown>): Record<string, unknown> => ({
      cells: [{ ...cells[0], ...change }],
    });
    expect(await refused(plain, { xlsx: { file: 'list.xlsx', sha256: '0'.repeat(64) } })).toBe('xlsx-changed');
    expect(await refused(plain, { xlsx: { file: 'list.xlsm', sha256: '0'.repeat(64) } })).toBe('malformed');
    expect(await refused(plain, only({ sheet: 'なし' }))).toBe('sheet-missing');
    expect(await refused(plain, only({ cell: 'B7' }))).toBe('cell-not-free');
    expect(await refused(plain, only({ cell: 'C4' }))).toBe('cell-not-free');
    expect(await refused(plain, only({ value: 'nobody.name' }))).toBe('unknown-common-field');
    expect(await refused(plain, only({ value: 'applicant.name +' }))).toBe('bad-expression');
    expect(await refused(plain, only({ as: 'date' }))).toBe('wrong-type');
    expect(await refused(plain, { cells: [cells[0], cells[0]] })).toBe('malformed');
  });

  it('with a reason whatever its bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(plain.length - 1), fc.nat(255), async (at, byte) => {
        const changed = Uint8Array.from(plain);
        changed[at] = byte;
        const outcome = await refused(changed);
        expect(outcome === 'loaded' || /^[a-z]+(-[a-z]+)+$/.test(outcome)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the sample city’s ledger', () => {
  const values = {
    'application.date': '令和8年11月20日',
    'applicant.name': '髙橋　花子',
    'viewing.items': '一棟目、北一丁目\n二棟目、南二丁目',
    'viewing.copyCount': '3',
  };

  it('is shown as a table: what is typed in its cells with the fields they come from, formulas for Excel to work out', async () => {
    const [ledger] = await loadWorkbooks(city, catalogue);
    const { sheets, notes } = await previewWorkbook(ledger!, values, { today });
    expect(notes).toEqual([]);
    expect(sheets.map(({ name, cut }) => [name, cut])).toEqual([['閲覧受付', false]]);
    const cells = sheets[0]!.rows.flat();
    expect(cells[0]).toMatchObject({ text: '建築計画概要書 閲覧受付台帳', across: 3, down: 1, keys: [], bold: true });
    expect(cells).toContainEqual(
      expect.objectContaining({ text: '髙橋　花子', across: 2, keys: ['applicant.name'], formula: false }),
    );
    expect(cells).toContainEqual(expect.objectContaining({ text: '2026/11/20', keys: ['application.date'] }));
    expect(cells.filter(({ formula }) => formula)).toHaveLength(1);
    // What is shown is what is written.
    const written = new ExcelJS.Workbook();
    await written.xlsx.load((await fillWorkbook(ledger!, values, { today })).xlsx.buffer);
    expect(written.worksheets[0]!.getCell('B8').text).toBe(values['viewing.items']);
    expect(written.worksheets[0]!.getCell('B9').value).toBe(3);
  });

  it('notes what the office cannot do without', async () => {
    const [ledger] = await loadWorkbooks(city, catalogue);
    const { notes } = await previewWorkbook(ledger!, {}, { today });
    expect(notes.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'application.date empty',
      'applicant.name empty',
      'viewing.items empty',
    ]);
  });

  it('is none where a city has no folder for workbooks', async () => {
    expect(await loadWorkbooks(folder, catalogue)).toEqual([]);
  });
});
