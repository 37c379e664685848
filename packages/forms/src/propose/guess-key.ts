import type { FieldPlace } from './field-places.ts';
import { likeness, plainWords } from './plain-words.ts';
import type { Known, KnownField, Name, NamedPlace } from './named-place.ts';
import { ALIKE, groupsOfParts, type Said } from './part-groups.ts';

interface Guess {
  readonly index: number;
  readonly field: KnownField;
  readonly score: number;
  readonly section: string;
  /** Nobody knows which group its part of the form is about. */
  readonly isAlone: boolean;
}

/** How much a field of the part's own group is preferred to others, and one that speaks of that group. */
const OWN_GROUP = 0.45;
const OF_GROUP = 0.25;
/** How much less likely a field is that speaks of somebody whom the form does not ask for. */
const ABSENT = 0.4;
/** How much the words of its part of the form tell of a field: 可・不可 in the part 講習会. */
const OF_PART = 0.15;
/** Less certain guesses are not made. */
const ENOUGH = 0.72;
/** How much more a place is like a field of another group than the part's than like those of all others. */
const ONLY = 0.1;
/** How much better a guess is than the same of another group, in a part that is about a group and in one of which that is not known. */
const CERTAIN = 0.02;
const CERTAIN_ALONE = 0.08;

/**
 * The common field of each place, by its kind and by what the form calls it and the part that it stands in; none where nothing is near.
 * @param said all words in the boxes of the form
 */
export function guessKeys(
  places: readonly NamedPlace[],
  fields: readonly KnownField[],
  title: string,
  said: readonly Said[],
): (KnownField | undefined)[] {
  const known = knownOf(fields);
  const alike = places.map((place) => likenessesTo(place, known, 'short'));
  const called = plainWords(title);
  const groups = groupsOfParts(places, alike, known, called, said);
  const present = new Set(groups);
  const whole = [called, ...said.map(({ words }) => plainWords(words))].join('/');
  const isAbsent = (group: string): boolean => !present.has(group) && !whole.includes(group);
  const guesses: Guess[] = [];
  for (const [index, place] of places.entries()) {
    const group = groups[index] ?? '';
    const part = plainWords(place.section);
    const named = { place: place.place, names: withNameOf(place, known) };
    const short = likenessesTo(named, known, 'short');
    // In a part that is about a group, 氏名 alone is nobody else's.
    const whole = group === '' ? short : likenessesTo(named, known, 'whole');
    for (const [number, one] of known.entries()) {
      const isOwn = group === '' || one.group === group;
      const like = (isOwn ? short : whole)[number] ?? 0;
      const speaksOf = one.about.includes(group) && !isAbsent(one.group);
      const own = group === '' ? 0 : isOwn ? OWN_GROUP : speaksOf ? OF_GROUP : 0;
      const told = one.group === group ? OF_PART * Math.max(...one.names.map((name) => likeness(part, name))) : 0;
      const score = like + own + told - (one.about.some(isAbsent) ? ABSENT : 0);
      if (like < ALIKE || score < ENOUGH || (own === 0 && !isOwn && !isOnly(number, short, known))) continue;
      guesses.push({ index, field: one.field, score, isAlone: group === '', ...ofPlace(place) });
    }
  }
  return chosenOf(guesses, places.length);
}

/** Names of a place with 被相続人氏名 for 被相続人 alone, which asks for that person's name. */
function withNameOf({ place, names }: NamedPlace, known: readonly Known[]): Name[] {
  return names.flatMap((name): Name[] => {
    const plain = plainWords(name.words);
    const isGroup = place.kind === 'text' && known.some(({ group }) => group === plain);
    return isGroup ? [name, { words: `${plain}氏名`, weight: 0.95 * name.weight }] : [name];
  });
}

/** Whether a place is like a field of one group only: 金融機関 in the part 代表者. */
function isOnly(number: number, likes: readonly number[], known: readonly Known[]): boolean {
  const { group } = known[number] ?? {};
  return known.every((one, at) => one.group === group || (likes[at] ?? 0) <= (likes[number] ?? 0) - ONLY);
}

/** Where a common field is asked for once: a part of the form, and in it a day by either calendar. */
function ofPlace({ page, section, place }: NamedPlace): Pick<Guess, 'section'> {
  return { section: `${page}/${section}/${place.era === 'western' ? place.era : ''}` };
}

/** The best guess of each place, each common field once in a part of the form. */
function chosenOf(guesses: Guess[], places: number): (KnownField | undefined)[] {
  const chosen = new Map<number, KnownField>();
  const used = new Set<string>();
  const sorted = guesses.sort((a, b) => b.score - a.score);
  const isTaken = ({ field, section }: Guess): boolean => used.has(`${section}/${field.key}`);
  for (const guess of sorted) {
    const { index, field, section, score, isAlone } = guess;
    if (chosen.has(index) || isTaken(guess)) continue;
    // 氏名 of a part that is about nobody in particular could be anybody's.
    const near = isAlone ? CERTAIN_ALONE : CERTAIN;
    const isRival = (one: Guess): boolean =>
      one.index === index && one.field.group !== field.group && score - one.score < near && !isTaken(one);
    if (sorted.some(isRival)) continue;
    chosen.set(index, field);
    used.add(`${section}/${field.key}`);
  }
  return Array.from({ length: places }, (_, index) => chosen.get(index));
}

function knownOf(fields: readonly KnownField[]): Known[] {
  const groups = [...new Set(fields.map((field) => plainWords(field.group)))];
  return fields.map((field): Known => {
    const [group, label] = [plainWords(field.group), plainWords(field.label)];
    const names = [...new Set([label, plainWords(field.label.replaceAll(/[（(][^）)]*[）)]/gu, ''))])];
    return {
      ...{ field, group, names },
      short: names.flatMap((name) => (name.startsWith(group) ? [name.slice(group.length)] : [])),
      options: field.choices.map((one) => plainWords(one.label)),
      about: groups.filter((other) => other.length > 1 && other !== group && label.includes(other)),
    };
  });
}

/** How much the place could be each of the fields, from 0 to about 1, by their whole names or also by short ones. */
function likenessesTo(
  { place, names }: Pick<NamedPlace, 'place' | 'names'>,
  known: readonly Known[],
  by: 'short' | 'whole',
): number[] {
  const said = names.map(({ words, weight }) => ({ words: plainWords(words), weight }));
  const fitting = known.map(({ field }) => couldBe(place, said, field));
  const bare = (words: string): string => (place.postal === true ? words.replaceAll(/住所|郵便番号/gu, '') : words);
  const bared = said.map(({ words, weight }) => ({ words: bare(words), weight }));
  const called = known.map((one, number) => {
    if (fitting[number] !== true) return 0;
    const own = (by === 'short' ? [...one.names, ...one.short] : one.names).map(bare);
    return Math.max(
      0,
      ...bared.map(({ words, weight }) => weight * Math.max(...own.map((name) => likenessIn(one.group, words, name)))),
    );
  });
  // A postal code is one, but whose, only nearly the same words tell.
  if (place.postal === true) return called.map((like, number) => (fitting[number] === true ? 0.5 + 0.25 * like : 0));
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

/** Names that begin with the same group are as alike as what comes behind it. */
function likenessIn(group: string, a: string, b: string): number {
  const both = a !== b && group !== '' && a.startsWith(group) && b.startsWith(group);
  return both ? likeness(a.slice(group.length), b.slice(group.length)) : likeness(a, b);
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
