import { name, pageNumber, print } from './content.ts';
import { type Block, cell, foot, gap, label, line, part, row, title } from './layout.ts';
import { WIDTHS } from './parts.ts';

/** A page of its own for the rest of a list (続紙), which says whose form it belongs to. `paper`: what people call the form. */
export function continuationSheet(
  { number, words, office, paper = '届' }: { number: string; words: string; office: string; paper?: '届' | '申請書' },
  people: readonly { label: string; id: string; value: string }[],
  list: Block,
  after: readonly Block[],
): readonly Block[] {
  return [
    title(number, `${words}\u3000続紙`, 15),
    line(
      16,
      print(`この紙は、上の${paper}の欄に書ききれない分の続きです。${paper}と一緒に提出してください。`, { size: 9 }),
    ),
    gap(6),
    part(
      paper === '届' ? '届の方' : '申請者',
      ...people.map((person) => row(32, label(WIDTHS.label, person.label), cell(0, name(person.id, person.value)))),
    ),
    gap(6),
    list,
    gap(6),
    ...after,
    foot(office, pageNumber()),
  ];
}
