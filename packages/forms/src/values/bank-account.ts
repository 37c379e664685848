import { digitsOf, toKatakana } from './formats.ts';

/** What is wrong with an account, by the part that a clerk must ask about again. */
export type AccountProblem =
  'institution-code' | 'branch-code' | 'account-number' | 'holder-characters' | 'holder-length';

export interface TypedAccount {
  /** 金融機関コード, four digits. */
  readonly institutionCode: string;
  /** 支店コード, three digits. */
  readonly branchCode: string;
  /** 口座番号, at most seven digits. */
  readonly number: string;
  /** 口座名義 in kana of any kind. */
  readonly holder: string;
}

/** An account as banks exchange it (全国銀行協会の標準フォーマット): the number with seven digits, the holder in half-width kana. */
export interface BankAccount {
  readonly institutionCode: string;
  readonly branchCode: string;
  readonly number: string;
  readonly holder: string;
}

export type ReadAccount =
  | { readonly kind: 'account'; readonly account: BankAccount }
  | { readonly kind: 'wrong'; readonly problems: readonly AccountProblem[] };

/** Characters of an account holder's name in an exchange between banks. */
const HOLDER = 30;

/** Understands an account, or says which parts cannot be right. Codes are checked for their form, not against a list of banks. */
export function readBankAccount(typed: TypedAccount): ReadAccount {
  const institutionCode = digitsOf(typed.institutionCode) ?? '';
  const branchCode = digitsOf(typed.branchCode) ?? '';
  const number = digitsOf(typed.number) ?? '';
  const holder = toBankKana(typed.holder);
  const problems: AccountProblem[] = [];
  if (institutionCode.length !== 4) problems.push('institution-code');
  if (branchCode.length !== 3) problems.push('branch-code');
  if (number === '' || number.length > 7) problems.push('account-number');
  if (holder === undefined) problems.push('holder-characters');
  else if (holder === '' || holder.length > HOLDER) problems.push('holder-length');
  if (problems.length > 0 || holder === undefined) return { kind: 'wrong', problems };
  return { kind: 'account', account: { institutionCode, branchCode, number: number.padStart(7, '0'), holder } };
}

/** Half-width katakana by their full-width twins, voicing marks apart. */
const HALF_WIDTH = new Map<string, string>([
  ...Array.from({ length: 0xff9e - 0xff66 }, (_, index): [string, string] => {
    const half = String.fromCharCode(0xff66 + index);
    return [half.normalize('NFKC'), half];
  }),
  ['\u3099', 'ﾞ'],
  ['\u309a', 'ﾟ'],
  ['ー', '-'],
]);
/** Small kana are written large between banks. */
const LARGE = new Map(
  Array.from('ァィゥェォャュョッ', (small, index) => [small, 'アイウエオヤユヨツ'[index] ?? small]),
);

/** A name in the characters that banks exchange: half-width kana, capitals, digits and a few signs. `undefined` when one is none of them. */
export function toBankKana(typed: string): string | undefined {
  const parts = Array.from(toKatakana(typed.trim()).normalize('NFD'), (character) => {
    const large = LARGE.get(character) ?? character;
    return HALF_WIDTH.get(large) ?? large.normalize('NFKC').toUpperCase();
  });
  const found = parts.join('').replace(/ +/g, ' ');
  return /^[ｦｱ-ﾝﾞﾟA-Z0-9 ().,/¥「」｢｣-]*$/u.test(found) ? found.replace(/「/g, '｢').replace(/」/g, '｣') : undefined;
}

/** An account of ゆうちょ銀行 as other banks name it. */
export interface TransferAccount {
  /** 店番, three digits. */
  readonly branchCode: string;
  /** 店名, the same in Chinese numerals: 〇一八. */
  readonly branchName: string;
  readonly kind: 'ordinary' | 'current';
  readonly number: string;
}

/**
 * Turns 記号 and 番号 of a ゆうちょ passbook into what a transfer needs, as ゆうちょ銀行 publishes it: 記号 1xxx0 is an ordinary account of branch
 * xx8 whose number loses its last digit, 記号 0xxxx a current account (振替口座) of branch xx9. `undefined` when they cannot be right.
 */
export function fromPostalPassbook(symbol: string, number: string): TransferAccount | undefined {
  const [sign, digits] = [digitsOf(symbol), digitsOf(number)];
  if (sign?.length !== 5 || digits === undefined) return undefined;
  const ordinary =
    sign.startsWith('1') && sign.endsWith('0') && digits.length >= 2 && digits.length <= 8 && digits.endsWith('1');
  const current = sign.startsWith('0') && digits.length <= 6;
  if (!ordinary && !current) return undefined;
  const branchCode = `${sign.slice(1, 3)}${ordinary ? '8' : '9'}`;
  return {
    branchCode,
    branchName: Array.from(branchCode, (digit) => '〇一二三四五六七八九'[Number(digit)] ?? '').join(''),
    kind: ordinary ? 'ordinary' : 'current',
    number: (ordinary ? digits.slice(0, -1) : digits).padStart(7, '0'),
  };
}
