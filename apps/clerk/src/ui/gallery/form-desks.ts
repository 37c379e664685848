import { CommandId } from '@mado/signaling';
import type { CommonFieldView, TemplateSummary } from '../../contract/index.ts';
import type { Draft } from '../form/draft.ts';
import { cardFinding } from '../form/finding.ts';
import { NO_FORM, type FormDesk, type FormPaper } from '../state/call-view.ts';

/** The form that most samples fill. */
export const template: TemplateSummary = {
  id: 'funeral-benefit',
  title: '葬祭費支給申請書',
  department: '健康保険課',
  procedures: ['okuyami'],
  pages: 1,
  kind: 'form',
};
const other = (
  id: string,
  title: string,
  department: string,
  over: Partial<TemplateSummary> = {},
): TemplateSummary => ({
  ...template,
  ...{ id, title, department },
  ...over,
});
const others: TemplateSummary[] = [
  other('heir', '相続人代表者指定届', '市民税課'),
  other('transfer', '公金口座振替依頼書', '納税課', { procedures: ['tax'], pages: 2 }),
  other('paper-guide', '手続案内書', '', { procedures: [], pages: null, kind: 'drawn' }),
  other('paper-ticket', '受付票', '', { procedures: [], pages: null, kind: 'drawn' }),
  other('paper-memo', 'メモ', '', { procedures: [], pages: null, kind: 'drawn' }),
  other('paper-receipt', '預り証', '', { procedures: [], pages: null, kind: 'drawn' }),
  other('ledger', 'おくやみ窓口受付台帳', '市民登録課', { pages: null, kind: 'workbook' }),
];

const field = (key: string, label: string, group: string, over: Partial<CommonFieldView> = {}): CommonFieldView => ({
  key,
  label,
  group,
  type: 'text',
  choices: [],
  required: true,
  help: '',
  maxLength: 60,
  looksUp: false,
  item: null,
  ...over,
});
/** Its common fields; the last three are of an account. */
export const fields: CommonFieldView[] = [
  field('deceased.name', '氏名', '亡くなった方', { item: 'name', help: '姓と名の間を1文字空けます。' }),
  field('deceased.kana', '氏名（カナ）', '亡くなった方', { type: 'kana', looksUp: true, item: 'name-kana' }),
  field('deceased.postalCode', '郵便番号', '亡くなった方', { type: 'postal-code', maxLength: 8 }),
  field('deceased.address', '住所', '亡くなった方', { type: 'multiline', maxLength: 120 }),
  field('deceased.birthDate', '生年月日', '亡くなった方', { type: 'date', maxLength: 10, item: 'birth-date' }),
  field('deceased.deathDate', '亡くなった日', '亡くなった方', { type: 'date', maxLength: 10 }),
  field('applicant.name', '氏名', '届け出る方', { item: 'name' }),
  field('applicant.phone', '電話番号', '届け出る方', { type: 'phone', maxLength: 20, item: 'phone' }),
  field('applicant.relation', '本人との関係', '届け出る方'),
  field('bank.name', '金融機関', '振込先', { looksUp: true }),
  field('bank.kind', '口座種別', '振込先', {
    type: 'choice',
    choices: [
      { value: 'ordinary', label: '普通' },
      { value: 'current', label: '当座' },
    ],
  }),
  field('bank.number', '口座番号', '振込先', { type: 'number', maxLength: 7 }),
];
export const draft: Draft = {
  values: {
    'deceased.name': '葛󠄀城 𠮷之助',
    'deceased.kana': 'カツラギ ヨシノスケ',
    'deceased.postalCode': '020-853',
    'deceased.address': '窓野市青葉台一丁目2番3号',
    'deceased.birthDate': '1938-05-12',
    'deceased.deathDate': '2026-11-02',
    'applicant.name': '髙橋 花子',
  },
  past: { 'applicant.name': [{ text: '高橋 花子', origin: 'typed' }] },
  visiting: null,
  origins: { 'deceased.address': 'earlier-form' },
};
const place = (keys: string[], y: number) => ({ keys, page: 0, box: { x: 0.3, y, width: 0.5, height: 0.03 } });

export type FormDesks = ReturnType<typeof formDesks>;

