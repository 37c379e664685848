import type { z } from 'zod';
import { type Catalogue, CatalogueFile, catalogueOf, type CommonField } from '../values/catalogue.ts';

/** The ticket of the sitting: what stands in a paper's QR code. It comes with the values and no clerk types it. */
export const TICKET_KEY = 'paper.ticket';
/** For whom the office keeps something: the city's own field, where it has it. */
export const APPLICANT_KEY = 'applicant.name';

type Entry = z.input<typeof CatalogueFile>['fields'][number];
const field = (key: string, label: string, group: string, over: Partial<Entry> = {}): Entry => ({
  ...{ key, label, group, type: 'text', maxLength: 60 },
  ...over,
});

const ANY = '案内・受付の用紙';
const GUIDE = '手続案内書';
const TICKET = '受付票';
const MEMO = 'メモ';
const RECEIPT = '預り証';

/** What the papers without a template need beside the city's common fields, in the order of conversation. */
const OWN = CatalogueFile.parse({
  format: 1,
  fields: [
    field(APPLICANT_KEY, '預けた方の氏名', RECEIPT),
    field('paper.memo', 'メモの内容', MEMO, {
      type: 'multiline',
      maxLength: 2000,
      help: '改行は、そのまま印字します。',
    }),
    field('paper.guideProcedure', '手続の名前', GUIDE, { maxLength: 80 }),
    field('paper.guideSteps', '手順', GUIDE, {
      ...{ type: 'multiline', maxLength: 2000 },
      help: '1行に1つ、「すること、場所、期限、持ち物・持ち物」の順に、読点（、）で区切ります。ないものは空けます。',
    }),
    field('paper.ticketDesk', '窓口', TICKET),
    field('paper.ticketNumber', '受付番号', TICKET, { type: 'number', maxLength: 4, digits: { min: 1, max: 4 } }),
    field('paper.ticketTime', '受付の時刻', TICKET, { maxLength: 40 }),
    field('paper.ticketRemark', 'お知らせ', TICKET, { type: 'multiline', maxLength: 300 }),
    field('paper.receiptItems', '預かるもの', RECEIPT, {
      ...{ type: 'multiline', maxLength: 2000 },
      help: '1行に1つ、「品名、数、備考」の順に、読点（、）で区切ります。',
    }),
    field('paper.receiptReason', '預かる理由', RECEIPT, { maxLength: 200 }),
    field('paper.receiptReturned', 'お返しする時', RECEIPT, { maxLength: 100 }),
    field('paper.department', '担当課', ANY),
    field('paper.contact', 'お問い合わせ先', ANY, { maxLength: 80 }),
    field('paper.date', '発行日', ANY, { type: 'date', maxLength: 20 }),
  ],
});

/** A city's common fields with those of the papers behind them. What the city names itself stays as the city has it. */
export function withOwnFields(city: Catalogue): Catalogue {
  const own = [...catalogueOf(OWN)].filter(([key]) => key.startsWith('paper.') || !city.has(key));
  return new Map<string, CommonField>([...city, ...own]);
}
