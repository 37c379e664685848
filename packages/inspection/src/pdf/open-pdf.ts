import { EncryptedPDFError, PDFDocument } from '@cantoo/pdf-lib';
import { activePart } from './active-part.ts';
import { indexOf, unpacksTooFar } from './unpacking.ts';

/** Why a PDF is not opened. */
export const PDF_PROBLEMS = [
  'pdf-unreadable',
  /** It wants a password, or its author restricted what may be done with it. */
  'pdf-encrypted',
  'pdf-too-long',
  /** Its packed parts unpack to far more than its pages can need. */
  'pdf-bomb',
  /** It holds a script, a file or an action that runs, sends or plays something. */
  'pdf-active',
] as const;
export type PdfProblem = (typeof PDF_PROBLEMS)[number];

/** A PDF that is not opened; `message` says what was found, and holds nothing of its text. */
export class PdfRefusal extends Error {
  override readonly name = 'PdfRefusal';
  readonly problem: PdfProblem;
  constructor(problem: PdfProblem, detail: string) {
    super(detail);
    this.problem = problem;
  }
}

export interface PdfLimits {
  readonly maxPages: number;
  /** What all packed parts may come to together, in bytes. */
  readonly maxUnpackedBytes: number;
}

const ENCRYPT = Array.from('/Encrypt', (letter) => letter.charCodeAt(0));

/** Opens a PDF from outside, refusing what does harm or is not to be shown. @throws PdfRefusal */
export async function openPdf(pdf: Uint8Array, { maxPages, maxUnpackedBytes }: PdfLimits): Promise<PDFDocument> {
  if (unpacksTooFar(pdf, maxUnpackedBytes)) throw new PdfRefusal('pdf-bomb', 'unpacks too far');
  let document: PDFDocument;
  try {
    document = await PDFDocument.load(pdf, { updateMetadata: false, throwOnInvalidObject: true });
  } catch (cause) {
    // A locked file with compressed objects fails before the library finds out why.
    const locked = cause instanceof EncryptedPDFError || indexOf(pdf, ENCRYPT, 0) !== -1;
    if (locked) throw new PdfRefusal('pdf-encrypted', 'locked');
    throw new PdfRefusal('pdf-unreadable', cause instanceof Error ? cause.message : 'no PDF');
  }
  if (document.isEncrypted) throw new PdfRefusal('pdf-encrypted', 'locked');
  const count = pageCount(document);
  if (count < 1) throw new PdfRefusal('pdf-unreadable', 'no page');
  if (count > maxPages) throw new PdfRefusal('pdf-too-long', `${count} pages, at most ${maxPages}`);
  const active = activePart(document);
  if (active !== undefined) throw new PdfRefusal('pdf-active', active);
  return document;
}

/** The library opens a file without a catalogue and stumbles over it only when asked for pages. */
function pageCount(document: PDFDocument): number {
  try {
    return document.getPageCount();
  } catch (cause) {
    throw new PdfRefusal('pdf-unreadable', cause instanceof Error ? cause.message : 'no pages');
  }
}
