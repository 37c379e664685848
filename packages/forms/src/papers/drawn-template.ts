import type { Filled, FillOptions } from '../fill.ts';
import type { Fonts } from '../fonts/fonts.ts';
import { around } from '../template/map.ts';
import { parted, rowsOf } from '../paint/print-table.ts';
import type { Fillable } from '../template/template.ts';
import { dateInWords } from '../values/calendar.ts';
import type { Catalogue } from '../values/catalogue.ts';
import { type Note, note } from '../values/note.ts';
import type { FieldValue } from '../values/read-value.ts';
import { readValues } from '../values/read-values.ts';
import { MAX_ROWS, TicketId } from './content.ts';
import { drawDepositReceipt, drawGuide, drawMemo, drawTicket } from './index.ts';
import { APPLICANT_KEY, TICKET_KEY, withOwnFields } from './own-fields.ts';
import type { FieldPlace } from '../template/places.ts';
import type { DrawnPaper, ForPen, PartPlace } from './paper-draft.ts';
import { A4 } from './sheet-size.ts';

/** A paper without a template as something that common fields are put into, like a form. */
export interface DrawnTemplate extends Fillable {
  readonly map: { readonly id: string; readonly title: string; readonly required: readonly string[] };
  /**
   * Draws the paper with typed values by the key of their field. Any string is printed or answered with a note; nothing is thrown for what was
   * typed. What is empty is left to the pen.
   */
  readonly fill: (typed: Readonly<Record<string, string>>, options: FillOptions) => Promise<FilledPaper>;
}

export interface FilledPaper extends Filled {
  /** Where its fields stand, which depends on what was typed. */
  readonly fieldPlaces: readonly FieldPlace[];
}

/** What a paper is made of, beside what every one has. */
interface Kind {
  readonly id: string;
  readonly title: string;
  /** Keys of its fields. */
  readonly keys: readonly string[];
  readonly required: readonly string[];
  /** Areas that are always written by hand: the part of the drawing, and its name in words. */
  readonly byHand?: Readonly<Record<string, string>>;
  /** The key of the field that a part of the drawing comes from, where it is called otherwise. */
  readonly parts: Readonly<Record<string, string>>;
  /** Keys of its lists. */
  readonly lists?: readonly string[];
  readonly draw: (read: Reader, issued: Issued, fonts: Fonts, forPen: ForPen) => Promise<DrawnPaper>;
}

interface Issued {
  readonly city: string;
  readonly department: string;
  readonly date: string;
  readonly contact: string | undefined;
}

/** The values of a paper as its content takes them: an empty one is absent. */
interface Reader {
  text(key: string): string | undefined;
  /** Lines of a list, each in so many cells; an empty cell is absent. */
  rows(key: string, cells: number): (string | undefined)[][];
  readonly ticket: string | undefined;
}

/** Where something is to be written by hand: nothing is printed, and the content is not empty. */
const BLANK = '\u3000';
const COMMON = ['paper.department', 'paper.date', 'paper.contact'] as const;

const KINDS: readonly Kind[] = [
  {
    id: 'paper-guide',
    title: '手続案内書',
    keys: ['paper.guideProcedure', 'paper.guideSteps', ...COMMON],
    required: ['paper.guideProcedure', 'paper.guideSteps'],
    lists: ['paper.guideSteps'],
    parts: {
      procedure: 'paper.guideProcedure',
      ...{ what: 'paper.guideSteps', where: 'paper.guideSteps', until: 'paper.guideSteps', papers: 'paper.guideSteps' },
    },
    draw: (read, issued, fonts, forPen) =>
      drawGuide(
        {
          ...{ ...issued, ticket: read.ticket, procedure: read.text('paper.guideProcedure') ?? BLANK },
          steps: read.rows('paper.guideSteps', 4).map(([what = BLANK, where, until, papers = '']) => ({
            ...{ what, where, until },
            papers: papers
              .split(/[・、，]/u)
              .map((paper) => paper.trim())
              .filter(Boolean)
              .slice(0, MAX_ROWS),
          })),
        },
        fonts,
        forPen,
      ),
  },
  {
    id: 'paper-ticket',
    title: '受付票',
    keys: [
      ...['paper.ticketDesk', 'paper.ticketNumber', 'paper.ticketTime', 'paper.ticketRemark'],
      ...['paper.department', 'paper.date'],
    ],
    required: ['paper.ticketDesk', 'paper.ticketNumber'],
    parts: {
      ...{ desk: 'paper.ticketDesk', number: 'paper.ticketNumber' },
      ...{ time: 'paper.ticketTime', remark: 'paper.ticketRemark' },
    },
    draw: (read, { city, department, date }, fonts, forPen) =>
      drawTicket(
        {
          ...{ city, department, date, ticket: read.ticket },
          desk: read.text('paper.ticketDesk') ?? BLANK,
          number: read.text('paper.ticketNumber'),
          time: read.text('paper.ticketTime'),
          remark: read.text('paper.ticketRemark'),
        },
        fonts,
        forPen,
      ),
  },
  {
    id: 'paper-memo',
    title: 'メモ',
    keys: ['paper.memo', ...COMMON],
    required: ['paper.memo'],
    parts: { text: 'paper.memo' },
    draw: (read, issued, fonts, forPen) => drawMemo({ ...issued, text: read.text('paper.memo') ?? '' }, fonts, forPen),
  },
  {
    id: 'paper-receipt',
    title: '預り証',
    keys: [APPLICANT_KEY, 'paper.receiptItems', 'paper.receiptReason', 'paper.receiptReturned', ...COMMON],
    required: [APPLICANT_KEY, 'paper.receiptItems', 'paper.receiptReturned'],
    byHand: { seal: '預かった職員の印', 'returned-by': '返却を受けた日・署名' },
    lists: ['paper.receiptItems'],
    parts: {
      holder: APPLICANT_KEY,
      items: 'paper.receiptItems',
      reason: 'paper.receiptReason',
      returned: 'paper.receiptReturned',
    },
    draw: (read, issued, fonts, forPen) =>
      drawDepositReceipt(
        {
          ...{ ...issued, ticket: read.ticket },
          holder: read.text(APPLICANT_KEY) ?? BLANK,
          items: read.rows('paper.receiptItems', 3).map(([name = BLANK, count, remark]) => ({ name, count, remark })),
          reason: read.text('paper.receiptReason'),
          returned: read.text('paper.receiptReturned'),
        },
        fonts,
        forPen,
      ),
  },
];

