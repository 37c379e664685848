import { decodePDFRawStream, PDFArray, type PDFPage, PDFRawStream, type PDFObject } from '@cantoo/pdf-lib';
import type { PageFrame } from '../template/template.ts';
import type { Line } from './line.ts';

type Matrix = readonly [number, number, number, number, number, number];
interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line that is less than this off an axis, in points, was meant to be along it. */
const STRAIGHT = 0.5;
/** Shorter strokes belong to letters and patterns. */
const SHORTEST = 4;
/** A filled rectangle that is thinner is a line. */
const THIN = 2.5;
/** More characters than any form's page draws with; what is beyond is not looked at. */
const MOST_CONTENT = 8_000_000;
/** More than any form has; what is beyond is left out. */
const MOST = 5_000;

/**
 * The straight lines that a page draws along the axes (ISO 32000-2, 8.5): stroked paths and rectangles, and thin filled ones. Lines
 * inside of form XObjects and on scans are not seen.
 */
export function pageLines(page: PDFPage, frame: PageFrame): Line[] {
  const found = new Map<string, Line>();
  const add = (a: Point, b: Point): void => {
    const [from, to] = [shown(a, frame), shown(b, frame)];
    const line = {
      x1: round(Math.min(from.x, to.x)),
      y1: round(Math.min(from.y, to.y)),
      x2: round(Math.max(from.x, to.x)),
      y2: round(Math.max(from.y, to.y)),
    };
    const [across, down] = [line.x2 - line.x1, line.y2 - line.y1];
    if (Math.min(across, down) > STRAIGHT || Math.max(across, down) < SHORTEST || found.size >= MOST) return;
    found.set(Object.values(line).join(), line);
  };
  draw(operations(contentOf(page)), add);
  return [...found.values()];
}

function contentOf(page: PDFPage): string {
  const contents = page.node.Contents();
  const parts: (PDFObject | undefined)[] =
    contents instanceof PDFArray ? contents.asArray().map((part) => page.doc.context.lookup(part)) : [contents];
  return parts
    .map((part) => (part instanceof PDFRawStream ? latin1(decodePDFRawStream(part).decode()) : ''))
    .join('\n')
    .slice(0, MOST_CONTENT);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

interface Operation {
  readonly name: string;
  readonly numbers: readonly number[];
}

/** A comment, a name, a number or a word, at one place. */
const SIMPLE = /%[^\r\n]*|\/[^\s()<>[\]{}/%]*|[+-]?(?:\d+\.?\d*|\.\d+)|[A-Za-z'"*][A-Za-z0-9*]*/y;

/**
 * Numbers and words of a content stream, in one pass over it: strings, names, dictionaries and inline pictures are jumped over, and what
 * is never closed ends it.
 */
function* tokens(content: string): Generator<string> {
  let at = 0;
  while (at < content.length) {
    const sign = content[at];
    if (sign === '(') {
      at = afterString(content, at);
    } else if (sign === '<' && content[at + 1] !== '<') {
      at = after(content, '>', at);
    } else {
      SIMPLE.lastIndex = at;
      const [token] = SIMPLE.exec(content) ?? [];
      if (token === undefined || token === '') {
        at += 1;
        continue;
      }
      at += token.length;
      if (token === 'BI') at = after(content, 'EI', at);
      else if (!token.startsWith('%') && !token.startsWith('/')) yield token;
    }
  }
}

/** The place behind the next `end`; that of the whole when there is none. */
function after(content: string, end: string, from: number): number {
  const at = content.indexOf(end, from);
  return at < 0 ? content.length : at + end.length;
}

/** The place behind a string in brackets, which may hold others. */
function afterString(content: string, from: number): number {
  let depth = 0;
  for (let at = from; at < content.length; at += 1) {
    const sign = content[at];
    if (sign === '\\') at += 1;
    else if (sign === '(') depth += 1;
    else if (sign === ')' && --depth === 0) return at + 1;
  }
  return content.length;
}

function* operations(content: string): Generator<Operation> {
  let numbers: number[] = [];
  for (const token of tokens(content)) {
    if (/^[\d+.-]/.test(token)) numbers.push(Number(token));
    else {
      yield { name: token, numbers };
      numbers = [];
    }
  }
}

/** Runs the path operators and hands on each straight piece that is painted. */
function draw(all: Iterable<Operation>, add: (a: Point, b: Point) => void): void {
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  const saved: Matrix[] = [];
  let start: Point | null = null;
  let here: Point | null = null;
  let pieces: (readonly [Point, Point])[] = [];
  let boxes: (readonly [Point, Point])[] = [];
  for (const { name, numbers } of all) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers;
    const at = (x: number, y: number): Point => ({
      x: matrix[0] * x + matrix[2] * y + matrix[4],
      y: matrix[1] * x + matrix[3] * y + matrix[5],
    });
    switch (name) {
      case 'q':
        saved.push(matrix);
        break;
      case 'Q':
        matrix = saved.pop() ?? matrix;
        break;
      case 'cm':
        matrix = times([a, b, c, d, e, f], matrix);
        break;
      case 'm':
        start = here = at(a, b);
        break;
      case 'l':
        if (here !== null) pieces.push([here, at(a, b)]);
        here = at(a, b);
        break;
      case 'c':
        here = at(e, f);
        break;
      case 'v':
      case 'y':
        here = at(c, d);
        break;
      case 'h':
        if (here !== null && start !== null) pieces.push([here, start]);
        here = start;
        break;
      case 're':
        boxes.push([at(a, b), at(a + c, b + d)]);
        break;
      case 'S':
      case 's':
      case 'B':
      case 'B*':
      case 'b':
      case 'b*':
        if (name.toLowerCase().startsWith('s') || name.startsWith('b') || name.startsWith('B')) {
          if ((name === 's' || name.startsWith('b')) && here !== null && start !== null) pieces.push([here, start]);
          for (const [from, to] of pieces) add(from, to);
          for (const box of boxes) for (const [from, to] of edges(box)) add(from, to);
        }
        [pieces, boxes, here, start] = [[], [], null, null];
        break;
      case 'f':
      case 'F':
      case 'f*':
        for (const box of boxes) if (isThin(box)) add(...middleOf(box));
        [pieces, boxes, here, start] = [[], [], null, null];
        break;
      case 'n':
        [pieces, boxes, here, start] = [[], [], null, null];
        break;
    }
  }
}

function edges([a, b]: readonly [Point, Point]): (readonly [Point, Point])[] {
  const corners = [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }];
  return corners.map((corner, index) => [corner, corners[(index + 1) % 4] ?? corner]);
}

function isThin([a, b]: readonly [Point, Point]): boolean {
  return Math.min(Math.abs(a.x - b.x), Math.abs(a.y - b.y)) <= THIN;
}

function middleOf([a, b]: readonly [Point, Point]): readonly [Point, Point] {
  if (Math.abs(a.x - b.x) < Math.abs(a.y - b.y)) {
    const x = (a.x + b.x) / 2;
    return [
      { x, y: a.y },
      { x, y: b.y },
    ];
  }
  const y = (a.y + b.y) / 2;
  return [
    { x: a.x, y },
    { x: b.x, y },
  ];
}

function times(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[1] * n[2],
    m[0] * n[1] + m[1] * n[3],
    m[2] * n[0] + m[3] * n[2],
    m[2] * n[1] + m[3] * n[3],
    m[4] * n[0] + m[5] * n[2] + n[4],
    m[4] * n[1] + m[5] * n[3] + n[5],
  ];
}

function shown({ x, y }: Point, frame: PageFrame): Point {
  return { x: x - frame.left, y: frame.top - y };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
