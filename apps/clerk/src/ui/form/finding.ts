import type { CardReading } from '@mado/signaling';
import type { CommonFieldView, ReadItemView } from '../../contract/index.ts';
import type { Draft, Source, Values } from './draft.ts';
import { readDate } from './typed-date.ts';

/** What one page, one card or one booking says: values that are offered for the fields of the chosen papers until the clerk puts it aside. */
export interface Finding {
  readonly id: string;
  readonly origin: Exclude<Source, 'earlier-form' | 'sitting'>;
  /** Of what it was read, for the clerk. */
  readonly title: string;
  /** Of one person or account; the clerk says of whom. */
  readonly items: readonly ReadItemView[];
  /** By common field: what somebody answered for exactly this one. */
  readonly answers: Values;
  /** The group of fields of whose person the items are; null: the first that has such fields. */
  readonly group: string | null;
}

/** A value that the clerk can take into a field. */
export interface FoundValue {
  readonly finding: string;
  readonly origin: Finding['origin'];
  readonly text: string;
  /** 0 to 100; null where nothing was guessed. */
  readonly confidence: number | null;
  readonly certain: boolean;
}

/** What a card says, as it stands on it. */
export function cardFinding({ commandId, items }: Pick<CardReading, 'commandId' | 'items'>, title: string): Finding {
  const { name, address, birthDate, sex } = items;
  const said: readonly (readonly [ReadItemView['item'], string | null])[] = [
    ['name', name],
    ['address', address],
    ['birth-date', birthDate],
    ['sex', sex],
  ];
  return {
    id: commandId,
    origin: 'card',
    title,
    items: said.flatMap(([item, text]) => (text === null ? [] : [{ item, text, confidence: 100, certain: true }])),
    answers: {},
    group: null,
  };
}

/** Items of an account or of a death are of the one group that has them, whoever's person the paper is. */
const OF_NO_PERSON: ReadonlySet<ReadItemView['item']> = new Set([
  'death-date',
  'bank',
  'bank-branch',
  'account-number',
  'account-holder',
]);

/** The groups of fields whose person the items may be of, in the order of conversation. */
export function groupsOf(finding: Finding, fields: readonly CommonFieldView[]): string[] {
  const wanted = new Set(finding.items.map(({ item }) => item).filter((item) => !OF_NO_PERSON.has(item)));
  return [...new Set(fields.filter(({ item }) => item !== null && wanted.has(item)).map(({ group }) => group))];
}

/** The group that the finding's items are offered to now. */
export function groupOf(finding: Finding, fields: readonly CommonFieldView[]): string | null {
  const groups = groupsOf(finding, fields);
  const chosen = groups.find((group) => group === finding.group);
  if (chosen !== undefined || finding.origin !== 'card') return chosen ?? groups[0] ?? null;
  // Whoever lays a card down and knows its PIN sits at the booth.
  const ofTheDead = (group: string) => fields.some((field) => field.group === group && field.item === 'death-date');
  return groups.find((group) => !ofTheDead(group)) ?? groups[0] ?? null;
}

/** What is offered for each field by its key; a value that stands there already is not. */
export function foundValues(
  findings: readonly Finding[],
  fields: readonly CommonFieldView[],
  values: Values,
): ReadonlyMap<string, readonly FoundValue[]> {
  const found = new Map<string, FoundValue[]>();
  for (const finding of findings) {
    for (const { field, ...value } of offeredBy(finding, fields)) {
      const others = found.get(field) ?? [];
      if (value.text === values[field] || others.some(({ text }) => text === value.text)) continue;
      found.set(field, [...others, value]);
    }
  }
  return found;
}

/** The finding's values that are taken together: certain, and for fields that are empty. */
export function certainOf(
  finding: Finding,
  fields: readonly CommonFieldView[],
  draft: Draft,
): readonly (FoundValue & { readonly field: string })[] {
  return offeredBy(finding, fields).filter(({ field, certain }) => certain && (draft.values[field] ?? '') === '');
}

function offeredBy(finding: Finding, fields: readonly CommonFieldView[]): (FoundValue & { readonly field: string })[] {
  const group = groupOf(finding, fields);
  const common = { finding: finding.id, origin: finding.origin };
  const items = finding.items.flatMap(({ item, text, confidence, certain }) => {
    const field = fields.find((each) => each.item === item && (OF_NO_PERSON.has(item) || each.group === group));
    const typed = field === undefined ? null : asTyped(field, text);
    if (field === undefined || typed === null) return [];
    const sure = finding.origin === 'ocr' ? confidence : null;
    return [{ ...common, field: field.key, text: typed, confidence: sure, certain }];
  });
  const answers = fields.flatMap((field) => {
    const text = finding.answers[field.key];
    const typed = text === undefined ? null : asTyped(field, text);
    return typed === null ? [] : [{ ...common, field: field.key, text: typed, confidence: null, certain: true }];
  });
  return [...items, ...answers];
}

/** The value as the field keeps it: days as `YYYY-MM-DD`, a choice by its value. Null: it is none of the choices. */
function asTyped(field: CommonFieldView, text: string): string | null {
  if (text.trim() === '') return null;
  if (field.type === 'date') return readDate(text) ?? text;
  if (field.type !== 'choice') return text;
  return field.choices.find(({ value, label }) => value === text || label === text)?.value ?? null;
}

/** The value in the words in which the field shows it. */
export function inWords(field: CommonFieldView, text: string, dateWords: (value: string) => string): string {
  if (field.type === 'date') return dateWords(text);
  return field.choices.find(({ value }) => value === text)?.label ?? text;
}
