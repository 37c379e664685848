import { PDFArray, type PDFDocument, PDFHexString, PDFName, PDFRef, PDFString } from '@cantoo/pdf-lib';
import { createHash } from 'node:crypto';
import { deflated } from './deflated.ts';
import { srgbProfile } from './srgb-profile.ts';

const PROFILE = srgbProfile();

/**
 * Makes a document say of itself that it is a PDF/A-2u (ISO 19005-2) and gives it what that asks for: metadata as XMP, the colours that it
 * was made for, an identifier. Whether it may say so was found out when the template was loaded (`archivalFaults`); everything that this
 * package prints keeps to it. No time stands in it, so the same values give the same bytes.
 * @param seed what the identifier is made from; the same gives the same
 */
export function archive(document: PDFDocument, { title, seed }: { title: string; seed: string | Uint8Array }): void {
  const { context, catalog } = document;
  const profile = context.register(deflated(context, PROFILE, { N: 3 }));
  const intent = context.obj({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: PDFString.of('sRGB'),
    Info: PDFString.of('sRGB IEC61966-2.1'),
    DestOutputProfile: profile,
  });
  const intents = PDFArray.withContext(context);
  intents.push(context.register(intent));
  catalog.set(PDFName.of('OutputIntents'), intents);
  // Readers of archives look for the text, so it stands there unpacked.
  const metadata = context.stream(Buffer.from(xmp(title), 'utf8'), { Type: 'Metadata', Subtype: 'XML' });
  catalog.set(PDFName.of('Metadata'), context.register(metadata));
  const { Info } = context.trailerInfo;
  // The older place of title and maker: two places could contradict each other.
  if (Info instanceof PDFRef) context.delete(Info);
  delete context.trailerInfo.Info;
  const digest = createHash('sha256').update(seed).digest('hex').slice(0, 32).toUpperCase();
  context.trailerInfo.ID = context.obj([PDFHexString.of(digest), PDFHexString.of(digest)]);
}

function xmp(title: string): string {
  return [
    '<?xpacket begin="\u{feff}" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">',
    `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped(title)}</rdf:li></rdf:Alt></dc:title>`,
    '<pdf:Producer>Mado</pdf:Producer>',
    '<xmp:CreatorTool>Mado</xmp:CreatorTool>',
    '<pdfaid:part>2</pdfaid:part>',
    '<pdfaid:conformance>U</pdfaid:conformance>',
    '</rdf:Description>',
    '</rdf:RDF>',
    '</x:xmpmeta>',
    '<?xpacket end="r"?>',
  ].join('\n');
}

function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
}
