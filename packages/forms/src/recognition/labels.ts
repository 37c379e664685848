import type { Item } from '../values/item.ts';
import { squeezed, type GlyphLine } from './glyphs.ts';

/** A word on a paper that says what stands behind or below it. `null`: something that is not taken, so that a value before it ends there. */
export interface FoundLabel {
  readonly item: Item | null;
  /** A word of letterheads too. */
  readonly loose: boolean;
  /** Of the line's glyphs. */
  readonly from: number;
  readonly to: number;
}

/**
 * Words of driving licences, health insurance papers, register certificates, passbooks and application forms. The longer ones stand first, so
 * that 世帯主の氏名 is not taken for 氏名.
 */
const LABELS: readonly (readonly [RegExp, Item | null])[] = [
  [/個人番号|マイナンバー/g, null],
  [/世帯主(?:の|との)?(?:氏名|続柄|名)?|筆頭者(?:の)?(?:氏名)?|保護者(?:の)?(?:氏名)?|事業主(?:の)?(?:氏名)?/g, null],
  [/保険者(?:番号|名称|名|所在地)|被保険者(?:証)?(?:記号|番号)|記号番号?|事業所(?:名称|名|所在地)/g, null],
  [/本籍地?|前住所|従前の住所|転出先|転入前|勤務先/g, null],
  [
    /続柄|交付(?:年月)?日?|有効期限|資格取得年月日|資格喪失年月日|認定年月日|届出年月日|申請日|住民となった日|住所を定めた日|免許の条件等?/g,
    null,
  ],
  [/死亡(?:した(?:とき|日)|年?月?日)|亡くなった日/g, 'death-date'],
  [/氏名フリガナ|氏名カナ|フリガナ|ふりがな|カナ氏名/g, 'name-kana'],
  [/口座名義人?(?:カナ|フリガナ)?|名義人/g, 'account-holder'],
  [/口座番号/g, 'account-number'],
  [/金融機関名?|銀行名/g, 'bank'],
  [/支店名|取扱店/g, 'bank-branch'],
  [/電話番号|電話|連絡先|TEL/gi, 'phone'],
  [/郵便番号/g, 'postal-code'],
  [/現住所|住所|居所/g, 'address'],
  [/生年月日/g, 'birth-date'],
  [/性別/g, 'sex'],
  [/氏名|お名前|おなまえ|名前/g, 'name'],
];

/** White before a label, in heights of the line: less of it, and the word belongs to what stands before. */
const BEFORE_LABEL = 0.7;
/** Words before a label that say whose it is and change nothing: 亡くなった方の氏名, 届出人住所. */
const WHOSE = /(?:方|人|者|の|本人)$/;

/** The labels of a line from left to right; none lies inside of another. */
export function labelsOf(line: GlyphLine): FoundLabel[] {
  const text = squeezed(line.glyphs);
  const found: FoundLabel[] = [];
  for (const [pattern, item] of LABELS) {
    for (const match of text.matchAll(pattern)) {
      const from = match.index;
      const to = from + match[0].length;
      if (found.some((other) => from < other.to && other.from < to)) continue;
      if (begins(line, text, from) && ends(line, to)) found.push({ item, loose: /^TEL$/i.test(match[0]), from, to });
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

function begins(line: GlyphLine, text: string, from: number): boolean {
  return from === 0 || (line.glyphs[from]?.gap ?? 0) >= BEFORE_LABEL || WHOSE.test(text.slice(0, from));
}

/** A label at which a word goes on is part of a sentence: 住所を変更した, 氏名及び. */
function ends(line: GlyphLine, to: number): boolean {
  const next = line.glyphs[to];
  return next === undefined || next.gap >= 0.3 || !/[\p{Script=Hiragana}及又並若]/u.test(next.text);
}
