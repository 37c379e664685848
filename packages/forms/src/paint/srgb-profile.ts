/**
 * The colour space sRGB (IEC 61966-2-1) as an ICC profile, version 4.2 (ICC.1:2004-10): what a PDF/A names as the colours it was
 * made for. Worked out from the published numbers, so no file with a licence of its own comes along.
 */

/** Primaries and white for the profile's own illuminant D50, X Y Z each. */
const WHITE = [0.9642, 1, 0.8249];
const RED = [0.43607, 0.22249, 0.01392];
const GREEN = [0.38515, 0.71687, 0.09708];
const BLUE = [0.14307, 0.06061, 0.7141];
/** From D65, the white of sRGB, to D50 (Bradford). */
const ADAPTATION = [1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01708, -0.00925, 0.01508, 0.75168];
/** The curve of each channel: exponent, then the slope and offset of its upper part, the slope of its lower part, and where they meet. */
const CURVE = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];

const HEADER = 128;

/** The profile's bytes; the same each time. */
export function srgbProfile(): Uint8Array {
  const curve = tag('para', Uint8Array.of(0, 3, 0, 0), fixed(CURVE));
  const tags: [string, Uint8Array][] = [
    ['desc', words('sRGB')],
    ['cprt', words('No copyright, use freely')],
    ['wtpt', tag('XYZ ', fixed(WHITE))],
    ['chad', tag('sf32', fixed(ADAPTATION))],
    ['rXYZ', tag('XYZ ', fixed(RED))],
    ['gXYZ', tag('XYZ ', fixed(GREEN))],
    ['bXYZ', tag('XYZ ', fixed(BLUE))],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const table = 4 + tags.length * 12;
  const size = tags.reduce((sum, [, bytes]) => sum + bytes.byteLength, HEADER + table);
  const profile = new Uint8Array(size);
  const view = new DataView(profile.buffer);
  view.setUint32(0, size);
  view.setUint32(8, 0x04200000);
  for (const [at, letters] of [
    [12, 'mntr'],
    [16, 'RGB '],
    [20, 'XYZ '],
    [36, 'acsp'],
  ] as const)
    profile.set(ascii(letters), at);
  // 2026-01-01 00:00:00; the date is only there because the header has a place for it.
  [2026, 1, 1].forEach((part, index) => view.setUint16(24 + index * 2, part));
  profile.set(fixed(WHITE), 68);
  view.setUint32(HEADER, tags.length);
  let at = HEADER + table;
  tags.forEach(([name, bytes], index) => {
    const record = HEADER + 4 + index * 12;
    profile.set(ascii(name), record);
    view.setUint32(record + 4, at);
    view.setUint32(record + 8, bytes.byteLength);
    profile.set(bytes, at);
    at += bytes.byteLength;
  });
  return profile;
}

function tag(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = Buffer.concat([ascii(type), new Uint8Array(4), ...parts]);
  return Buffer.concat([bytes, new Uint8Array((4 - (bytes.byteLength % 4)) % 4)]);
}

/** Text in one language, in UTF-16 with the higher byte first. */
function words(text: string): Uint8Array {
  const head = new DataView(new ArrayBuffer(20));
  const letters = Buffer.from(text, 'utf16le').swap16();
  head.setUint32(0, 1);
  head.setUint32(4, 12);
  head.setUint32(12, letters.byteLength);
  head.setUint32(16, 28);
  const found = new Uint8Array(head.buffer);
  found.set(ascii('enUS'), 8);
  return tag('mluc', found, letters);
}

/** Numbers with 16 bits before and 16 after the point. */
function fixed(numbers: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.length * 4));
  numbers.forEach((value, index) => view.setInt32(index * 4, Math.round(value * 65536)));
  return new Uint8Array(view.buffer);
}

function ascii(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
