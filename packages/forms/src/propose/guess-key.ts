import type { CommonField } from '../values/catalogue.ts';
import type { FieldPlace } from './field-places.ts';

/** What is needed of a common field to guess that a place is its. */
export interface KnownField extends Pick<CommonField, 'key' | 'label' | 'group' | 'type'> {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly digits?: { readonly min: number; readonly max: number } | undefined;
}

/** A place and what the form calls it. */
export interface NamedPlace {
  readonly place: FieldPlace;
  readonly page: number;
  /** What a person calls it. */
  readonly label: string;
  /** What the form calls it, most telling first: the words beside it, and the same with those around. */
  readonly names: readonly Name[];
  /** The words at the side of its part of the form: 申請者; empty where there are none. */
  readonly section: string;
}

/** Words that name a place, and how much they tell, up to 1. */
export interface Name {
  readonly words: string;
  readonly weight: number;
}

/** Names are shorter; what is beyond is not compared. */
const LONGEST = 80;

/** Writings of one word, as forms and catalogues have them. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/ふりがな|フリガナ|フリカナ|カタカナ|カナ/gu, 'カナ'],
  [/氏名又は名称|お名前|名前|名称|氏名/gu, '氏名'],
  [/電話番号|連絡先|電話|TEL/giu, '電話'],
  [/続柄|間柄|関係/gu, '関係'],
  [/[EＥ]?メール(アドレス)?|e-?mail/giu, 'メール'],
  [/所在地|御住所|住所/gu, '住所'],
  [/金融機関名?/gu, '金融機関'],
  [/支店名?/gu, '支店'],
  [/亡くなった(被保険者|方|人)|被相続人|死亡者|故人/gu, '故人'],
  [/亡くなった|死亡/gu, '故人'],
  [/相続人代表者|代表相続人/gu, '代表者'],
  [/届出を?する(方|人)|届出人|届出者|申請者|申請人|申込者|申込人|請求者|閲覧者|保護者|来られた方/gu, '届出者'],
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
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return SAME.reduce((text, [pattern, as]) => text.replaceAll(pattern, as), bare);
}

/** How alike two names are, from 0 to 1: the pairs of signs that they share, of all and of the shorter one. */
export function likeness(a: string, b: string): number {
  if (a === '' || b === '') return 0;
  if (a === b) return 1;
  if (a.length === 1 || b.length === 1) return a.includes(b) || b.includes(a) ? 0.5 : 0;
  const [one, other] = [pairsOf(a), pairsOf(b)];
  const both = [...one].filter((pair) => other.has(pair)).length;
  const dice = (2 * both) / (one.size + other.size);
  return 0.95 * (0.5 * dice + (0.5 * both) / Math.min(one.size, other.size));
}

function pairsOf(text: string): Set<string> {
  const signs = Array.from(text);
  return new Set(signs.slice(1).map((sign, index) => `${signs[index] ?? ''}${sign}`));
}

interface Known {
  readonly field: KnownField;
  readonly group: string;
  /** The label as it is, and without the group that it begins with. */
  readonly names: readonly string[];
  readonly options: readonly string[];
}

interface Guess {
  readonly index: number;
  readonly field: KnownField;
  readonly score: number;
  readonly section: string;
}

/** How much a field of the part's own group is preferred to others. */
const OWN_GROUP = 0.45;
/** Less certain guesses are not made. */
const ENOUGH = 0.72;
const ALIKE = 0.45;
/** How much better a guess is than the same of another group. */
const CERTAIN = 0.02;

/** The common field of each place, by its kind and by what the form calls it and the part that it stands in; none where nothing is near. */
export function guessKeys(
  places: readonly NamedPlace[],
  fields: readonly KnownField[],
  title: string,
): (KnownField | undefined)[] {
  const known = fields.map((field): Known => {
    const [group, label] = [plainWords(field.group), plainWords(field.label)];
    const rest = label.startsWith(group) ? label.slice(group.length) : label;
    return {
      field,
      group,
      names: [...new Set([label, rest])],
      options: field.choices.map((one) => plainWords(one.label)),
    };
  });
  const sections = new Map<string, number[]>();
  for (const [index, { section, page }] of places.entries()) {
    const name = `${page}/${section}`;
    sections.set(name, [...(sections.get(name) ?? []), index]);
  }
  const alike = places.map((place) => likenessesTo(place, known));
  const told = groupsTold(alike, known);
  const called = plainWords(title);
  const guesses: Guess[] = [];
  for (const [section, indices] of sections) {
    const words = wordsOfSection(section);
    const rows = indices.map((index) => alike[index] ?? []);
    // A group that another part of the form is named after is not this part's.
    const others = [...sections.keys()].map(wordsOfSection).filter((other) => other !== words);
    const elsewhere = (one: string): boolean =>
      others.some((other) => likeness(other, one) > Math.max(0.5, likeness(words, one)));
    const prior = (one: string): number =>
      0.15 * likeness(called, one) + (told.get(one) ?? 0) - (elsewhere(one) ? 0.4 : 0);
    const group = words === '' ? '' : groupOf(words, rows, known, prior);
    for (const [at, index] of indices.entries())
      for (const [number, one] of known.entries()) {
        const like = rows[at]?.[number] ?? 0;
        const score = like + (one.group === group ? OWN_GROUP : 0);
        if (like >= ALIKE && score >= ENOUGH) guesses.push({ index, field: one.field, score, section });
      }
  }
  const chosen = new Map<number, KnownField>();
  const used = new Set<string>();
  const sorted = guesses.sort((a, b) => b.score - a.score);
  const isTaken = ({ field, section }: Guess): boolean => used.has(`${section}/${field.key}`);
  for (const guess of sorted) {
    const { index, field, section, score } = guess;
    if (chosen.has(index) || isTaken(guess)) continue;
    // 氏名 of a part that is about nobody in particular could be anybody's.
    const isRival = (one: Guess): boolean =>
      one.index === index && one.field.group !== field.group && score - one.score < CERTAIN && !isTaken(one);
    if (sorted.some(isRival)) continue;
    chosen.set(index, field);
    used.add(`${section}/${field.key}`);
  }
  return places.map((_, index) => chosen.get(index));
}

