import { bankName, bankNamed, branchName } from './bank-names.ts';
import { findBank, findBranch } from './banks.ts';
import type { CommonField } from './catalogue.ts';
import { type Note, note } from './note.ts';
import { type FieldValue, textOf } from './read-value.ts';

/** Digits of a bank's code, and of a branch's. */
const BANK = 4;
const BRANCH = 3;

/**
 * Looks the codes of banks and branches up in the banks' own list (the package `zengin-code`, read when it is first needed) and compares them with the
 * names beside them. Nothing is noted where there is nothing to compare: a code without a name must only be a known one, and a branch's is looked up once
 * the bank is known by name.
 */
export async function bankCodeNotes(
  fields: readonly CommonField[],
  values: ReadonlyMap<string, FieldValue>,
  typed: Readonly<Record<string, string>>,
): Promise<Note[]> {
  const notes: Note[] = [];
  // A name may be typed for another form than the one that prints the code.
  const nameIn = (key: string): string => typed[key] ?? '';
  for (const { key, codeOf } of fields) {
    const code = textOf(values.get(key));
    if (codeOf === undefined || code === '') continue;
    notes.push(
      ...(codeOf.branch === undefined
        ? await ofBank(key, code, nameIn(codeOf.bank))
        : await ofBranch(key, code, nameIn(codeOf.bank), nameIn(codeOf.branch))),
    );
  }
  return notes;
}

async function ofBank(key: string, code: string, name: string): Promise<Note[]> {
  if (code.length !== BANK) return [note(key, 'error', 'wrong-number-of-digits', String(BANK))];
  const found = await findBank(code);
  if (found === undefined) return [note(key, 'error', 'unknown-bank-code', code)];
  if (name.trim() === '' || (await bankNamed(name))?.code === code) return [];
  return [note(key, 'error', 'other-bank-code', bankName(found))];
}

async function ofBranch(key: string, code: string, bankWords: string, name: string): Promise<Note[]> {
  if (code.length !== BRANCH) return [note(key, 'error', 'wrong-number-of-digits', String(BRANCH))];
  const bank = await bankNamed(bankWords);
  if (bank === undefined) return [];
  const found = await findBranch(bank.code, code);
  if (found === undefined) return [note(key, 'error', 'unknown-bank-code', code)];
  const whole = branchName(bank.code, found);
  const same = [whole, found.name].some((own) => plain(own) === plain(name));
  return name.trim() === '' || same ? [] : [note(key, 'error', 'other-bank-code', whole)];
}

function plain(words: string): string {
  return words.normalize('NFKC').trim();
}
