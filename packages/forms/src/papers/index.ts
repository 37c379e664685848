import type { Fonts } from '../fonts/fonts.ts';
import type * as Drawing from './draw-papers.ts';
import type { DepositReceipt, Guide, Memo, Ticket } from './content.ts';
import type { DrawnPaper } from './paper-draft.ts';

// What draws is loaded with the first paper: filling forms needs none of it.
const drawing = async (): Promise<typeof Drawing> => import('./draw-papers.ts');

/** @see drawGuide in `draw-papers.ts` */
export const drawGuide = async (content: Guide, fonts: Fonts): Promise<DrawnPaper> =>
  (await drawing()).drawGuide(content, fonts);

/** @see drawTicket in `draw-papers.ts` */
export const drawTicket = async (content: Ticket, fonts: Fonts): Promise<DrawnPaper> =>
  (await drawing()).drawTicket(content, fonts);

/** @see drawMemo in `draw-papers.ts` */
export const drawMemo = async (content: Memo, fonts: Fonts): Promise<DrawnPaper> =>
  (await drawing()).drawMemo(content, fonts);

/** @see drawDepositReceipt in `draw-papers.ts` */
export const drawDepositReceipt = async (content: DepositReceipt, fonts: Fonts): Promise<DrawnPaper> =>
  (await drawing()).drawDepositReceipt(content, fonts);
