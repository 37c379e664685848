/** A planted text as programs may write it down: each needle with the name of its form. */
export function plantedForms(text: string): Map<string, Buffer> {
  const utf8 = Buffer.from(text, 'utf8');
  // By UTF-16 unit, as JSON escapes.
  const escaped = Array.from({ length: text.length }, (_, at) => text.charAt(at))
    .map((unit) => (unit < '\u0080' ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`))
    .join('');
  const forms = new Map<string, Buffer>([
    ['UTF-8', utf8],
    ['UTF-16LE', Buffer.from(text, 'utf16le')],
    ['JSON escapes', Buffer.from(escaped)],
    ['hex', Buffer.from(utf8.toString('hex'))],
    ['HEX', Buffer.from(utf8.toString('hex').toUpperCase())],
    ['URL', Buffer.from(encodeURIComponent(text))],
  ]);
  for (const shift of [0, 1, 2]) {
    const inside = base64Inside(utf8, shift);
    forms.set(`base64, shifted by ${shift}`, Buffer.from(inside));
    forms.set(`base64url, shifted by ${shift}`, Buffer.from(inside.replaceAll('+', '-').replaceAll('/', '_')));
  }
  return forms;
}

/** The letters of a base64 text that come from these bytes alone when `shift` (modulo 3) others stand before them. */
function base64Inside(bytes: Buffer, shift: number): string {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes]);
  const first = Math.ceil((shift * 8) / 6);
  return whole.toString('base64').slice(first, Math.floor((whole.byteLength * 8) / 6));
}
