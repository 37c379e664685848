import { type BankEntry, findBank, searchBanks } from './banks.ts';

/** How the banks' own list shortens what stands behind a name, and what a form says. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/信金$/u, '信用金庫'],
  [/信組$/u, '信用組合'],
  [/労金$/u, '労働金庫'],
  [/農協$/u, '農業協同組合'],
  [/漁協$/u, '漁業協同組合'],
];
/** Institutions of this range of codes are banks, which the list names without 銀行. */
const LAST_BANK = '0399';
const POST_BANK = '9900';
/** Names of branches that say by themselves what they are. */
const NO_BRANCH = /(店|部|所|センター|公社)$/u;

/** The institution as a form names it: みずほ → みずほ銀行, 盛岡信金 → 盛岡信用金庫. */
export function bankName({ code, name }: BankEntry): string {
  if (name.endsWith('銀行')) return name;
  if (code <= LAST_BANK || code === POST_BANK) return `${name}銀行`;
  for (const [ending, whole] of ENDINGS) if (ending.test(name)) return name.replace(ending, whole);
  return name;
}

/** A branch as a form names it. Those of the post bank are three numerals (店名) with nothing behind. */
export function branchName(bank: string, { name }: BankEntry): string {
  return bank === POST_BANK || NO_BRANCH.test(name) ? name : `${name}支店`;
}

/** The institution that a form's words mean, if exactly this name is in the list. */
export async function bankNamed(words: string): Promise<BankEntry | undefined> {
  const text = words.normalize('NFKC').trim();
  if (/^\d{4}$/.test(text)) return findBank(text);
  const found = await searchBanks(listed(text), 50);
  return found.find((bank) => bankName(bank).normalize('NFKC') === text || bank.name.normalize('NFKC') === text);
}

/** The beginnings of those words, as far as somebody has typed. */
const HALF_TYPED: readonly (readonly [RegExp, string])[] = [
  [/信用[金組]?$/u, '信'],
  [/労働金?$/u, '労'],
  [/農業(協(同組?)?)?$/u, '農'],
  [/漁業(協(同組?)?)?$/u, '漁'],
  [/(.)(銀行?|支店?)$/u, '$1'],
];

/** The words, typed in whole or in part, as the list has them. */
export function listed(words: string): string {
  const text = words.normalize('NFKC').trim();
  for (const [ending, whole] of ENDINGS) {
    if (text.endsWith(whole)) return `${text.slice(0, -whole.length)}${ending.source.slice(0, -1)}`;
  }
  const [ending, short] = HALF_TYPED.find(([half]) => half.test(text)) ?? [];
  return ending === undefined || short === undefined ? text : text.replace(ending, short);
}
