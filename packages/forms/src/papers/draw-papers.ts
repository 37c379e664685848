import type { Fonts } from '../fonts/fonts.ts';
import { DepositReceipt, Guide, Memo, Ticket } from './content.ts';
import { type DrawnPaper, type ForPen, MARGIN, PaperDraft, WIDTH } from './paper-draft.ts';

/** Type sizes that an old person reads without glasses held close, points. */
const SIZE = { title: 22, head: 14, text: 12.5, small: 10.5, number: 110 } as const;
const QR_SIDE = 92;
const RIGHT = MARGIN.left + WIDTH;
/** Height of a place in which nothing stands yet, points. */
const EMPTY = 60;
const NOTHING: ForPen = () => false;
/** Parts of 預り証 that are always written by hand. */
export const SEALS = ['seal', 'returned-by'] as const;

/**
 * 手続案内書: each step with its box to tick, where it is done, until when, and what to bring.
 * @throws ZodError for content that is no guide
 */
export async function drawGuide(content: Guide, fonts: Fonts, forPen = NOTHING): Promise<DrawnPaper> {
  const guide = Guide.parse(content);
  const draft = head('手続案内書', guide, guide.ticket, { fonts, forPen });
  draft.flow('procedure', guide.procedure, { x: MARGIN.left, width: WIDTH - QR_SIDE - 12, size: SIZE.head });
  draft.y = Math.max(draft.y + 16, guide.ticket === undefined ? 0 : MARGIN.top + QR_SIDE + 24);
  guide.steps.forEach((step, index) => {
    drawStep(draft, step, index);
  });
  if (guide.steps.length === 0) leaveRoom(draft, 'what', 5 * EMPTY);
  foot(draft, guide.contact);
  return draft.finish();
}

/** 受付票: the number as large as the sheet allows. */
export async function drawTicket(content: Ticket, fonts: Fonts, forPen = NOTHING): Promise<DrawnPaper> {
  const ticket = Ticket.parse(content);
  const draft = head('受付票', ticket, ticket.ticket, { fonts, forPen });
  draft.y = belowCode(draft, ticket.ticket);
  const box = { x: MARGIN.left, y: draft.y, width: WIDTH, height: 210 };
  draft.sheet.frame(box, 1.4);
  const large = { size: { max: SIZE.head, min: 9 }, align: 'centre', lines: 2 } as const;
  draft.value('desk', ticket.desk, { ...box, x: box.x + 10, width: box.width - 20, y: box.y + 10, height: 36 }, large);
  const number = { size: { max: SIZE.number, min: 40 }, align: 'centre', lines: 1 } as const;
  draft.value('number', ticket.number ?? '', { ...box, y: box.y + 46, height: 126 }, number);
  draft.value('time', ticket.time ?? '', { ...box, y: box.y + 174, height: 28 }, large);
  draft.y = box.y + box.height + 20;
  draft.sheet.text('番号でお呼びします。この紙をお持ちになって、お待ちください。', line(draft), { size: SIZE.text });
  draft.y += 28;
  if (ticket.remark === undefined) leaveRoom(draft, 'remark', EMPTY);
  else draft.flow('remark', ticket.remark, { x: MARGIN.left, width: WIDTH, size: SIZE.text });
  return draft.finish();
}

/** メモ: running text in large letters. */
export async function drawMemo(content: Memo, fonts: Fonts, forPen = NOTHING): Promise<DrawnPaper> {
  const memo = Memo.parse(content);
  const draft = head('メモ', memo, undefined, { fonts, forPen });
  draft.y += 8;
  if (memo.text.trim() === '') leaveRoom(draft, 'text', 5 * EMPTY);
  else draft.flow('text', memo.text, { x: MARGIN.left, width: WIDTH, size: SIZE.head });
  foot(draft, memo.contact);
  return draft.finish();
}