/** The form view's states, from no paper chosen to several filled. `pdf` is a filled form. */
export function formDesks(pdf: Uint8Array<ArrayBuffer>) {
  const form: FormDesk = {
    ...NO_FORM,
    templates: [template, ...others],
    recent: ['transfer'],
    folder: '\\\\file01\\市民登録課\\窓口帳票',
  };
  const paper: FormPaper = {
    template,
    blank: pdf,
    notes: [
      { field: 'deceased.postalCode', severity: 'error', code: 'not-a-postal-code', detail: '' },
      { field: 'deceased.address', severity: 'warning', code: 'small-print', detail: '' },
    ],
    byHand: ['申請者の署名', '受付印'],
    preview: { pdf, sheets: [0], tables: [], places: [], filling: false, failed: false },
    places: [place(['deceased.name'], 0.2), place(['deceased.address'], 0.25), place(['applicant.name'], 0.32)],
  };
  const filled: FormDesk = { ...form, papers: [paper], shown: template.id, fields, draft };
  const found: FormDesk = {
    ...filled,
    papers: [{ ...paper, notes: [] }],
    draft: {
      ...draft,
      values: { 'deceased.birthDate': '1938-05-12', 'applicant.phone': '019-000-0000' },
      past: { 'deceased.birthDate': [{ text: '', origin: 'typed' }] },
      origins: { 'deceased.birthDate': 'ocr', 'applicant.phone': 'booking' },
    },
    findings: [
      {
        id: 'found-1',
        origin: 'ocr',
        title: '後期高齢者医療 資格確認書',
        items: [
          { item: 'name', text: '葛城　𠮷之助', confidence: 91, certain: true },
          { item: 'name-kana', text: 'カツラギ　ヨシノスケ', confidence: 62, certain: false },
          { item: 'birth-date', text: '昭和13年5月12日', confidence: 88, certain: true },
        ],
        answers: {},
        group: null,
      },
      {
        id: 'found-2',
        origin: 'booking',
        title: '予約 4821 0937',
        items: [],
        answers: { 'applicant.name': '髙橋　花子', 'deceased.deathDate': '2026-11-02' },
        group: null,
      },
    ],
  };
  const fromCard = cardFinding(
    {
      commandId: CommandId.parse('6f1a2b3c-0d4e-4f5a-8b6c-7d8e9f0a1b2c'),
      items: { name: '髙橋　花子', address: '窓野市中央通三丁目10番5号', birthDate: '1944-05-12', sex: '女' },
    },
    'マイナンバーカード',
  );
  const [heir = template, transfer = template] = others;
  const missing = [{ field: 'applicant.phone', severity: 'warning' as const, code: 'empty', detail: '' }];
  const together: FormDesk = {
    ...filled,
    papers: [
      paper,
      { ...paper, template: heir, notes: missing, places: [] },
      { ...paper, template: transfer, notes: [], places: [] },
    ],
  };
  const plainCell = { across: 1, down: 1, keys: [], formula: false, bold: false };
  const row = (label: string, text: string, key: string) => [
    { ...plainCell, text: label, bold: true },
    { ...plainCell, text, across: 2, keys: [key] },
  ];
  const withWorkbook: FormDesk = {
    ...together,
    papers: [
      ...together.papers.slice(0, 2),
      {
        ...paper,
        template: others.find(({ kind }) => kind === 'workbook') ?? template,
        notes: missing,
        byHand: [],
        places: [],
        preview: {
          pdf: null,
          sheets: [],
          places: [],
          tables: [
            {
              name: '受付',
              widths: [20, 30, 24],
              rows: [
                [{ ...plainCell, text: 'おくやみ窓口 受付台帳', across: 3, bold: true }],
                row('亡くなった方', '葛󠄀城 𠮷之助', 'deceased.name'),
                row('届け出る方', '髙橋 花子', 'applicant.name'),
                row('電話番号', '', 'applicant.phone'),
                [
                  { ...plainCell, text: '手数料', bold: true },
                  { ...plainCell, text: '', across: 2, formula: true },
                ],
              ],
              cut: false,
            },
          ],
          filling: false,
          failed: false,
        },
      },
    ],
    shown: 'ledger',
  };
  return {
    form,
    paper,
    filled,
    found,
    fromCard,
    together,
    withWorkbook,
    titles: [template, heir, transfer].map(({ title }) => title),
  };
}
