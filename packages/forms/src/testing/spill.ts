import type { Template } from '../template/template.ts';
import type { Sample } from './samples.ts';

/** Name of the pictures that are kept of forms whose lists go on. */
export const SPILL = 'spill';
/** Rows that each list has too many. */
const OVER = 2;

type Values = Readonly<Record<string, string>>;

/** The same people with more rows than the form has room for in each list that may go on; `undefined` for a form without such a list. */
export function spilling(template: Template, samples: readonly Sample[]): Values | undefined {
  const [usual] = samples;
  const lists = listsOf(template).map(({ value, rows }): [string, string] => {
    const lines = samples.flatMap(({ values }) => (values[value] ?? '').split('\n')).filter((line) => line !== '');
    return [value, Array.from({ length: rows + OVER }, (_, row) => lines[row % lines.length] ?? '').join('\n')];
  });
  return usual && lists.length > 0 ? { ...usual.values, ...Object.fromEntries(lists) } : undefined;
}

/** As many rows, of which nothing is written, and nothing else: the sheets without any value. */
export function spillingBlank(template: Template): Values {
  return Object.fromEntries(
    listsOf(template).map(({ value, rows }) => [
      value,
      Array(rows + OVER)
        .fill('、')
        .join('\n'),
    ]),
  );
}

function listsOf(template: Template): { value: string; rows: number }[] {
  return template.map.fields.flatMap((field) =>
    field.kind === 'table' && field.continuation ? [{ value: field.value, rows: field.rows }] : [],
  );
}