/** 預り証: what is kept, why and until when, with a place for the office's seal and for the citizen's when it comes back. */
export async function drawDepositReceipt(content: DepositReceipt, fonts: Fonts, forPen = NOTHING): Promise<DrawnPaper> {
  const receipt = DepositReceipt.parse(content);
  const draft = head('預り証', receipt, receipt.ticket, { fonts, forPen });
  draft.y = belowCode(draft, receipt.ticket);
  // Without a name there is room for one before 様.
  const align = receipt.holder.trim() === '' ? 'right' : 'left';
  const name = { size: { max: 16, min: 8 }, align, lines: 2 } as const;
  draft.value('holder', `${receipt.holder}\u3000様`, { ...line(draft), width: 300, height: 36 }, name);
  draft.sheet.rule(MARGIN.left, draft.y + 38, MARGIN.left + 300, draft.y + 38, 0.7);
  draft.y += 52;
  draft.sheet.text('次のものを、確かにお預かりしました。', line(draft), { size: SIZE.text });
  draft.y += 28;
  itemRow(draft, ['', '品名', '数', '備考'], true);
  receipt.items.forEach(({ name: item, count, remark }, index) => {
    if (draft.need(30)) itemRow(draft, ['', '品名', '数', '備考'], true);
    itemRow(draft, [String(index + 1), item, count ?? '', remark ?? '']);
  });
  if (receipt.items.length === 0) leaveRoom(draft, 'items', 2 * EMPTY);
  draft.y += 14;
  labelled(draft, '理由', 'reason', receipt.reason ?? '');
  labelled(draft, 'お返しする時', 'returned', receipt.returned ?? '');
  draft.need(150);
  draft.y += 14;
  seals(draft);
  foot(draft, receipt.contact);
  return draft.finish();
}

/** All of a paper's content; what every paper has is named. */
interface Issued {
  readonly city: string;
  readonly department: string;
  readonly date: string;
}

/** Title, who issues it and when, and at the right the ticket's QR code. */
function head(
  title: string,
  issued: Issued,
  ticket: string | undefined,
  { fonts, forPen }: { readonly fonts: Fonts; readonly forPen: ForPen },
): PaperDraft {
  const draft = new PaperDraft(title, issued, fonts, forPen);
  const width = WIDTH - (ticket === undefined ? 0 : QR_SIDE + 12);
  const style = { size: SIZE.title, face: 'bold', spacing: 4 } as const;
  draft.sheet.text(title, { x: MARGIN.left, y: draft.y, width, height: 30 }, style);
  draft.y += 38;
  const setting = { size: { max: SIZE.small, min: 7 }, align: 'left', lines: 1 } as const;
  const place = { x: MARGIN.left, width, height: 15 };
  draft.value('issuer', `${issued.city}\u3000${issued.department}`, { ...place, y: draft.y }, setting);
  draft.value('date', issued.date, { ...place, y: draft.y + 16 }, setting);
  draft.y += 40;
  if (ticket !== undefined) {
    draft.qr(ticket, { x: RIGHT - QR_SIDE, y: MARGIN.top - 10, width: QR_SIDE, height: QR_SIDE });
    const below = { x: RIGHT - QR_SIDE - 30, y: MARGIN.top - 10 + QR_SIDE, width: QR_SIDE + 30, height: 12 };
    draft.value('ticket', ticket, below, { size: { max: 8, min: 5 }, align: 'right', lines: 1 });
  }
  return draft;
}

function drawStep(draft: PaperDraft, step: ReturnType<typeof Guide.parse>['steps'][number], index: number): void {
  const x = MARGIN.left + 34;
  const width = WIDTH - 34;
  const papers = step.papers.map((paper) => `・${paper}`).join('\n');
  const texts: readonly (readonly [string, string | undefined])[] = [
    ['where', step.where === undefined ? undefined : `場所\u3000${step.where}`],
    ['until', step.until === undefined ? undefined : `期限\u3000${step.until}`],
    ['papers', papers === '' ? undefined : `お持ちいただくもの\n${papers}`],
    ['remark', step.remark],
  ];
  const shown = texts.flatMap(([part, text]) => (text === undefined ? [] : [[part, text] as const]));
  const height = shown.reduce((sum, [, text]) => sum + draft.heightOf(text, width, SIZE.text) + 2, 30);
  // A step stays on one page, unless it is longer than a page.
  draft.need(Math.min(height, 600));
  draft.sheet.rule(MARGIN.left, draft.y, RIGHT, draft.y, 0.7);
  draft.y += 8;
  draft.sheet.frame({ x: MARGIN.left, y: draft.y, width: 20, height: 20 }, 1);
  const title = { size: { max: SIZE.head, min: 9 }, align: 'left', lines: 1 } as const;
  draft.value('what', `${index + 1}\u3000${step.what}`, { x, y: draft.y, width, height: 20 }, title);
  draft.y += 24;
  for (const [part, text] of shown) {
    draft.flow(part, text, { x, width, size: SIZE.text });
    draft.y += 2;
  }
  draft.y += 8;
}

