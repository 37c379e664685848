import type { Known, NamedPlace } from './named-place.ts';
import { likeness, plainWords } from './plain-words.ts';

/** Less alike words say nothing. */
export const ALIKE = 0.45;
/** A part of the form is named after a group from here on. */
const NAMED = 0.5;
/** Less likeness to a group's name is chance. */
const CHANCE = 0.3;
/** How much better than the next one the group of a part is that is named after none. */
const MARGIN = 0.08;
/** How many of a part's places a group has fields for that the part is about without being named after it. */
const NEARLY_ALL = 0.8;
/** How much it weighs that a part's words speak of a group: 死亡年月日. */
const SPOKEN = 0.1;
/** A place can be nothing else: how alike it is, and how much more than to any other group. */
const SURE = { like: 0.75, more: 0.2 } as const;

/** A part of the form: places with the same words at their side, on whichever page. */
interface Part {
  readonly words: string;
  readonly indices: readonly number[];
  /** All words in it. */
  readonly said: readonly string[];
}

/** Words in a part of the form, whether places have their names from them or not. */
export interface Said {
  readonly section: string;
  readonly words: string;
}

/** A group that a part may be about, and how much speaks for it. */
interface Rated {
  readonly group: string;
  readonly score: number;
  /** What its fields alone say. */
  readonly mean: number;
}

/**
 * The group of common fields that each place's part of the form is about; empty for a place in no part, and where several groups are as
 * likely. Parts that are named after a group come first. Of another part a group counts only with the fields that no part has taken: a form
 * asks for everything once.
 */
export function groupsOfParts(
  places: readonly NamedPlace[],
  alike: readonly (readonly number[])[],
  known: readonly Known[],
  title: string,
  said: readonly Said[],
): string[] {
  const parts = partsOf(places, said);
  const groups = [...new Set(known.map((one) => one.group))];
  const told = groupsTold(alike, known);
  const taken = new Set<number>();
  const rate = (part: Part): Rated[] => {
    const others = parts.filter((other) => other !== part);
    return groups
      .map((group): Rated => {
        const own = known.flatMap((one, number) => (one.group === group && !taken.has(number) ? [number] : []));
        const mean = meanOf(part, (index) => Math.max(0, ...own.map((number) => alike[index]?.[number] ?? 0)));
        const name = likeness(part.words, group);
        // A group that another part of the form is named after is not this part's.
        const elsewhere = others.some((other) => likeness(other.words, group) > Math.max(NAMED, name));
        const spoken = group.length > 1 && part.said.some((words) => words.includes(group));
        const prior =
          0.15 * likeness(title, group) + (told.get(group) ?? 0) + (spoken ? SPOKEN : 0) - (elsewhere ? 0.4 : 0);
        return { group, mean, score: mean + (name < CHANCE ? 0 : 1.2 * name) + prior };
      })
      .sort((a, b) => b.score - a.score);
  };
  const found = new Map<Part, string>();
  const take = (part: Part, group: string): void => {
    found.set(part, group);
    for (const index of part.indices) {
      const fields = known.flatMap((one, number) => (one.group === group ? [number] : []));
      const [best] = fields.sort((a, b) => (alike[index]?.[b] ?? 0) - (alike[index]?.[a] ?? 0));
      if (best !== undefined && (alike[index]?.[best] ?? 0) >= ALIKE) taken.add(best);
    }
  };
  // Named after a group is the part whose words are most like it.
  const isNamed = ({ words }: Part): boolean =>
    groups.some((group) => {
      const like = likeness(words, group);
      return like >= NAMED && parts.every((other) => likeness(other.words, group) <= like);
    });
  for (const part of parts.filter(isNamed)) {
    const rated = rate(part);
    const [best] = rated;
    if (best !== undefined) take(part, insteadOf(best.group, rated, part, alike, known));
  }
  // The clearest first.
  const left = new Set(parts.filter((part) => !isNamed(part)));
  while (left.size > 0) {
    const [next] = [...left].map((part) => ({ part, rated: rate(part) })).sort((a, b) => lead(b.rated) - lead(a.rated));
    const [best] = next?.rated ?? [];
    if (next === undefined || best === undefined || lead(next.rated) < MARGIN) break;
    left.delete(next.part);
    if (best.mean >= ALIKE || told.has(best.group)) take(next.part, best.group);
  }
  const groupsBy = new Map(
    [...found].flatMap(([{ indices }, group]) => indices.map((index) => [index, group] as const)),
  );
  return places.map((_, index) => groupsBy.get(index) ?? '');
}

function partsOf(places: readonly NamedPlace[], said: readonly Said[]): Part[] {
  const parts = new Map<string, number[]>();
  for (const [index, { section }] of places.entries()) {
    const words = plainWords(section);
    if (words !== '') parts.set(words, [...(parts.get(words) ?? []), index]);
  }
  const spoken = said.map((one) => ({ section: plainWords(one.section), words: plainWords(one.words) }));
  return [...parts].map(([words, indices]) => ({
    ...{ words, indices },
    said: spoken.flatMap((one) => (one.section === words ? [one.words] : [])),
  }));
}

/** How far the first is ahead of the second. */
function lead([first, second]: readonly Rated[]): number {
  return (first?.score ?? 0) - (second?.score ?? 0);
}

/**
 * The group that a part is about though it is named after another: 申請者 of a form for companies. Such a group has a field in the part that can
 * be nothing else, and fields for nearly all other places as well.
 */
function insteadOf(
  named: string,
  rated: readonly Rated[],
  { indices }: Part,
  alike: readonly (readonly number[])[],
  known: readonly Known[],
): string {
  const sure = new Set(indices.flatMap((index) => surelyOf(alike[index] ?? [], known) ?? []));
  if (sure.has(named)) return named;
  const covered = (group: string): number[] =>
    indices.filter((index) => known.some((one, at) => one.group === group && (alike[index]?.[at] ?? 0) >= ALIKE));
  const own = covered(named);
  return (
    rated.find(({ group }) => {
      if (!sure.has(group)) return false;
      const other = covered(group);
      return other.length >= NEARLY_ALL * new Set([...own, ...other]).size;
    })?.group ?? named
  );
}

/** The group of which a place surely is. */
function surelyOf(likes: readonly number[], known: readonly Known[]): string | undefined {
  const best = new Map<string, number>();
  for (const [number, { group }] of known.entries())
    best.set(group, Math.max(best.get(group) ?? 0, likes[number] ?? 0));
  const [first, second] = [...best].sort((a, b) => b[1] - a[1]);
  return first && first[1] >= SURE.like && first[1] - (second?.[1] ?? 0) >= SURE.more ? first[0] : undefined;
}

/** Groups that the form surely asks for, by a place that can be nothing else, and how much that weighs. */
function groupsTold(alike: readonly (readonly number[])[], known: readonly Known[]): Map<string, number> {
  const told = new Map<string, number>();
  for (const likes of alike) {
    const group = surelyOf(likes, known);
    if (group !== undefined) told.set(group, Math.min(0.2, (told.get(group) ?? 0) + 0.1));
  }
  return told;
}

function meanOf({ indices }: Part, of: (index: number) => number): number {
  return indices.reduce((sum, index) => sum + of(index), 0) / Math.max(1, indices.length);
}
