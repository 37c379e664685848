import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { deflateSync } from 'node:zlib';
import type { PageKind } from '../kind.ts';

/** Real files as people and attackers make them, for tests at both ends. */

/** A PNG of any size whose picture is one colour: 10,000 × 10,000 take some 12 KB. */
export function png(width: number, height: number): Uint8Array<ArrayBuffer> {
  const chunk = (type: string, data: Uint8Array) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.byteLength);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, data, Buffer.alloc(4)]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width);
  size.writeUInt32BE(height, 4);
  size.set([1, 0], 8);
  const rows = Buffer.alloc(height * (1 + Math.ceil(width / 8)));
  const mark = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return new Uint8Array(
    Buffer.concat([mark, chunk('IHDR', size), chunk('IDAT', deflateSync(rows)), chunk('IEND', new Uint8Array())]),
  );
}

/** The head of a JPEG with a comment and tables before its frame. */
export function jpegHead(width: number, height: number): Uint8Array<ArrayBuffer> {
  const frame = [0xff, 0xc2, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0];
  return Uint8Array.of(0xff, 0xd8, 0xff, 0xfe, 0, 5, 1, 2, 3, 0xff, 0xc4, 0, 3, 9, 0xff, ...frame);
}

/** A PDF of empty A4 sheets, changed by `change` before it is written. */
export async function pdf(
  sheets: number,
  change: (document: PDFDocument) => unknown = () => undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const document = await PDFDocument.create();
  for (let sheet = 0; sheet < sheets; sheet++) document.addPage([595, 842]);
  await change(document);
  return new Uint8Array(await document.save({ useObjectStreams: false }));
}

/** A PDF of `sheets` scanned sheets that takes `bytes` and a little more: its pictures are noise that packs no further. */
export function scannedPdf(sheets: number, bytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const picture = new Uint8Array(Math.floor(bytes / sheets));
  for (let at = 0; at < picture.byteLength; at += 65_536) picture.set([0xff, at >> 16], at);
  return pdf(sheets, ({ context }) => {
    for (let sheet = 0; sheet < sheets; sheet++) {
      context.register(context.stream(picture, { Type: 'XObject', Subtype: 'Image', Filter: 'DCTDecode' }));
    }
  });
}

/** A PDF of sheets as a scanner makes it: the same picture (JPEG) fills each of them, and lies in the file once a sheet. */
export function picturedPdf(sheets: number, jpeg: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return pdf(sheets, async (document) => {
    for (const page of document.getPages()) page.drawImage(await document.embedJpg(jpeg), page.getSize());
  });
}

export interface SampleFile {
  readonly name: string;
  /** What the file says it is. */
  readonly mime: PageKind;
  readonly make: () => Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;
  /** Why it is refused; null: it is not. */
  readonly problem: string | null;
}

const script = (kind: string) => (document: PDFDocument) =>
  document.catalog.set(PDFName.of('OpenAction'), document.context.obj({ Type: 'Action', S: kind }));

/** A page of nothing, packed so that it takes a thousandth, `times` over. */
function bomb(times: number): Promise<Uint8Array<ArrayBuffer>> {
  let part: Buffer = Buffer.alloc(65 * 1024 * 1024);
  for (let layer = 0; layer < times; layer++) part = deflateSync(part);
  return pdf(1, ({ context }) => context.register(context.stream(part, { Filter: 'FlateDecode' })));
}

/** Every kind of file that a tray must bear, with what becomes of it. */
export const SAMPLE_FILES: readonly SampleFile[] = [
  { name: 'a picture', mime: 'image/png', make: () => png(1654, 2339), problem: null },
  { name: 'a 200-sheet scan', mime: 'application/pdf', make: () => pdf(200), problem: null },
  { name: 'a scan with a sheet too many', mime: 'application/pdf', make: () => pdf(201), problem: 'pdf-too-long' },
  {
    name: 'a picture of 10,000 × 10,000 pixels',
    mime: 'image/png',
    make: () => png(10_000, 10_000),
    problem: 'too-many-pixels',
  },
  {
    name: 'an office file that calls itself PDF',
    mime: 'application/pdf',
    make: () => new TextEncoder().encode('PK\u0003\u0004 word/document.xml'),
    problem: 'wrong-type',
  },
  {
    name: 'a web page that calls itself picture',
    mime: 'image/png',
    make: () => new TextEncoder().encode('<svg onload="x()"/>'),
    problem: 'wrong-type',
  },
  {
    name: 'a PDF with a password',
    mime: 'application/pdf',
    make: () => pdf(1, (document) => document.encrypt({ userPassword: 'u', ownerPassword: 'o' })),
    problem: 'pdf-encrypted',
  },
  { name: 'a zip bomb', mime: 'application/pdf', make: () => bomb(1), problem: 'pdf-bomb' },
  { name: 'a zip bomb in a zip bomb', mime: 'application/pdf', make: () => bomb(2), problem: 'pdf-bomb' },
  {
    name: 'a PDF with a script',
    mime: 'application/pdf',
    make: () => pdf(1, script('JavaScript')),
    problem: 'pdf-active',
  },
  {
    name: 'a PDF that starts a program',
    mime: 'application/pdf',
    make: () => pdf(1, script('Launch')),
    problem: 'pdf-active',
  },
  {
    name: 'a PDF that brings a file along',
    mime: 'application/pdf',
    make: () => pdf(1, (document) => document.attach(new Uint8Array(9), 'run.exe')),
    problem: 'pdf-active',
  },
  {
    name: 'a PDF that is cut off',
    mime: 'application/pdf',
    make: () => new TextEncoder().encode('%PDF-1.7\nnothing'),
    problem: 'pdf-unreadable',
  },
];
