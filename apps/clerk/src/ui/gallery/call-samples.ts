import { CommandId } from '@mado/signaling';
import { ParticipantId } from '@mado/signaling/wire';
import { cardFinding } from '../form/finding.ts';
import type { EnrolmentState } from '@mado/enrolment-ui';
import type { CommonFieldView, TemplateSummary } from '../../contract/index.ts';
import { EMPTY_DRAFT, type Draft } from '../form/draft.ts';
import type { Job } from '../state/booth.ts';
import type { AdminPorts } from '../admin/ports.ts';
import {
  NO_PREVIEW,
  USUAL_VOLUME,
  type CallView,
  type FormDesk,
  type FormPaper,
  type Paper,
} from '../state/call-view.ts';
import type { DoorView } from '../state/door.ts';
import type { LookView } from '../state/look.ts';
import type { ClerkState, Stage } from '../state/clerk-state.ts';
import { base, NOW, session } from './desk-samples.ts';

type CallStage = Extract<Stage, { name: 'call' }>;

export interface CallSample {
  readonly state: ClerkState;
  readonly view: CallView;
  readonly look?: LookView;
  /** The sheet of a hand that is open. */
  readonly press?: string;
  /** What is pressed one after another, as selectors, until the screen looks as it should; a function does what no press can. */
  readonly clicks?: readonly (string | (() => void))[];
  /** What the administration finds; the usual samples when absent. */
  readonly ports?: AdminPorts;
  /** It differs from a neighbour by a sentence: one mode of the gallery is enough for it. */
  readonly once?: true;
  /** How far somebody has come at the door. */
  readonly door?: DoorView;
  /** How far the device has come; nothing to be done when absent. */
  readonly enrolment?: EnrolmentState;
}

const citizen = {
  id: 'p1',
  deviceId: 'kiosk-1',
  role: 'kiosk',
  name: '西部公民館',
  department: '',
  connected: true,
};
const talking = session({
  state: 'active',
  participants: [citizen],
  admittedAt: NOW - 9 * 60_000,
  activeAt: NOW - 9 * 60_000,
});

