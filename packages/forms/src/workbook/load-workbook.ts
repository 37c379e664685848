import type { Workbook } from 'exceljs';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Catalogue, CommonField } from '../values/catalogue.ts';
import { datesOf, type Expression, ExpressionError, keysOf, parseExpression } from '../values/expression.ts';
import { archiveParts } from './archive-parts.ts';
import { WorkbookError } from './workbook-error.ts';
import { type MappedCell, WorkbookMap } from './workbook-map.ts';

/** Name of a cell map in a template's folder. */
export const WORKBOOK_FILE = 'workbook.json';

/** Folder of a city's workbooks, beside its templates. */
const WORKBOOKS = 'workbooks';

/** Parts that run, fetch or hold something. */
const ACTIVE =
  /^xl\/(vbaProject|activeX|embeddings|externalLinks|ctrlProps|connections|webextensions|customUI)|^customUI\//i;
/** Parts that the library does not write again. */
const LOST = /^xl\/(charts|pivotTables|pivotCache|slicers|timelines|diagrams)\/|^_xmlsignatures\//i;

/** A workbook that was read and checked. Immutable; filling never changes it. */
export interface WorkbookTemplate {
  readonly map: WorkbookMap;
  readonly xlsx: Uint8Array;
  readonly cells: readonly (MappedCell & { readonly expression: Expression })[];
  /** The common fields that it needs, in the order of conversation. */
  readonly needs: readonly CommonField[];
  readonly catalogue: Catalogue;
}

/**
 * Reads each folder in `workbooks/` of a city's folder; a city without one has none. In the order of their identifiers.
 * @throws WorkbookError for the first that cannot be used
 */
export async function loadWorkbooks(cityDir: string, catalogue: Catalogue): Promise<WorkbookTemplate[]> {
  const root = join(cityDir, WORKBOOKS);
  const entries = await readdir(root, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const workbooks = await Promise.all(names.map((name) => loadWorkbook(join(root, name), catalogue)));
  const ids = workbooks.map(({ map }) => map.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new WorkbookError('malformed', `two workbooks are called ${twice}`);
  return workbooks.sort((a, b) => (a.map.id < b.map.id ? -1 : 1));
}

/**
 * Reads a folder with `workbook.json` and its workbook, and checks that map, workbook and common fields belong together.
 * @throws WorkbookError
 */
export async function loadWorkbook(dir: string, catalogue: Catalogue): Promise<WorkbookTemplate> {
  const map = parse(await readPart(join(dir, WORKBOOK_FILE)), join(dir, WORKBOOK_FILE));
  const xlsx = await readPart(join(dir, map.xlsx.file));
  const digest = createHash('sha256').update(xlsx).digest('hex');
  if (digest !== map.xlsx.sha256) throw new WorkbookError('xlsx-changed', `${map.id}: ${map.xlsx.file} is ${digest}`);
  const workbook = await openWorkbook(xlsx, map.id);
  const cells = map.cells.map((cell) => {
    checkFree(workbook, cell, map.id);
    return { ...cell, expression: bind(cell, map.id, catalogue) };
  });
  const keys = new Set([...cells.flatMap(({ expression }) => keysOf(expression)), ...map.required]);
  for (const key of keys) known(key, map.id, catalogue);
  return { map, xlsx, cells, needs: [...catalogue.values()].filter(({ key }) => keys.has(key)), catalogue };
}

/**
 * Opens a workbook, refusing what runs by itself, what is too much, and what would not come back when it is written again.
 * @throws WorkbookError
 */
export async function openWorkbook(xlsx: Uint8Array, name: string): Promise<Workbook> {
  const parts = archiveParts(xlsx, name);
  const types = Buffer.from(parts.get('[Content_Types].xml') ?? []).toString('utf8');
  if (!types.includes('spreadsheetml')) throw new WorkbookError('xlsx-unreadable', `${name}: no workbook`);
  const active = /macroEnabled/i.test(types) ? 'macros' : [...parts.keys()].find((part) => ACTIVE.test(part));
  if (active !== undefined) throw new WorkbookError('xlsx-active', `${name}: ${active}`);
  const lost = [...parts.keys()].find((part) => LOST.test(part));
  if (lost !== undefined) throw new WorkbookError('xlsx-unsupported', `${name}: ${lost}`);
  // Only a department that lives in Excel needs it, and it is large.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  try {
    // A copy of its own, because the file may be a window on a larger buffer.
    await workbook.xlsx.load(Uint8Array.from(xlsx).buffer);
  } catch (cause) {
    throw new WorkbookError('xlsx-unreadable', `${name}: ${cause instanceof Error ? cause.message : 'no workbook'}`);
  }
  return workbook;
}

function checkFree(workbook: Workbook, { sheet: sheetName, cell: address }: MappedCell, id: string): void {
  const sheet = workbook.getWorksheet(sheetName);
  if (!sheet) throw new WorkbookError('sheet-missing', `${id}: ${sheetName}`);
  const cell = sheet.getCell(address);
  const covered = cell.isMerged && cell.master.address !== cell.address;
  if (covered || cell.formula) throw new WorkbookError('cell-not-free', `${id}: ${sheetName}!${address}`);
}

function bind({ value, as, sheet, cell }: MappedCell, id: string, catalogue: Catalogue): Expression {
  const where = `${id}: ${sheet}!${cell}`;
  let expression: Expression;
  try {
    expression = parseExpression(value);
  } catch (error) {
    if (error instanceof ExpressionError) throw new WorkbookError('bad-expression', `${where}: ${error.message}`);
    throw error;
  }
  for (const key of datesOf(expression)) ofType(key, 'date', where, catalogue);
  if (as !== 'text') {
    if (expression.kind !== 'key') throw new WorkbookError('wrong-type', `${where}: ${as} takes one common field`);
    ofType(expression.key, as, where, catalogue);
  }
  return expression;
}

function ofType(key: string, type: CommonField['type'], where: string, catalogue: Catalogue): void {
  if (known(key, where, catalogue).type !== type)
    throw new WorkbookError('wrong-type', `${where}: ${key} is no ${type}`);
}

function known(key: string, where: string, catalogue: Catalogue): CommonField {
  const field = catalogue.get(key);
  if (!field) throw new WorkbookError('unknown-common-field', `${where}: ${key}`);
  return field;
}

async function readPart(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) throw new WorkbookError('missing-file', file);
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

function parse(bytes: Uint8Array, file: string): WorkbookMap {
  try {
    return WorkbookMap.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (error) {
    const why =
      error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : 'no JSON';
    throw new WorkbookError('malformed', `${file}: ${why}`);
  }
}