const COLUMNS = [30, 220, 50, WIDTH - 300] as const;

function itemRow(draft: PaperDraft, cells: readonly string[], isHead = false): void {
  const height = isHead ? 20 : 28;
  let x: number = MARGIN.left;
  cells.forEach((text, column) => {
    const box = { x, y: draft.y, width: COLUMNS[column] ?? 0, height };
    if (isHead) draft.sheet.ground(box);
    draft.sheet.frame(box, 0.6);
    const inner = { ...box, x: box.x + 4, width: box.width - 8 };
    if (isHead) draft.sheet.text(text, inner, { size: SIZE.small, align: 'centre' });
    else {
      const align = column === 1 || column === 3 ? 'left' : 'centre';
      draft.value('items', text, inner, { size: { max: 12, min: 6 }, align, lines: 2 });
    }
    x += box.width;
  });
  draft.y += height;
}

function labelled(draft: PaperDraft, label: string, part: string, text: string): void {
  draft.need(Math.min(draft.heightOf(text, WIDTH - 96, SIZE.text), 600));
  draft.sheet.text(label, { ...line(draft), width: 90, height: 17 }, { size: SIZE.small, face: 'bold' });
  if (text === '') {
    draft.place(part, { x: MARGIN.left + 96, y: draft.y, width: WIDTH - 96, height: 18 });
    draft.y += 18;
  } else draft.flow(part, text, { x: MARGIN.left + 96, width: WIDTH - 96, size: SIZE.text });
  draft.y += 6;
}

function seals(draft: PaperDraft): void {
  const height = 92;
  ['預かった職員の印', '返却を受けた日・署名'].forEach((words, index) => {
    const width = index === 0 ? 150 : WIDTH - 162;
    const box = { x: MARGIN.left + index * 162, y: draft.y, width, height };
    draft.sheet.frame(box, 0.7);
    const place = { ...box, x: box.x + 6, y: box.y + 4, width: width - 12, height: 14 };
    draft.sheet.text(words, place, { size: SIZE.small });
    const part = SEALS[index];
    if (part !== undefined) draft.place(part, { ...box, y: box.y + 20, height: height - 20 });
  });
  draft.y += height + 10;
}

/** Whom to ask, at the end of the paper. */
function foot(draft: PaperDraft, contact: string | undefined): void {
  if (contact === undefined) return;
  draft.need(34);
  draft.sheet.rule(MARGIN.left, draft.y + 6, RIGHT, draft.y + 6, 0.7);
  const box = { ...line(draft), y: draft.y + 10, height: 18 };
  draft.value('contact', `お問い合わせ\u3000${contact}`, box, {
    size: { max: SIZE.text, min: 8 },
    align: 'left',
    lines: 1,
  });
  draft.y += 34;
}

/** Leaves room for a part of which there is nothing. */
function leaveRoom(draft: PaperDraft, part: string, height: number): void {
  draft.need(height);
  draft.place(part, { ...line(draft), height });
  draft.y += height;
}

/** Where the paper goes on below its title and, if there is one, its QR code. */
function belowCode(draft: PaperDraft, ticket: string | undefined): number {
  return ticket === undefined ? draft.y + 8 : MARGIN.top + QR_SIDE + 24;
}

function line(draft: PaperDraft): { x: number; y: number; width: number; height: number } {
  return { x: MARGIN.left, y: draft.y, width: WIDTH, height: 18 };
}