/**
 * The papers without a template, in the order in which they are listed.
 * @param city name of the city, as it stands on them; empty: none
 */
export function drawnTemplates(city: string, cityFields: Catalogue): DrawnTemplate[] {
  const catalogue = withOwnFields(cityFields);
  return KINDS.map((kind) => {
    const template = {
      map: { id: kind.id, title: kind.title, required: kind.required },
      needs: [...catalogue.values()].filter(({ key }) => kind.keys.includes(key)),
      catalogue,
    };
    return { ...template, fill: (typed, options) => fillDrawn(kind, template, city, typed, options) };
  });
}

async function fillDrawn(
  kind: Kind,
  { needs, catalogue }: Fillable,
  city: string,
  typed: Readonly<Record<string, string>>,
  { fonts, today, markByHand = false }: FillOptions,
): Promise<FilledPaper> {
  const { values, notes: valueNotes } = readValues(needs, typed, today, catalogue);
  const read = reader(values, typed);
  const issued = {
    city: city === '' ? BLANK : city,
    department: read.text('paper.department') ?? BLANK,
    date: read.text('paper.date') ?? BLANK,
    contact: read.text('paper.contact'),
  };
  const lists = kind.lists ?? [];
  const tooMany = lists.filter((key) => rowsOf(values.get(key)).length > MAX_ROWS);
  const empty = kind.required.filter((key) => values.get(key)?.kind === 'empty');
  const parts: Kind['parts'] = {
    ...kind.parts,
    issuer: 'paper.department',
    date: 'paper.date',
    contact: 'paper.contact',
  };
  const byHand = kind.byHand ?? {};
  const forPen: ForPen = (part) => markByHand && (part in byHand || empty.includes(keyOf(parts, part)));
  const { pdf, notes: drawn, places } = await kind.draw(read, issued, fonts, forPen);
  const notes = [
    ...valueNotes,
    ...drawn.map((found) => ({ ...found, field: keyOf(parts, found.field) })),
    ...tooMany.map((key) => note(key, 'error', 'too-many-rows', String(MAX_ROWS))),
    ...empty.map((key) => note(key, 'warning', 'empty')),
    ...empty.filter((key) => key === 'paper.guideSteps').map((key) => note(key, 'warning', 'no-steps')),
  ];
  const left = needs.filter(({ key }) => empty.includes(key)).map(({ label }) => label);
  return {
    pdf,
    notes: inOrder(needs, notes),
    byHand: [...left, ...Object.values(byHand)],
    places: places.flatMap(({ part, page: sheet, box }) => {
      const key = keyOf(parts, part);
      const area = byHand[part];
      if (area !== undefined) return [{ label: area, sheet, box }];
      return needs
        .filter((need) => need.key === key && empty.includes(key))
        .map(({ label }) => ({ label, key, sheet, box }));
    }),
    fieldPlaces: fieldPlaces(
      needs,
      places.map((place) => ({ ...place, part: keyOf(parts, place.part) })),
    ),
  };
}

/** One place for each field and page, as fractions of the page. */
function fieldPlaces(needs: Fillable['needs'], places: readonly PartPlace[]): FieldPlace[] {
  return needs.flatMap(({ key }) => {
    const pages = Map.groupBy(
      places.filter(({ part }) => part === key),
      ({ page }) => page,
    );
    return [...pages].map(([page, parts]) => {
      const { x, y, width, height } = around(parts.map(({ box }) => box));
      const box = { x: x / A4.width, y: y / A4.height, width: width / A4.width, height: height / A4.height };
      return { keys: [key], page, box };
    });
  });
}

function reader(values: ReadonlyMap<string, FieldValue>, typed: Readonly<Record<string, string>>): Reader {
  const ticket = TicketId.safeParse(typed[TICKET_KEY]);
  return {
    text: (key) => textOf(values.get(key)),
    rows: (key, cells) =>
      rowsOf(values.get(key))
        .slice(0, MAX_ROWS)
        .map((row) => parted(row, cells).map((cell) => (cell === '' ? undefined : cell))),
    ticket: ticket.data,
  };
}

function textOf(value: FieldValue | undefined): string | undefined {
  if (value?.kind === 'text') return value.text;
  return value?.kind === 'date' ? dateInWords(value.date) : undefined;
}

function keyOf(parts: Readonly<Record<string, string>>, part: string): string {
  return parts[part] ?? part;
}

/** In the order of the fields, and the same note once. */
function inOrder(needs: Fillable['needs'], notes: readonly Note[]): Note[] {
  const order = new Map(needs.map(({ key }, index) => [key, index]));
  const seen = new Map(notes.map((found) => [JSON.stringify(found), found]));
  return [...seen.values()].sort((a, b) => (order.get(a.field) ?? 0) - (order.get(b.field) ?? 0));
}
