import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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

  /** Every word of every page with the rectangle that poppler sees it in. */
  async words(): Promise<Word[]> {
    const { stdout } = await run('pdftotext', ['-bbox', this.#file, '-'], { maxBuffer: 16 * 1024 * 1024 });
    const words: Word[] = [];
    let page = -1;
    for (const [, x1, y1, x2, y2, text] of stdout.matchAll(WORD)) {
      if (text === undefined) page++;
      else {
        const [left, top, right, bottom] = [x1, y1, x2, y2].map(Number) as [number, number, number, number];
        words.push({
          page,
          text: unescaped(text),
          box: { x: left, y: top, width: right - left, height: bottom - top },
        });
      }
    }
    return words;
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

  /** A page as grey pixels, 0 black. */
  async picture(resolution: number, page = 0): Promise<Picture> {
    const target = join(this.#folder, `page-${page}`);
    const only = ['-f', String(page + 1), '-l', String(page + 1), '-singlefile'];
    await run('pdftoppm', ['-gray', '-r', String(resolution), ...only, this.#file, target]);
    return readPgm(await readFile(`${target}.pgm`), resolution);
  }

  /** Every page as grey pixels, rendered in one go. */
  async pictures(resolution: number): Promise<Picture[]> {
    const folder = await mkdtemp(join(this.#folder, 'pages-'));
    await run('pdftoppm', ['-gray', '-r', String(resolution), this.#file, join(folder, 'page')]);
    const names = (await readdir(folder)).sort();
    return Promise.all(names.map(async (name) => readPgm(await readFile(join(folder, name)), resolution)));
  }
}

export interface Word {
  /** Counted from 0. */
  readonly page: number;
  readonly text: string;
  /** Points from the top left; as high as the font, not as its ink. */
  readonly box: Box;
}

const WORD = /<page |<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/gsu;

function unescaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
  return text.replace(/&(?:lt|gt|quot|amp);/g, (sign) => signs[sign] ?? sign);
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

/** The words of a page whose middle lies in a box, line by line, without white space between or in them. */
export function textOf(words: readonly Word[], page: number, box: Box): string {
  const inside = words.filter((word) => {
    const x = word.box.x + word.box.width / 2;
    const y = word.box.y + word.box.height / 2;
    const within = x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
    return word.page === page && within;
  });
  return inside
    .map(({ text }) => text)
    .join('')
    .replace(/\s/gu, '');
}
