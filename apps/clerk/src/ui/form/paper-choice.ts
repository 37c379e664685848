import type { TemplateSummary } from '../../contract/index.ts';

/** A heading and the papers under it. */
export interface PaperGroup {
  readonly id: 'procedure' | 'recent' | 'drawn' | 'others' | 'found';
  readonly templates: readonly TemplateSummary[];
}

export interface ChoiceOptions {
  readonly templates: readonly TemplateSummary[];
  /** The citizen's procedure; null when they chose none. */
  readonly procedureId: string | null;
  /** Ids, the latest first. */
  readonly recent: readonly string[];
  /** What was typed into the search; empty: no search. */
  readonly search: string;
  /** Names of the procedures by id, so that a paper is found by what it is for. */
  readonly procedures: ReadonlyMap<string, string>;
}

/**
 * Each paper under exactly one heading: those of the procedure, those filled lately, those that a counter hands out without a template, the rest;
 * or only what the search finds.
 */
export function paperGroups({ templates, procedureId, recent, search, procedures }: ChoiceOptions): PaperGroup[] {
  const words = folded(search).split(/\s+/u).filter(Boolean);
  if (words.length > 0) {
    const text = ({ title, department, procedures: ids }: TemplateSummary): string =>
      folded([title, department, ...ids.map((id) => procedures.get(id) ?? '')].join(' '));
    return [
      { id: 'found', templates: templates.filter((template) => words.every((word) => text(template).includes(word))) },
    ];
  }
  const fits = (template: TemplateSummary): boolean =>
    procedureId !== null && template.procedures.includes(procedureId);
  const drawn = templates.filter(({ kind }) => kind === 'drawn');
  const forms = templates.filter((template) => !drawn.includes(template));
  const late = recent.flatMap((id) => forms.filter((template) => template.id === id && !fits(template)));
  const groups: PaperGroup[] = [
    { id: 'procedure', templates: forms.filter(fits) },
    { id: 'recent', templates: late },
    { id: 'drawn', templates: drawn },
    { id: 'others', templates: forms.filter((template) => !fits(template) && !late.includes(template)) },
  ];
  return groups.filter((group) => group.templates.length > 0);
}

/** The papers that are ticked when the list opens: those chosen before, else all of the procedure's. */
export function firstTicks(
  templates: readonly TemplateSummary[],
  procedureId: string | null,
  chosen: readonly string[],
): readonly string[] {
  if (chosen.length > 0) return chosen;
  if (procedureId === null) return [];
  return templates.filter(({ procedures }) => procedures.includes(procedureId)).map(({ id }) => id);
}

/** Ids ticked in the order in which the host lists the papers: the order of printing. */
export function inListOrder(templates: readonly TemplateSummary[], ticked: ReadonlySet<string>): string[] {
  return templates.filter(({ id }) => ticked.has(id)).map(({ id }) => id);
}

/** Wide and narrow letters, capitals, hiragana and katakana are the same to a search. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}
