import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Box } from '../template/map.ts';

const run = promisify(execFile);
/** Parts of a point in which areas are told to pdftotext, which takes whole numbers only. */
const TENTHS = 720;

/** A PDF as other people's readers see it: poppler and qpdf look at it, not the library that wrote it. */
export class Paper implements AsyncDisposable {
  readonly #folder: string;
  readonly #file: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#file = join(folder, 'paper.pdf');
  }

  static async of(pdf: Uint8Array): Promise<Paper> {
    const paper = new Paper(await mkdtemp(join(tmpdir(), 'mado-paper-')));
    await writeFile(paper.#file, pdf, { mode: 0o600 });
    return paper;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true });
  }

  /** Text whose characters stand inside the box of page 1; lines joined. Labels outside of it are not in the answer. */
  async textIn({ x, y, width, height }: Box): Promise<string> {
    const area = { '-x': x, '-y': y, '-W': width, '-H': height };
    const flags = Object.entries(area).flatMap(([flag, points]) => [flag, String(Math.round(points * 10))]);
    const { stdout } = await run('pdftotext', ['-r', String(TENTHS), '-nopgbrk', '-l', '1', ...flags, this.#file, '-']);
    return stdout.replace(/[\n\f]/g, '');
  }

  async text(): Promise<string> {
    return (await run('pdftotext', ['-nopgbrk', this.#file, '-'])).stdout;
  }

  /** What qpdf says of the file's structure; it fails when something is wrong. */
  async check(): Promise<string> {
    return (await run('qpdf', ['--check', this.#file])).stdout;
  }

  /** One line a font: name, type, encoding, embedded, subset, Unicode map, object. */
  async fonts(): Promise<string[]> {
    const { stdout } = await run('pdffonts', [this.#file]);
    return stdout.trim().split('\n').slice(2);
  }

  /** Page 1 as grey pixels, 0 black. */
  async picture(resolution: number): Promise<Picture> {
    const target = join(this.#folder, 'page');
    await run('pdftoppm', ['-gray', '-r', String(resolution), '-f', '1', '-l', '1', '-singlefile', this.#file, target]);
    return readPgm(await readFile(`${target}.pgm`), resolution);
  }
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  readonly resolution: number;
}

function readPgm(bytes: Uint8Array, resolution: number): Picture {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(Buffer.from(bytes.subarray(0, 64)).toString('latin1'));
  if (!head) throw new Error('no grey picture');
  return { width: Number(head[1]), height: Number(head[2]), pixels: bytes.subarray(head[0].length), resolution };
}

/** Pixels that differ between two pictures of a page and lie in none of the boxes (points, half a pixel of room). */
export function inkOutside(blank: Picture, filled: Picture, boxes: readonly Box[]): number {
  const scale = blank.resolution / 72;
  const areas = boxes.map(({ x, y, width, height }) => [
    x * scale - 1,
    y * scale - 1,
    (x + width) * scale + 1,
    (y + height) * scale + 1,
  ]);
  let outside = 0;
  for (let i = 0; i < blank.pixels.length; i++) {
    if (blank.pixels[i] === filled.pixels[i]) continue;
    const x = i % blank.width;
    const y = Math.floor(i / blank.width);
    if (!areas.some(([left = 0, top = 0, right = 0, bottom = 0]) => x >= left && x <= right && y >= top && y <= bottom))
      outside++;
  }
  return outside;
}

/** Pixels in a box that differ between two pictures. */
export function inkInside(blank: Picture, filled: Picture, box: Box): number {
  const all = inkOutside(blank, filled, []);
  return all - inkOutside(blank, filled, [box]);
}