const template: TemplateSummary = {
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
const fields: CommonFieldView[] = [
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
const draft: Draft = {
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

/** Every state of a call. `scan` and `pdf` are the bytes of a scanned page and of a filled form. */
export function callSamples(
  scan: Uint8Array<ArrayBuffer>,
  pdf: Uint8Array<ArrayBuffer>,
  streams: { face: MediaStream; self: MediaStream },
): Readonly<Record<string, CallSample>> {
  const page = { mime: 'image/png' as const, data: scan, arrived: 1 };
  const scanned: Paper = {
    id: 'paper-1',
    title: '埋火葬許可証',
    origin: 'scan',
    complete: true,
    pages: [page, { ...page, data: scan.slice() }],
  };
  const arriving: Paper = {
    id: 'paper-2',
    title: '読み取った書類 2',
    origin: 'scan',
    complete: false,
    pages: [{ mime: 'image/jpeg', data: null, arrived: 0.45 }],
  };
  const long: Paper = {
    id: 'paper-4',
    title: '令和7年分 医療費の領収書つづり',
    origin: 'file',
    complete: true,
    pages: Array.from({ length: 200 }, () => ({ ...page, data: scan.slice() })),
  };
  const file = { id: 'file-1', title: '住民票の写し' };
  const printed: Paper = {
    id: 'paper-3',
    title: template.title,
    origin: 'form',
    complete: true,
    pages: [{ mime: 'application/pdf', data: pdf, arrived: 1 }],
  };
  const ready = { condition: 'ready', fault: null } as const;
  const form: FormDesk = {
    templates: [template, ...others],
    recent: ['transfer'],
    papers: [],
    shown: null,
    choosing: false,
    fields: null,
    withheld: [],
    draft: EMPTY_DRAFT,
    offer: null,
    printing: { phase: 'no' },
    findings: [],
    folder: '\\\\file01\\市民登録課\\窓口帳票',
    saving: { phase: 'no' },
  };
  const paper: FormPaper = {
    template,
    blank: pdf,
    notes: [
      { field: 'deceased.postalCode', severity: 'error', code: 'not-a-postal-code', detail: '' },
      { field: 'deceased.address', severity: 'warning', code: 'small-print', detail: '' },
    ],
    byHand: ['申請者の署名', '受付印'],
    preview: { pdf, sheets: [0], tables: [], filling: false, failed: false },
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
  const view: CallView = {
    own: null,
    faces: [],
    memos: [],
    ...streams,
    flow: 'flowing',
    still: null,
    quality: 'good',
    soundHeld: false,
    devices: {
      scanner: { ...ready, name: 'scanner' },
      printer: { ...ready, name: 'printer' },
      cardReader: { ...ready, name: 'カードリーダー' },
    },
    jobs: [],
    papers: [scanned],
    files: [],
    reading: null,
    staged: null,
    volume: USUAL_VOLUME,
    notice: null,
    form,
    seal: {
      phase: 'sealed',
      verificationNumber: ['04821', '77310', '19264', '50093', '86157', '31408'],
      members: [
        { deviceId: 'kiosk-1', role: 'kiosk', name: '青葉台地区活動センター', own: false },
        { deviceId: 'clerk-1', role: 'clerk', name: '佐藤', own: true },
      ],
      faults: [],
    },
  };
  const job = (over: Partial<Job>): Job => ({
    commandId: 'job',
    verb: 'scan',
    fraction: 0.45,
    pages: 1,
    waitsFor: null,
    outcome: null,
    ...over,
  });
  const call = (
    over: Partial<CallView> = {},
    stage: Partial<CallStage> = {},
    state: Partial<ClerkState> = {},
  ): CallSample => ({
    state: {
      ...base,
      ...state,
      stage: { name: 'call', session: talking, tab: 'papers', ending: 'no', signals: [], ...stage },
    },
    view: { ...view, ...over },
  });
  const outOfPaper = { ...ready, condition: 'attention', fault: 'printer-no-paper', name: 'printer' } as const;
  return {
    'call-connecting': call(
      { face: null, flow: 'connecting', quality: null, devices: null, papers: [] },
      { session: session({ state: 'admitted', participants: [citizen], admittedAt: NOW }) },
    ),
    call: call(),
    'call-empty': call({ papers: [] }),
    'call-scanning': call({ papers: [scanned, arriving], jobs: [job({})], notice: 'one-moment' }),
    'call-scanned': call({ jobs: [job({ outcome: { ok: true, documentId: 'paper-1', pages: 2 } })] }),
    'call-jam': call({
      jobs: [job({ outcome: { ok: false, fault: 'scanner-jam', documentId: 'paper-1', pages: 2 } })],
    }),
    'call-scan-waits': call({
      papers: [scanned, arriving],
      jobs: [job({ waitsFor: 'scanner-no-paper', fraction: null })],
    }),
    'call-no-paper': call({
      papers: [scanned, printed],
      devices: { scanner: { ...ready, name: 'scanner' }, printer: outOfPaper, cardReader: null },
      jobs: [job({ verb: 'print', pages: 0, fraction: null, waitsFor: 'printer-no-paper' })],
    }),
    'call-signal': call(
      {},
      {
        signals: [
          { key: 'a', signal: 'hard-to-see' },
          { key: 'b', signal: 'call-supporter' },
        ],
      },
    ),
    'call-notice': call({ notice: 'checking-papers' }),
    'call-bad-line': call({ quality: 'bad' }),
    'call-sound': call({ soundHeld: true }),
    'call-away': call(
      { flow: 'interrupted' },
      {
        session: session({
          state: 'active',
          participants: [{ ...citizen, connected: false }],
          admittedAt: NOW - 540_000,
        }),
      },
    ),
    'call-still': call({
      still: { participantId: ParticipantId.parse(citizen.id), what: 'all', since: Date.now() - 4_000 },
    }),
    'call-reconnecting': call(
      { flow: 'interrupted' },
      {},
      { link: { phase: 'reconnecting', since: NOW - 12_000, serverRestarts: false } },
    ),
    'call-host-away': call({}, {}, { host: { phase: 'lost', since: NOW - 2_000 } }),
    'call-file-looking': call({ files: [{ kind: 'looking', ...file }] }),
    'call-file-adding': call({
      files: [
        { kind: 'adding', ...file, page: 42, pages: 200, fraction: 0.21 },
        { kind: 'waiting', id: 'file-2', title: '写真' },
      ],
    }),
    'call-file-refused': call({
      papers: [],
      files: [
        { kind: 'refused', ...file, problem: 'pdf-active' },
        { kind: 'refused', id: 'file-2', title: '航空写真', problem: 'too-many-pixels' },
      ],
    }),
    'call-file-broken-off': call({ files: [{ kind: 'broken-off', ...file, page: 42 }] }),
    'call-reading': call({ reading: { title: scanned.title, page: 0, phase: 'running', fraction: 0.4 } }),
    'call-read': call({ reading: { title: scanned.title, page: 0, phase: 'done', count: 5 } }),
    'call-read-nothing': {
      ...call({ reading: { title: scanned.title, page: 1, phase: 'nothing' } }),
      once: true,
    },
    'call-long-paper': call({ papers: [scanned, long], staged: { documentId: 'paper-4', page: 0 } }),
    'call-paper-withheld': call({
      papers: [{ ...scanned, pages: [{ mime: 'image/png', data: null, arrived: 1, damaged: true, withheld: true }] }],
    }),
    'call-end': call({}, { ending: 'question' }),
    'call-scan-sheet': { ...call(), press: 's' },
    'call-print-sheet': { ...call({ papers: [scanned, printed] }), press: 'p' },
    'call-volume-sheet': { ...call(), press: 'v' },
    'call-keys': { ...call(), press: '?' },
    'call-seal': call(),
    'call-attacked': call({
      seal: { ...view.seal, faults: [{ part: 'message', cause: 'replayed' }] },
    }),
    'form-choose': call({}, { tab: 'form' }),
    'form-loading': call(
      {
        form: {
          ...form,
          papers: [{ ...paper, preview: { ...NO_PREVIEW, filling: true }, places: [] }],
          shown: template.id,
        },
      },
      { tab: 'form' },
    ),
    form: call({ form: filled }, { tab: 'form' }),
    'form-found': call({ form: found }, { tab: 'form' }),
    'form-card-asking': call(
      {
        form: filled,
        jobs: [
          job({ verb: 'card', fraction: null, pages: 0, card: { step: 'asking', triesLeft: null, wrongPin: false } }),
        ],
      },
      { tab: 'form' },
    ),
    'form-card-wrong': call(
      {
        form: filled,
        jobs: [job({ verb: 'card', fraction: null, pages: 0, card: { step: 'typing', triesLeft: 2, wrongPin: true } })],
      },
      { tab: 'form' },
    ),
    'form-card-read': call(
      {
        form: { ...filled, findings: [fromCard] },
        jobs: [job({ verb: 'card', outcome: { ok: true, documentId: null, pages: 0 } })],
      },
      { tab: 'form' },
    ),
    'form-card-refused': {
      ...call(
        {
          form: filled,
          jobs: [job({ verb: 'card', outcome: { ok: false, fault: 'card-refused', documentId: null, pages: 0 } })],
        },
        { tab: 'form' },
      ),
      once: true,
    },
    'form-no-reader': {
      ...call({ form: filled, devices: view.devices && { ...view.devices, cardReader: null } }, { tab: 'form' }),
      once: true,
    },
    'form-offer': call(
      {
        form: {
          ...filled,
          papers: [{ ...paper, notes: [] }],
          draft: { ...draft, values: { ...draft.values, 'deceased.name': '葛城　健', 'deceased.kana': '' } },
          offer: {
            field: 'deceased.kana',
            suggestions: [{ label: 'カツラギ　ケン', detail: '', values: {} }],
          },
        },
      },
      { tab: 'form' },
    ),
    'form-withheld': call(
      {
        form: {
          ...filled,
          fields: fields.slice(0, 2),
          withheld: fields.slice(-3),
          papers: [{ ...paper, notes: [] }],
          draft: { ...draft, values: { ...draft.values, 'bank.name': '岩手銀行', 'bank.kind': '普通' } },
        },
      },
      { tab: 'form' },
    ),
    'form-offer-bank': call(
      {
        form: {
          ...filled,
          fields: fields.slice(-3),
          papers: [{ ...paper, notes: [] }],
          draft: { ...draft, values: { 'bank.name': 'いわ' } },
          offer: {
            field: 'bank.name',
            suggestions: [
              { label: '岩手銀行', detail: '0123', values: {} },
              { label: '岩手県医師信用組合', detail: '2049', values: {} },
              { label: '岩手中央農業協同組合', detail: '3541', values: {} },
            ],
          },
        },
      },
      { tab: 'form' },
    ),
    'form-together': call({ form: together }, { tab: 'form' }),
    'form-choose-again': call({ form: { ...together, choosing: true } }, { tab: 'form' }),
    'form-laid': call({ form: { ...together, printing: { phase: 'laid' } } }, { tab: 'form' }),
    'form-workbook': call({ form: withWorkbook }, { tab: 'form' }),
    'form-save': { ...call({ form: together }, { tab: 'form' }), clicks: ['.save__open'] },
    'form-saved': call(
      {
        form: {
          ...together,
          saving: {
            phase: 'saved',
            files: [template, heir, transfer].map(({ title }) => `2026-11-23_受付004_${title}.pdf`),
          },
        },
      },
      { tab: 'form' },
    ),
    'form-save-failed': call(
      { form: { ...filled, saving: { phase: 'failed', cause: 'folder-away' } } },
      { tab: 'form' },
    ),
    'form-failed': call(
      {
        form: {
          ...filled,
          papers: [{ ...paper, preview: { ...paper.preview, failed: true } }],
          printing: { phase: 'failed' },
        },
      },
      { tab: 'form' },
    ),
    'form-printing': call(
      {
        form: { ...filled, printing: { phase: 'sent', commandId: 'job' } },
        jobs: [job({ verb: 'print', pages: 0, fraction: null })],
      },
      { tab: 'form' },
    ),
    'form-printed': call(
      { form: filled, jobs: [job({ verb: 'print', outcome: { ok: true, documentId: null, pages: 1 } })] },
      { tab: 'form' },
    ),
  };
}
