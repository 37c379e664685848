import {
  decodePDFRawStream,
  PDFArray,
  PDFBool,
  PDFDict,
  type PDFDocument,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFStream,
} from '@cantoo/pdf-lib';

/** Encodings of simple fonts whose characters are known without a map (ISO 19005-2, 6.2.11.7.2). */
const KNOWN_ENCODINGS = ['WinAnsiEncoding', 'MacRomanEncoding'];
const BLEND_MODES = [
  ...[
    'Normal',
    'Compatible',
    'Multiply',
    'Screen',
    'Overlay',
    'Darken',
    'Lighten',
    'ColorDodge',
    'ColorBurn',
    'HardLight',
  ],
  ...['SoftLight', 'Difference', 'Exclusion', 'Hue', 'Saturation', 'Color', 'Luminosity'],
];
/** Things that no archive may hold, by the key that brings them in (ISO 19005-2, 6.1 to 6.6). */
const FORBIDDEN_KEYS = ['OPI', 'TR', 'HTP', 'AA', 'PresSteps', 'Requirements', 'Perms', 'Alternates', 'Encrypt'];
const FORBIDDEN_FILTERS = ['LZWDecode', 'Crypt', 'JPXDecode'];

/**
 * Why a document cannot be kept as PDF/A-2u (ISO 19005-2): fonts that are not in it or have no way back to text, colours of a printing press,
 * notes and layers, and the like; the first of each kind, in the words of PDF. None for one that can, as far as this looks: it does
 * not compare a font's widths with its own, and takes JPEG 2000 for a fault though some may stay.
 */
export function archivalFaults(document: PDFDocument): string[] {
  const { context, catalog } = document;
  const found = new Set<string>();
  if (catalog.has(PDFName.of('OCProperties'))) found.add('layers (OCProperties)');
  const contents = new Set<PDFObject | undefined>();
  for (const { node } of document.getPages()) {
    if ((node.Annots()?.size() ?? 0) > 0) found.add('notes or links (Annots)');
    const shown = node.Contents();
    for (const part of shown instanceof PDFArray ? shown.asArray() : [shown]) contents.add(context.lookup(part));
  }
  const open: PDFObject[] = context.enumerateIndirectObjects().map(([, object]) => object);
  for (let object = open.pop(); object !== undefined; object = open.pop()) {
    if (object instanceof PDFArray) open.push(...object.asArray());
    if (object === PDFName.of('DeviceCMYK')) found.add('colours of a printing press (DeviceCMYK)');
    if (object instanceof PDFStream) streamFaults(object, contents.has(object)).forEach((fault) => found.add(fault));
    const dict = object instanceof PDFStream ? object.dict : object;
    if (!(dict instanceof PDFDict)) continue;
    dictFaults(dict).forEach((fault) => found.add(fault));
    open.push(...dict.values());
  }
  return [...found].sort();
}

function dictFaults(dict: PDFDict): string[] {
  const faults = FORBIDDEN_KEYS.filter((key) => dict.has(PDFName.of(key)));
  const named = (key: string): PDFName | undefined => {
    const value = dict.lookup(PDFName.of(key));
    return value instanceof PDFName ? value : undefined;
  };
  const mode = named('BM');
  if (mode && !BLEND_MODES.includes(mode.decodeText())) faults.push(`blend mode ${mode.decodeText()}`);
  if (dict.lookup(PDFName.of('Interpolate')) === PDFBool.True) faults.push('smoothed picture (Interpolate)');
  if (named('Subtype') === PDFName.of('PS')) faults.push('PostScript');
  if (named('Type') === PDFName.of('Font')) faults.push(...fontFaults(dict, named('Subtype')?.decodeText() ?? ''));
  return faults;
}

function fontFaults(font: PDFDict, kind: string): string[] {
  const name = font.lookup(PDFName.of('BaseFont'));
  const called = name instanceof PDFName ? name.decodeText() : 'without a name';
  const faults: string[] = [];
  const encoding = font.lookup(PDFName.of('Encoding'));
  const isKnown = encoding instanceof PDFName && KNOWN_ENCODINGS.includes(encoding.decodeText());
  const descendant = kind === 'CIDFontType0' || kind === 'CIDFontType2';
  if (!descendant && !isKnown && !font.has(PDFName.of('ToUnicode'))) faults.push(`font ${called} without ToUnicode`);
  // A composite font's letters are with its descendant, and those of Type 3 are drawn in the document.
  if (kind === 'Type0' || kind === 'Type3') return faults;
  const descriptor = font.lookupMaybe(PDFName.of('FontDescriptor'), PDFDict);
  const isEmbedded = ['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor?.has(PDFName.of(key)));
  if (!isEmbedded) faults.push(`font ${called} not embedded`);
  return faults;
}

function streamFaults(stream: PDFStream, isContent: boolean): string[] {
  const { dict } = stream;
  const filter = dict.lookup(PDFName.of('Filter'));
  const filters = filter instanceof PDFArray ? filter.asArray() : [filter];
  const faults = FORBIDDEN_FILTERS.filter((name) => filters.includes(PDFName.of(name))).map(
    (name) => `packed by ${name}`,
  );
  if (dict.has(PDFName.of('F'))) faults.push('a part kept outside of the file (F)');
  const draws =
    isContent || dict.lookup(PDFName.of('Subtype')) === PDFName.of('Form') || dict.has(PDFName.of('PatternType'));
  if (draws && faults.length === 0 && stream instanceof PDFRawStream && setsPressColour(stream))
    faults.push('colours of a printing press (k)');
  return faults;
}

/** Whether the operators `k` or `K` stand in a stream. One that cannot be unpacked here is taken to have them. */
function setsPressColour(stream: PDFRawStream): boolean {
  try {
    const text = Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1');
    return /[\d.]\s+[kK](?=\s|$)/.test(text);
  } catch {
    return true;
  }
}