/** The words of a part by its page and name. */
function wordsOfSection(section: string): string {
  return plainWords(section.slice(section.indexOf('/') + 1));
}

/** Groups that the form surely asks for, by a place that can be nothing else, and how much that weighs. */
function groupsTold(alike: readonly (readonly number[])[], known: readonly Known[]): Map<string, number> {
  const told = new Map<string, number>();
  for (const likes of alike) {
    const best = new Map<string, number>();
    for (const [number, { group }] of known.entries())
      best.set(group, Math.max(best.get(group) ?? 0, likes[number] ?? 0));
    const [first, second] = [...best].sort((a, b) => b[1] - a[1]);
    if (first && first[1] >= 0.75 && first[1] - (second?.[1] ?? 0) >= 0.2)
      told.set(first[0], Math.min(0.2, (told.get(first[0]) ?? 0) + 0.1));
  }
  return told;
}

/** The group of common fields that a part of the form asks for: by what stands at its side, by its fields and by the whole form. */
function groupOf(
  section: string,
  alike: readonly (readonly number[])[],
  known: readonly Known[],
  prior: (group: string) => number,
): string {
  let [best, found] = [0, ''];
  for (const group of new Set(known.map((one) => one.group))) {
    const own = known.flatMap((one, number) => (one.group === group ? [number] : []));
    const fields = alike.map((likes) => Math.max(0, ...own.map((number) => likes[number] ?? 0)));
    const mean = fields.reduce((sum, like) => sum + like, 0) / Math.max(1, fields.length);
    const score = mean + 1.2 * likeness(section, group) + prior(group);
    if (score > best) [best, found] = [score, group];
  }
  return found;
}

/** How much the place could be each of the fields, from 0 to about 1. */
function likenessesTo(named: NamedPlace, known: readonly Known[]): number[] {
  const { place } = named;
  const names = named.names.map(({ words, weight }) => ({ words: plainWords(words), weight }));
  const fitting = known.map(({ field }) => couldBe(place, names, field));
  const called = known.map((one, number) =>
    fitting[number] === true
      ? Math.max(
          0,
          ...names.map(({ words, weight }) => weight * Math.max(...one.names.map((name) => likeness(words, name)))),
        )
      : 0,
  );
  if (place.postal === true) return called.map((like, number) => (fitting[number] === true ? 0.6 + 0.4 * like : 0));
  if (place.kind !== 'choice') return called;
  const options = (place.options ?? []).map(plainWords);
  const chosen = known.map((one, number) => (fitting[number] === true ? optionsAlike(options, one.options) : 0));
  // Options that one field alone has tell which it is; はい and いいえ do not.
  const certain = chosen.filter((like) => like > 0.8).length <= 1 ? 0.8 : 0.45;
  return called.map((like, number) => {
    const asMany = known[number]?.options.length === options.length;
    return Math.max(0.5 * like + certain * (chosen[number] ?? 0), asMany ? 0.85 * like : 0);
  });
}

function optionsAlike(options: readonly string[], labels: readonly string[]): number {
  const each = options.map((option) => Math.max(0, ...labels.map((label) => likeness(option, label))));
  return each.reduce((sum, like) => sum + like, 0) / Math.max(options.length, labels.length);
}

/** Whether a place of this kind can print the field, and the form calls it something of its type. */
function couldBe(place: FieldPlace, names: readonly Name[], { type, digits }: KnownField): boolean {
  const says = (part: string): boolean => names.some(({ words }) => words.includes(part));
  switch (place.kind) {
    case 'date':
      return type === 'date';
    case 'table':
      return type === 'multiline';
    case 'choice':
      return type === 'choice';
    case 'check':
      return false;
    case 'comb': {
      if (place.postal === true) return type === 'postal-code';
      const cells = place.parts.reduce((sum, { cells: count = 1 }) => sum + count, 0);
      return type === 'number' && cells === digits?.max;
    }
    case 'text':
      if (type === 'kana') return says('カナ');
      if (type === 'phone') return says('電話');
      if (type === 'postal-code') return says('郵便');
      return type === 'number' || (type === 'text' && !says('カナ') && !says('電話'));
  }
}
