import type { Catalogue } from '../values/catalogue.ts';
import type { FieldType } from '../values/field-type.ts';
import type { AcroField } from './acro-form.ts';
import type { Box, Size } from './map.ts';

/** A part of a proposed field: one box of the form, and what its maker called it (`year`, `1`, a choice's value). */
export interface ProposedPart {
  readonly name?: string;
  readonly box: Box;
  readonly cells?: number;
}

/**
 * A field that a map could have. `date`: boxes for 年 月 日; a person says which calendar the form means. `value` is the common
 * field of the same name, missing when there is none that this kind can print.
 */
export interface ProposedField {
  readonly kind: 'text' | 'comb' | 'date' | 'choice' | 'check';
  /** The name that the form gives it, without its part. */
  readonly name: string;
  readonly page: number;
  readonly parts: readonly ProposedPart[];
  readonly size: Size;
  readonly lines: number;
  readonly value?: string;
}

const DATE_PARTS = ['year', 'month', 'day'];
const MAX_SIZE = 12;
const MIN_SIZE = 5;

/**
 * Proposes fields of a map from those of an AcroForm, in their order. Places that are parts of one name (`born_year`, `born_month`,
 * `born_day`; `postcode_1`, `postcode_2`; `kind_ordinary`, `kind_current`) become one field. Buttons and signatures are left out.
 */
export function proposeFields(found: readonly AcroField[], catalogue: Catalogue): ProposedField[] {
  const groups = new Map<string, AcroField[]>();
  for (const field of found) {
    if (field.kind === 'button' || field.kind === 'signature') continue;
    const key = `${field.page}/${partOf(field.name).name}`;
    groups.set(key, [...(groups.get(key) ?? []), field]);
  }
  return [...groups.values()].flatMap((group) => {
    const kind = kindOf(group);
    // Parts that make no whole are proposed one by one, under their own names.
    return kind ? [proposal(kind, group, catalogue)] : group.map((field) => single(field, catalogue));
  });
}

function kindOf(group: readonly AcroField[]): ProposedField['kind'] | undefined {
  const parts = group.map(({ name }) => partOf(name).part);
  if (group.length < 2) return undefined;
  if (group.every(({ kind }) => kind === 'check' || kind === 'radio')) return 'choice';
  if (group.every(({ cells }) => cells !== undefined)) return 'comb';
  return parts.length === DATE_PARTS.length && DATE_PARTS.every((part) => parts.includes(part)) ? 'date' : undefined;
}

function single(field: AcroField, catalogue: Catalogue): ProposedField {
  const kind = field.kind === 'check' || field.kind === 'radio' ? 'check' : field.cells === undefined ? 'text' : 'comb';
  const { name, page, box, cells, multiline } = field;
  const part: ProposedPart = { box, ...(cells === undefined ? {} : { cells }) };
  const size = sizeFor([box]);
  const lines = multiline ? Math.max(1, Math.floor(box.height / size.min)) : 1;
  return { kind, name, page, parts: [part], size, lines, ...bound(name, kind, [], catalogue) };
}

function proposal(kind: ProposedField['kind'], group: readonly AcroField[], catalogue: Catalogue): ProposedField {
  const parts = group.map(({ name, box, cells }): ProposedPart => {
    const { part } = partOf(name);
    return { ...(part === undefined ? {} : { name: part }), box, ...(cells === undefined ? {} : { cells }) };
  });
  const name = partOf(group[0]?.name ?? '').name;
  const values = parts.flatMap((part) => part.name ?? []);
  const size = sizeFor(parts.map(({ box }) => box));
  return { kind, name, page: group[0]?.page ?? 0, parts, size, lines: 1, ...bound(name, kind, values, catalogue) };
}

function partOf(name: string): { name: string; part?: string } {
  const at = name.lastIndexOf('_');
  return at > 0 && at < name.length - 1 ? { name: name.slice(0, at), part: name.slice(at + 1) } : { name };
}

/** Type that fills the lowest box without touching its lines. */
function sizeFor(boxes: readonly Box[]): Size {
  const lowest = Math.min(...boxes.map(({ height }) => height));
  const max = Math.max(MIN_SIZE, Math.min(MAX_SIZE, Math.floor(lowest * 0.8)));
  return { max, min: MIN_SIZE };
}

/** The common field whose key or label is this name, whatever its writing (`applicant-name-kana` is `applicant.nameKana`). */
function bound(
  name: string,
  kind: ProposedField['kind'],
  values: readonly string[],
  catalogue: Catalogue,
): { value?: string } {
  const wanted = plain(name);
  const field = [...catalogue.values()].find(({ key, label }) => plain(key) === wanted || plain(label) === wanted);
  if (!field || !fits(kind, field.type)) return {};
  const known = field.choices.map(({ value }) => value);
  return kind === 'choice' && !values.every((value) => known.includes(value)) ? {} : { value: field.key };
}

function fits(kind: ProposedField['kind'], type: FieldType): boolean {
  if (kind === 'date' || kind === 'choice') return kind === type;
  return kind === 'check' || type !== 'choice';
}

function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
