import { findBranch, searchBanks, searchBranches } from '../values/banks.ts';
import type { Catalogue } from '../values/catalogue.ts';
import { addressesOf } from '../values/postal-address.ts';
import { bankName, bankNamed, branchName, listed } from '../values/bank-names.ts';
import { readingOf } from './reading.ts';

/** Something that may be meant, for the clerk to take or to leave. */
export interface Suggestion {
  /** What is read out to the citizen. */
  readonly label: string;
  /** What tells it from its neighbours: a code, a reading. May be empty. */
  readonly detail: string;
  /** What is typed when it is taken, by the key of its common field. */
  readonly values: Readonly<Record<string, string>>;
}

/** More than a clerk can look through while somebody waits. */
const MAX_SUGGESTIONS = 6;

/**
 * What a common field's half-typed value may stand for, by the field's `lookUp` in the catalogue: the address of a postal code, a bank or a
 * branch by the beginning of its name, reading or by its code, the reading of a name. From tables and a dictionary that are installed along;
 * nothing is asked of any network. None for a field without look-up, and none for what already stands there.
 * @param values what is typed so far, by key
 */
export async function suggestionsFor(
  catalogue: Catalogue,
  key: string,
  values: Readonly<Record<string, string>>,
): Promise<Suggestion[]> {
  const lookUp = catalogue.get(key)?.lookUp;
  const typed = (values[key] ?? '').normalize('NFKC').trim();
  switch (lookUp?.kind) {
    case undefined:
      return [];
    case 'address':
      return addresses(typed, lookUp.into, values);
    case 'bank':
      return banks(key, typed);
    case 'branch':
      return branches(key, typed, values[lookUp.of] ?? '');
    case 'reading':
      return typed === '' ? readings(key, values[lookUp.of] ?? '') : [];
  }
}

async function addresses(code: string, into: string, values: Readonly<Record<string, string>>): Promise<Suggestion[]> {
  const present = (values[into] ?? '').trim();
  const found = (await addressesOf(code)).map(({ prefecture, city, town }) => `${prefecture}${city}${town}`);
  return found
    .filter((address) => !present.startsWith(address))
    .slice(0, MAX_SUGGESTIONS)
    .map((address) => ({ label: address, detail: code, values: { [into]: address } }));
}

async function banks(key: string, typed: string): Promise<Suggestion[]> {
  const byCode = /^\d{4}$/.test(typed) ? await bankNamed(typed) : undefined;
  const found = byCode === undefined ? await searchBanks(listed(typed), MAX_SUGGESTIONS) : [byCode];
  return found
    .map((bank) => ({ label: bankName(bank), detail: bank.code, values: { [key]: bankName(bank) } }))
    .filter(({ label }) => label.normalize('NFKC') !== typed);
}

async function branches(key: string, typed: string, bankWords: string): Promise<Suggestion[]> {
  const bank = await bankNamed(bankWords);
  if (bank === undefined) return [];
  const byCode = /^\d{3}$/.test(typed) ? await findBranch(bank.code, typed) : undefined;
  const found = byCode === undefined ? await searchBranches(bank.code, listed(typed), MAX_SUGGESTIONS) : [byCode];
  return found
    .map((branch) => ({ branch, name: branchName(bank.code, branch) }))
    .filter(({ name }) => name.normalize('NFKC') !== typed)
    .map(({ branch, name }) => ({ label: name, detail: branch.code, values: { [key]: name } }));
}

async function readings(key: string, name: string): Promise<Suggestion[]> {
  const reading = await readingOf(name);
  return reading === undefined ? [] : [{ label: reading, detail: '', values: { [key]: reading } }];
}
