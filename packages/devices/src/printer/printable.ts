import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { DeviceError } from '../fault.ts';

/** A page as it lies in the tray: a picture, or a PDF that is a whole document by itself. */
export interface PrintPage {
  readonly mime: 'image/jpeg' | 'image/png' | 'application/pdf';
  readonly data: Uint8Array;
}

/** As many pixels as a scanned page can have (A3 at 600 dpi); a header that asks for more is broken. */
const MAX_PIXELS = 100_000_000;
/** JPEG quality for pictures that are none yet; they are printed and thrown away. */
const QUALITY = 90;
/** What office printers leave white at the edges of the paper (4.2 mm), in points: a copy is shrunk and not cut. */
const MARGIN = 12;

/**
 * The PDF that a printer gets: a single PDF as it is, pictures each on an A4 sheet that lies as they do.
 * @throws DeviceError `document-unreadable` when there is no page, a PDF among pictures, or a picture that cannot be read
 */
export async function printablePdf(pages: readonly PrintPage[]): Promise<Uint8Array> {
  const [first, ...others] = pages;
  if (first === undefined) throw new DeviceError('document-unreadable', 'no page');
  if (first.mime === 'application/pdf' && others.length === 0) return first.data;
  // No text is set, and the standard fonts would be looked for on the disk.
  const pdf = new PDFDocument({ autoFirstPage: false, font: '' });
  const chunks: Uint8Array[] = [];
  const written = new Promise<void>((resolve, reject) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  // One after the other: a decoded page takes a hundred times its bytes.
  for (const page of pages) {
    const { jpeg, width, height } = await picture(page);
    pdf.addPage({ size: 'A4', layout: width > height ? 'landscape' : 'portrait', margin: 0 });
    const room: [number, number] = [pdf.page.width - 2 * MARGIN, pdf.page.height - 2 * MARGIN];
    pdf.image(jpeg, MARGIN, MARGIN, { fit: room, align: 'center', valign: 'center' });
  }
  pdf.end();
  await written;
  return Buffer.concat(chunks);
}

/** The page as a JPEG that is sound and upright. A JPEG that is so already keeps its bytes. */
async function picture({ mime, data }: PrintPage): Promise<{ jpeg: Buffer; width: number; height: number }> {
  if (mime === 'application/pdf') throw new DeviceError('document-unreadable', 'a PDF among pictures');
  try {
    const image = sharp(data, { limitInputPixels: MAX_PIXELS, failOn: 'error' });
    const { format, width, height, orientation = 1 } = await image.metadata();
    // Reads every pixel, so that a picture cut short is found here and not by the printer.
    await image.stats();
    if (format === 'jpeg' && orientation === 1) return { jpeg: Buffer.from(data), width, height };
    const made = await sharp(data, { limitInputPixels: MAX_PIXELS })
      .autoOrient()
      .flatten({ background: 'white' })
      .jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' })
      .toBuffer({ resolveWithObject: true });
    return { jpeg: made.data, width: made.info.width, height: made.info.height };
  } catch (error) {
    throw new DeviceError('document-unreadable', 'a picture cannot be read', { cause: error });
  }
}
