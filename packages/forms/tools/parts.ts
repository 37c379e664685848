import { across, choice, comb, date, down, kana, name, print, signature, text } from './content.ts';
import { type Block, cell, type Cell, label, line, part, row, rows } from './layout.ts';

/** Widths of a part's cells, points: the first label, its value, the second label. The second value takes the rest. */
export const WIDTHS = { label: 70, first: 173, second: 62 } as const;

const ACCOUNT_KINDS = { ordinary: '普通', current: '当座' } as const;

/** To whom the form goes, and at the right the day on which it is handed in. */
export const addressed = (day: string, { to = '窓　野　市　長', size = 11 } = {}): Block =>
  line(
    18,
    across(
      [330, print(`（宛先）\u3000${to}`, { size })],
      [36, print(day)],
      [0, date('application-date', 'application.date', ['reiwa'], false)],
    ),
  );

/** フリガナ over 氏名, in `width` points with their labels. `of` turns `name` and `nameKana` into expressions. */
export function nameRows(
  id: string,
  of: (field: 'name' | 'nameKana') => string,
  { width = WIDTHS.label + WIDTHS.first, heights = [17, 35], words = '氏名' }: NameRows = {},
): Cell {
  const [above, below] = heights;
  return rows(
    width,
    row(above, label(WIDTHS.label, 'フリガナ'), cell(0, kana(`${id}-name-kana`, of('nameKana')))),
    row(below, label(WIDTHS.label, words), cell(0, name(`${id}-name`, of('name')))),
  );
}

interface NameRows {
  readonly width?: number;
  readonly heights?: readonly [number, number];
  readonly words?: string;
}

/** The account to which the city pays. */
export const bankAccount = (width: number = WIDTHS.label): Block =>
  part(
    '振込先',
    row(
      30,
      label(width, '金融機関名'),
      cell(WIDTHS.first, text('bank-institution', 'bank.institution', { lines: 2 })),
      label(WIDTHS.second, '支店名'),
      cell(0, text('bank-branch', 'bank.branch', { lines: 2 })),
    ),
    row(
      28,
      label(width, '口座種別'),
      cell(WIDTHS.first, choice('bank-account-kind', 'bank.accountKind', ACCOUNT_KINDS, { size: 10 })),
      label(WIDTHS.second, '口座番号', '（右詰め）'),
      cell(0, comb('bank-account-number', 'bank.accountNumber', [7], 19, 'right')),
    ),
    row(
      28,
      label(width, '口座名義', '（カタカナ）'),
      cell(0, text('bank-account-holder', 'bank.accountHolder', { lines: 2 })),
    ),
  );

/** The last words of a form, and the line under which its writer signs. `who`: whose signature it is. */
export const signed = (words: string, who: string, height = 28): Block =>
  line(height, across([226, print(`\u3000${words}`, { size: 9.5 })], [0, signature(`${who}の署名`, `${who}署名`)]));

/** Running text in front of the parts, a line each. */
export const statement = (words: readonly string[], size = 9): Block =>
  line(words.length * size * 1.5, down(...words.map((one) => print(one, { size }))));
