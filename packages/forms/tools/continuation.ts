import { name, pageNumber, print } from './content.ts';
import { type Block, cell, foot, gap, label, line, part, row, title } from './layout.ts';
import { WIDTHS } from './parts.ts';

/** A page of its own for the rest of a list (続紙), which says whose form it belongs to. */
export function continuationSheet(
  { number, words, office }: { number: string; words: string; office: string },
  people: readonly { label: string; id: string; value: string }[],
  list: Block,
  after: readonly Block[],
): readonly Block[] {
  return [
    title(number, `${words}\u3000続紙`, 15),
    line(16, print('この紙は、上の届の欄に書ききれない分の続きです。届と一緒に提出してください。', { size: 9 })),
    gap(6),
    part(
      '届の方',
      ...people.map((person) => row(32, label(WIDTHS.label, person.label), cell(0, name(person.id, person.value)))),
    ),
    gap(6),
    list,
    gap(6),
    ...after,
    foot(office, pageNumber()),
  ];
}
