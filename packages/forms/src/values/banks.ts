import { toKatakana } from './formats.ts';

/** A bank (金融機関) or one of its branches. `name` is without 銀行, 信用金庫 or 支店 behind it, as banks list themselves. */
export interface BankEntry {
  readonly code: string;
  readonly name: string;
  /** The reading, in katakana without small letters. */
  readonly kana: string;
}

/** Four digits of a bank. */
export async function findBank(code: string): Promise<BankEntry | undefined> {
  return entryOf((await table())[code]);
}

/** Three digits of a branch of the bank. */
export async function findBranch(bank: string, code: string): Promise<BankEntry | undefined> {
  return entryOf((await table())[bank]?.branches[code]);
}

/** Banks whose name or reading is what was typed, kanji or any kana, then those that begin with it, then those that have it within; each by code. At most `limit`. */
export async function searchBanks(typed: string, limit = 20): Promise<BankEntry[]> {
  return search(Object.values(await table()), typed, limit);
}

/** Branches of a bank, found and ordered in the same way. At most `limit`. */
export async function searchBranches(bank: string, typed: string, limit = 20): Promise<BankEntry[]> {
  return search(Object.values((await table())[bank]?.branches ?? {}), typed, limit);
}

interface Bank extends BankEntry {
  readonly branches: Readonly<Record<string, BankEntry | undefined>>;
}

/** Five megabytes that only somebody who types an account needs. */
async function table(): Promise<Readonly<Record<string, Bank | undefined>>> {
  const { default: banks } = await import('zengin-code');
  return banks;
}

function search(entries: readonly (BankEntry | undefined)[], typed: string, limit: number): BankEntry[] {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return [];
  const kana = largeKana(toKatakana(text));
  const nearness = ({ name, kana: reading }: BankEntry): number => {
    if (name === text || reading === kana) return 0;
    if (name.startsWith(text) || reading.startsWith(kana)) return 1;
    return name.includes(text) ? 2 : 3;
  };
  return entries
    .filter((entry) => entry !== undefined)
    .map((entry) => ({ entry, far: nearness(entry) }))
    .filter(({ far }) => far < 3)
    .sort((a, b) => a.far - b.far || a.entry.code.localeCompare(b.entry.code))
    .slice(0, limit)
    .flatMap(({ entry }) => entryOf(entry) ?? []);
}

/** Small kana as the large ones that banks write for them. */
function largeKana(kana: string): string {
  const small = 'ァィゥェォッャュョヮ';
  const large = 'アイウエオツヤユヨワ';
  return kana.replace(/[ァィゥェォッャュョヮ]/gu, (letter) => large[small.indexOf(letter)] ?? letter);
}

function entryOf(found: BankEntry | undefined): BankEntry | undefined {
  return found && { code: found.code, name: found.name, kana: found.kana };
}
