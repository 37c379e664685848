/** Names are shorter; what is beyond is not compared. */
const LONGEST = 80;

/** Kana that are also written large, and are read so on a scan: っ and つ, which comes next to it. */
const SMALL = /[ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/gu;

/** Writings of one word, as forms and catalogues have them, with large kana. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/ふりがな|フリガナ|フリカナ|カタカナ|カナ/gu, 'カナ'],
  [/氏名又は名称|お名前|名前|名称|氏名/gu, '氏名'],
  [/電話番号|連絡先|電話|TEL/giu, '電話'],
  [/続柄|間柄|関係/gu, '関係'],
  [/[EＥ]?メール(アドレス)?|e-?mail/giu, 'メール'],
  [/(所在地|御?住所)+/gu, '住所'],
  [/金融機関名?/gu, '金融機関'],
  [/支店名?/gu, '支店'],
  [/亡くなつた(被保険者|方|人)|被相続人|死亡者|故人/gu, '故人'],
  [/亡くなつた|死亡/gu, '故人'],
  [/代表相続人/gu, '相続人代表者'],
  [/(申請|届出|提出|手続)?を?(代わりに(する|した)(方|人)|代行(者|する方))/gu, '代理人'],
  [/届出を?する(方|人)|届出人|届出者|申請者|申請人|申込者|申込人|申立者|申立人|申出者|申出人/gu, '届出者'],
  [/請求者|閲覧者|保護者|来られた方/gu, '届出者'],
  [/(申請|届出|申込|申立|請求|提出|記入|受付)(年月)?日/gu, '申請日'],
  [/お子さん|児童|子ども|こども/gu, '子'],
  [/他の/gu, 'ほかの'],
  [/預金種目|預金種別|口座種別/gu, '口座種別'],
  [/(?<!生)年月日/gu, '日'],
  [/の/gu, ''],
];

/** Writes alike what means the same, without gaps and signs. */
export function plainWords(words: string): string {
  const bare = words
    .slice(0, LONGEST)
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replaceAll(SMALL, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 1));
  return SAME.reduce((text, [pattern, as]) => text.replaceAll(pattern, as), bare);
}

/** How alike two names are, from 0 to 1: the pairs of signs that they share, of all and of the shorter one. */
export function likeness(a: string, b: string): number {
  if (a === '' || b === '') return 0;
  if (a === b) return 1;
  if (a.length === 1 || b.length === 1) return a.includes(b) || b.includes(a) ? 0.3 : 0;
  const [one, other] = [pairsOf(a), pairsOf(b)];
  const both = [...one].filter((pair) => other.has(pair)).length;
  const dice = (2 * both) / (one.size + other.size);
  return 0.95 * (0.5 * dice + (0.5 * both) / Math.min(one.size, other.size));
}

function pairsOf(text: string): Set<string> {
  const signs = Array.from(text);
  return new Set(signs.slice(1).map((sign, index) => `${signs[index] ?? ''}${sign}`));
}
