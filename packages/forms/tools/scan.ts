import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { A4 } from './sheet.ts';

/** Dots per inch at which an office scans its old forms. */
const RESOLUTION = 200;
/** One speck of dust for so many pixels. */
const DUST = 40_000;

/** The pages as a scanner in black and white makes them: one picture each, no letter or line left. Needs `pdftoppm`. */
export async function scanned(pdf: Uint8Array, title: string): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.setTitle(title, { showInWindowTitleBar: true });
  document.setLanguage('ja-JP');
  for (const picture of await pictures(pdf)) {
    const { width, height, bits } = readPbm(picture);
    const image = document.context.register(
      document.context.flateStream(dusty(bits, width, height), {
        Type: 'XObject',
        Subtype: 'Image',
        Width: width,
        Height: height,
        ColorSpace: 'DeviceGray',
        BitsPerComponent: 1,
        // A set bit is black in the picture and white in PDF.
        Decode: [1, 0],
      }),
    );
    const page = document.addPage([A4.width, A4.height]);
    page.node.setXObject(PDFName.of('Scan'), image);
    const content = `q ${A4.width} 0 0 ${A4.height} 0 0 cm /Scan Do Q`;
    page.node.set(PDFName.of('Contents'), document.context.register(document.context.flateStream(content)));
  }
  return document.save();
}

async function pictures(pdf: Uint8Array): Promise<Uint8Array[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mado-scan-'));
  try {
    await writeFile(join(folder, 'form.pdf'), pdf);
    const flags = ['-mono', '-r', String(RESOLUTION), join(folder, 'form.pdf'), join(folder, 'page')];
    await promisify(execFile)('pdftoppm', flags);
    const names = (await readdir(folder)).filter((name) => name.endsWith('.pbm')).sort();
    return await Promise.all(names.map((name) => readFile(join(folder, name))));
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** Rows of whole bytes, a set bit is black. */
  readonly bits: Uint8Array;
}

function readPbm(bytes: Uint8Array): Bitmap {
  const head = /^P4\s+(\d+)\s+(\d+)\s/.exec(Buffer.from(bytes.subarray(0, 64)).toString('latin1'));
  if (!head) throw new Error('no black and white picture');
  return { width: Number(head[1]), height: Number(head[2]), bits: bytes.subarray(head[0].length) };
}

/** Specks at places that are the same each time (a linear congruential generator with the constants of Numerical Recipes). */
function dusty(bits: Uint8Array, width: number, height: number): Uint8Array {
  const found = Uint8Array.from(bits);
  let state = 20260401;
  const next = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const stride = Math.ceil(width / 8);
  for (let speck = 0; speck < (width * height) / DUST; speck++) {
    const [x, y] = [next(width), next(height)];
    const at = y * stride + (x >> 3);
    found[at] = (found[at] ?? 0) | (0x80 >> (x & 7));
  }
  return found;
}
