/** PDF readers refuse longer lists in one block (ISO 32000-2, 9.10.3, and Adobe Technical Note 5411). */
const BLOCK = 100;

/**
 * The character map from character codes back to Unicode: code 1 stands for the first text, 2 for the second, and so on.
 * Each text may be several characters long; that is how a variation selector stays with its base.
 */
export function toUnicodeMap(texts: readonly string[]): string {
  const lines = texts.map((text, index) => `<${hex(index + 1)}> <${utf16(text)}>`);
  const blocks: string[] = [];
  for (let start = 0; start < lines.length; start += BLOCK) {
    const block = lines.slice(start, start + BLOCK);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin',
    'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def',
    '/CMapType 2 def',
    '1 begincodespacerange\n<0000> <ffff>\nendcodespacerange',
    ...blocks,
    'endcmap',
    'CMapName currentdict /CMap defineresource pop',
    'end',
    'end',
  ].join('\n');
}

/** UTF-16BE digits. Half of a surrogate pair means nothing by itself and becomes U+FFFD. */
function utf16(text: string): string {
  const whole = text.toWellFormed();
  return Array.from({ length: whole.length }, (_, index) => hex(whole.charCodeAt(index))).join('');
}

function hex(value: number): string {
  return value.toString(16).padStart(4, '0');
}
