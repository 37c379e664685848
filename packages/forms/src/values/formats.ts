/** Every sign that people type for a hyphen, after compatibility normalisation: hyphens, dashes, minus, the long vowel mark. */
const HYPHENS = /[-\u2010-\u2015\u2212\u30fc]/g;

/** Digits of any width as half-width digits, hyphens and spaces left out. `undefined` when anything else is among them. */
export function digitsOf(typed: string): string | undefined {
  const found = typed.normalize('NFKC').replace(/\s/g, '').replace(HYPHENS, '');
  return /^\d+$/.test(found) ? found : undefined;
}

/** Reads a postal code as `020-8530`; `undefined` when it has not seven digits. */
export function parsePostalCode(typed: string): string | undefined {
  const found = digitsOf(typed.replace(/〒/g, ''));
  return found?.length === 7 ? `${found.slice(0, 3)}-${found.slice(3)}` : undefined;
}

/**
 * Reads a telephone number, hyphens and brackets as typed. In Japan it has ten digits, eleven when it begins with 0x0 (mobile, IP
 * telephone, 0800; 電気通信番号計画); from abroad `+` and 7 to 15 digits (ITU-T E.164). `undefined` when it is none.
 */
export function parsePhoneNumber(typed: string): string | undefined {
  const found = typed.normalize('NFKC').replace(HYPHENS, '-').replace(/\s/g, '');
  const plain = found.replace(/[-()]/g, '');
  const national = /^0[1-9]0\d{8}$/.test(plain) || /^0[1-9]{2}\d{7}$/.test(plain);
  return national || /^\+\d{7,15}$/.test(plain) ? found : undefined;
}

/** Hiragana and half-width katakana become full-width katakana; signs and Latin letters become full-width too. */
export function toKatakana(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\u3041-\u3096\u309d\u309e]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
    .replace(/[\u0021-\u007e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
    .replace(/ /g, '\u3000');
}

/** What a reading or an account holder's name in kana is written with, spaces included. */
const KANA = /^[ァ-ヶー・ヽヾ\u3000Ａ-Ｚａ-ｚ０-９（）．，－／「」＆’]$/u;

/** The characters of a text that no name in kana is written with. */
export function notKana(katakana: string): string[] {
  return Array.from(katakana).filter((character) => !KANA.test(character));
}
