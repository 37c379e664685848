import { type Box, ERA_IDS, type EraId } from '@mado/forms/map';
import { type CommonFieldEntry, type Label, type Proposal, UNBOUND } from '../workbench-port.ts';
import { bound } from './binding.ts';
import { overlap, round } from './geometry.ts';
import { type Draft, frameOf, freshId, type Item } from './item.ts';
import { type KindWords, newItem } from './kinds.ts';
import { MOST, withColumnName } from './table.ts';

/** Era names as forms print them, whole or by their first character. */
const ERA_WORDS: Readonly<Record<EraId, string>> = {
  meiji: '明治',
  taisho: '大正',
  showa: '昭和',
  heisei: '平成',
  reiwa: '令和',
};

/** Proposals whose place no item of the draft has taken. */
export function openProposals(proposals: readonly Proposal[], draft: Draft): Proposal[] {
  const taken = draft.items.map((item) => ({ page: item.page, box: frameOf(item) }));
  return proposals.filter(
    ({ page, parts }) => !taken.some((one) => one.page === page && parts.some(({ box }) => overlap(one.box, box))),
  );
}

/** Tells a proposal by where it is: its name and its common field may come later. */
export function placeOf({ page, parts }: Proposal): string {
  return [page, ...parts.map(({ box: { x, y, width, height } }) => `${x},${y},${width},${height}`)].join('/');
}

/** A proposal as an item, ready to be added. Which calendar a date means is read from the words around its boxes. */
export function itemOf(
  proposal: Proposal,
  labels: readonly Label[],
  known: ReadonlyMap<string, CommonFieldEntry>,
  words: KindWords,
): Item | null {
  const { kind, name, page, parts, size, lines, era, rows = 1, value = UNBOUND } = proposal;
  const [first] = parts;
  if (first === undefined) return null;
  const base = { id: freshId(value === UNBOUND ? name : value, []), page, words, value, size, box: first.box };
  const item = newItem(kind === 'date' ? 'era-date' : kind, base);
  const { box } = first;
  switch (item.kind) {
    case 'text':
      return { ...item, lines: Math.max(1, Math.min(40, lines)) };
    case 'comb':
      return { ...item, groups: parts.slice(0, 10).map((part) => ({ box: part.box, cells: cellsOf(part) })) };
    case 'choice': {
      const marks = Object.fromEntries(parts.map((part, at) => [(part.name ?? String(at + 1)).slice(0, 40), part.box]));
      const mark = proposal.mark ?? (box.width < 16 && box.height < 16 ? 'check' : 'ring');
      const choices = known.get(value)?.choices.map((choice) => choice.value) ?? [];
      // A form may print some of the choices only.
      if (Object.keys(marks).every((one) => choices.includes(one))) return { ...item, marks, mark };
      return bound({ ...item, marks, mark }, value, choices);
    }
    case 'era-date': {
      const part = (wanted: string, at: number): Box =>
        (parts.find((one) => one.name === wanted) ?? parts[at])?.box ?? box;
      const boxes = { year: part('year', 0), month: part('month', 1), day: part('day', 2) };
      const calendar = era === undefined ? (ringsOf(parts) ?? calendarOf(boxes.year, labels)) : printed(era);
      if (calendar !== 'western') return { ...item, ...boxes, era: calendar };
      const western = newItem('western-date', base);
      return western.kind === 'western-date' ? { ...western, ...boxes } : western;
    }
    case 'table': {
      const columns = parts.slice(0, MOST.columns).map(({ box: { x, width } }) => ({ x, width, lines: 1 }));
      const table = { ...item, y: box.y, rowHeight: round(box.height / rows), rows, columns };
      return parts.slice(0, MOST.columns).reduce((made, part, at) => withColumnName(made, at, part.name ?? ''), table);
    }
    default:
      return item;
  }
}

function printed(era: EraId | 'western'): 'western' | { kind: 'printed'; era: EraId } {
  return era === 'western' ? era : { kind: 'printed', era };
}

/** The eras among the parts of a day. */
function ringsOf(parts: Proposal['parts']): { kind: 'circle'; marks: Partial<Record<EraId, Box>> } | null {
  const marks: Partial<Record<EraId, Box>> = {};
  for (const era of ERA_IDS) {
    const box = parts.find(({ name }) => name === era)?.box;
    if (box) marks[era] = box;
  }
  return Object.keys(marks).length === 0 ? null : { kind: 'circle', marks };
}

function cellsOf(part: { readonly cells?: number }): number {
  return Math.max(1, Math.min(40, part.cells ?? 1));
}

/** 元号 to be circled when the form prints several before the year, the one that it prints alone, else a western year for 西暦. */
export function calendarOf(
  year: Box,
  labels: readonly Label[],
): 'western' | Extract<Item, { kind: 'era-date' }>['era'] {
  const middle = year.y + year.height / 2;
  const before = labels.filter(
    ({ box }) => box.x < year.x && year.x - box.x < 200 && Math.abs(box.y + box.height / 2 - middle) < year.height + 8,
  );
  const marks: Partial<Record<EraId, Box>> = {};
  for (const era of ERA_IDS) {
    const box = wordsPlace(ERA_WORDS[era], before);
    if (box) marks[era] = box;
  }
  const found = ERA_IDS.filter((era) => marks[era]);
  const [only] = found;
  if (only !== undefined && found.length > 1) return { kind: 'circle', marks };
  if (only === undefined && before.some(({ text }) => text.includes('西暦'))) return 'western';
  return { kind: 'printed', era: only ?? 'reiwa' };
}

/** Where some words stand within longer ones: characters are taken as equally wide. */
function wordsPlace(words: string, labels: readonly Label[]): Box | null {
  for (const { text, box } of labels) {
    const at = text.indexOf(words);
    if (at < 0) continue;
    const each = box.width / text.length;
    return { ...box, x: round(box.x + at * each), width: round(words.length * each) };
  }
  return null;
}
