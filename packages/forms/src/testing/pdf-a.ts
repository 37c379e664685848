import { decodePDFRawStream, PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, PDFRawStream } from '@cantoo/pdf-lib';
import { create } from '@cantoo/fontkit';
import { archivalFaults } from '../template/archival-faults.ts';

/**
 * What speaks against a file's being a PDF/A-2u (ISO 19005-2), found by reading it again: what it says of itself, the colours that it names,
 * its fonts and whether their widths are those of the letters in them. Not a validator: no other program's judgement stands behind it.
 */
export async function faultsAgainstPdfA(pdf: Uint8Array): Promise<string[]> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const { context, catalog } = document;
  const found = archivalFaults(document);
  const { ID, Info } = context.trailerInfo;
  if (!(ID instanceof PDFArray) || ID.size() !== 2) found.push('no identifier');
  if (Info !== undefined) found.push('title and maker in an old place');
  if (!/^%PDF-1\.7\n%[\x80-\xff]{4}/.test(Buffer.from(pdf.subarray(0, 16)).toString('latin1'))) found.push('head');
  const intents = catalog.lookupMaybe(PDFName.of('OutputIntents'), PDFArray);
  const intent = intents?.lookupMaybe(0, PDFDict);
  const profile = unpacked(intent?.lookup(PDFName.of('DestOutputProfile')));
  if (profile?.toString('latin1', 36, 40) !== 'acsp' || profile.readUInt32BE(0) !== profile.length)
    found.push('no colour profile');
  const metadata = catalog.lookup(PDFName.of('Metadata'));
  const text = metadata instanceof PDFRawStream ? Buffer.from(metadata.getContents()).toString('utf8') : '';
  for (const wanted of ['<pdfaid:part>2<', '<pdfaid:conformance>U<', '<?xpacket begin="\u{feff}"', '<dc:title>'])
    if (!text.includes(wanted)) found.push(`metadata without ${wanted}`);
  return [...found, ...widthFaults(document)];
}

/** Glyphs whose width in the document is not that of the embedded font (6.2.11.5: at most a thousandth apart). */
function widthFaults(document: PDFDocument): string[] {
  const faults: string[] = [];
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || object.get(PDFName.of('Subtype')) !== PDFName.of('CIDFontType2')) continue;
    const descriptor = object.lookup(PDFName.of('FontDescriptor'), PDFDict);
    const file = unpacked(descriptor.lookup(PDFName.of('FontFile2')));
    if (!file) continue;
    const font = create(file);
    if ('fonts' in font) continue;
    const map = unpacked(object.lookup(PDFName.of('CIDToGIDMap')));
    for (const [cid, width] of widthsOf(object.lookupMaybe(PDFName.of('W'), PDFArray))) {
      // "No character" is never shown, and pdfkit gets its width wrong.
      if (cid === 0) continue;
      const glyph = map ? map.readUInt16BE(cid * 2) : cid;
      const own = ((font.getGlyph(glyph)?.advanceWidth ?? 0) * 1000) / font.unitsPerEm;
      if (Math.abs(own - width) > 1) faults.push(`width of ${cid}: ${width}, not ${own}`);
    }
  }
  return faults;
}

/** Widths by CID, out of the form `first [w w …]` or `first last w` (ISO 32000-1, 9.7.4.3). */
function widthsOf(list: PDFArray | undefined): Map<number, number> {
  const found = new Map<number, number>();
  const parts = list?.asArray().map((_, index) => list.lookup(index)) ?? [];
  for (let at = 0; at < parts.length;) {
    const [first, second, third] = parts.slice(at, at + 3);
    if (!(first instanceof PDFNumber)) break;
    if (second instanceof PDFArray) {
      second.asArray().forEach((width, index) => {
        if (width instanceof PDFNumber) found.set(first.asNumber() + index, width.asNumber());
      });
      at += 2;
    } else {
      if (!(second instanceof PDFNumber) || !(third instanceof PDFNumber)) break;
      for (let cid = first.asNumber(); cid <= second.asNumber(); cid++) found.set(cid, third.asNumber());
      at += 3;
    }
  }
  return found;
}

function unpacked(stream: unknown): Buffer | undefined {
  return stream instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(stream).decode()) : undefined;
}
