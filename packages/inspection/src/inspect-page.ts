import { kindOf, type PageKind } from './kind.ts';
import { pictureSize } from './picture-size.ts';
import type { PdfProblem } from './pdf/index.ts';

/** Pixels of a picture that are decoded anywhere: A4 at 600 dpi has 35 million, and each takes four bytes while it is drawn. */
export const MAX_PIXELS = 40_000_000;
/** Sheets of a PDF. */
export const MAX_SHEETS = 200;
/** What the packed parts of a PDF may come to together, in bytes: 200 sheets in colour at 100 dpi, unpacked. */
const MAX_UNPACKED_BYTES = 2 * 1024 ** 3;

/** Why a page is not opened, whatever it is called; words in the catalogue under `paper.<problem>`. */
export const PAGE_PROBLEMS = [
  /** The bytes are not what they are called, or nothing that the tray takes. */
  'wrong-type',
  /** A picture that would take hundreds of megabytes when it is shown. */
  'too-many-pixels',
  'pdf-unreadable',
  'pdf-encrypted',
  'pdf-too-long',
  'pdf-bomb',
  'pdf-active',
] as const satisfies readonly ('wrong-type' | 'too-many-pixels' | PdfProblem)[];
export type PageProblem = (typeof PAGE_PROBLEMS)[number];

/** Looks at a page that somebody else made; null when nothing is wrong with it. */
export type InspectPage = (
  mime: PageKind,
  data: Uint8Array<ArrayBuffer>,
) => PageProblem | null | Promise<PageProblem | null>;

/**
 * Whether a page is what it is said to be and can be shown without harm. A picture's head is read and nothing decoded; a PDF is taken apart
 * far enough to know what is in it, and not drawn. Takes seconds for a large one: see `inspectInWorker`.
 */
export async function inspectPage(mime: PageKind, data: Uint8Array): Promise<PageProblem | null> {
  if (kindOf(data) !== mime) return 'wrong-type';
  return mime === 'application/pdf' ? inspectPdf(data) : inspectPicture(mime, data);
}

/** What `inspectPage` says of a picture. */
export function inspectPicture(mime: 'image/jpeg' | 'image/png', data: Uint8Array): PageProblem | null {
  const size = kindOf(data) === mime ? pictureSize(mime, data) : null;
  if (size === null || size.width * size.height === 0) return 'wrong-type';
  return size.width * size.height > MAX_PIXELS ? 'too-many-pixels' : null;
}

async function inspectPdf(data: Uint8Array): Promise<PageProblem | null> {
  // Loaded for PDFs alone: most pages are pictures, and the reader is large.
  const { openPdf, PdfRefusal } = await import('./pdf/index.ts');
  try {
    await openPdf(data, { maxPages: MAX_SHEETS, maxUnpackedBytes: MAX_UNPACKED_BYTES });
    return null;
  } catch (error) {
    // What makes the reader stumble is not given to the next one.
    return error instanceof PdfRefusal ? error.problem : 'pdf-unreadable';
  }
}
