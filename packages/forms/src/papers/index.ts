import type { Fonts } from '../fonts/fonts.ts';
import type * as Drawing from './draw-papers.ts';
import type { DepositReceipt, Guide, Memo, Ticket } from './content.ts';
import type { DrawnPaper, ForPen } from './paper-draft.ts';

// What draws is loaded with the first paper: filling forms needs none of it.
const drawing = async (): Promise<typeof Drawing> => import('./draw-papers.ts');

/** @see drawGuide in `draw-papers.ts` */
export const drawGuide = async (content: Guide, fonts: Fonts, forPen?: ForPen): Promise<DrawnPaper> =>
  (await drawing()).drawGuide(content, fonts, forPen);

/** @see drawTicket in `draw-papers.ts` */
export const drawTicket = async (content: Ticket, fonts: Fonts, forPen?: ForPen): Promise<DrawnPaper> =>
  (await drawing()).drawTicket(content, fonts, forPen);

/** @see drawMemo in `draw-papers.ts` */
export const drawMemo = async (content: Memo, fonts: Fonts, forPen?: ForPen): Promise<DrawnPaper> =>
  (await drawing()).drawMemo(content, fonts, forPen);

/** @see drawDepositReceipt in `draw-papers.ts` */
export const drawDepositReceipt = async (content: DepositReceipt, fonts: Fonts, forPen?: ForPen): Promise<DrawnPaper> =>
  (await drawing()).drawDepositReceipt(content, fonts, forPen);
