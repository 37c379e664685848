import type { CommonFieldView, FieldPlaceView } from '../../contract/index.ts';
import { NO_PREVIEW, type FormDesk, type FormPaper } from '../state/call-view.ts';
import type { CallSample } from './call-sample.ts';
// As `drawnTemplates` of packages/forms draws them for the sample city.
import guideUrl from './papers/guide-without-steps.pdf?url';
import memoUrl from './papers/memo.pdf?url';

const field = (key: string, label: string, group: string, over: Partial<CommonFieldView> = {}): CommonFieldView => ({
  ...{ key, label, group, type: 'text', choices: [], required: false, help: '', maxLength: 60 },
  ...{ looksUp: false, item: null },
  ...over,
});
/** A place as wide as the text of a paper; measures down the page in its fractions. */
const place = (key: string, y: number, height: number): FieldPlaceView => ({
  keys: [key],
  page: 0,
  box: { x: 0.094, y, width: 0.812, height },
});
const head = [place('paper.department', 0.112, 0.018), place('paper.date', 0.131, 0.018)];
const every: readonly CommonFieldView[] = [
  field('paper.department', '担当課', '案内・受付の用紙'),
  field('paper.contact', 'お問い合わせ先', '案内・受付の用紙', { maxLength: 80 }),
  field('paper.date', '発行日', '案内・受付の用紙', { type: 'date', maxLength: 20 }),
];
const known = {
  'paper.department': '市民登録課',
  'paper.contact': '市民登録課　電話 019-000-0101（平日9時から17時）',
  'paper.date': '2026-11-23',
};

/**
 * Papers without a template in the form view.
 * @param frame a call whose form is open
 */
export async function drawnSamples(frame: CallSample): Promise<Readonly<Record<string, CallSample>>> {
  const { form } = frame.view;
  const paper = async (
    id: string,
    url: string,
    { notes, places }: Pick<FormPaper, 'notes' | 'places'>,
  ): Promise<FormPaper> => {
    const template = form.templates?.find((each) => each.id === id);
    if (template === undefined) throw new Error(`no sample of ${id}`);
    const pdf = new Uint8Array(await (await fetch(url)).arrayBuffer());
    return { template, blank: null, notes, byHand: [], preview: { ...NO_PREVIEW, pdf, places }, places };
  };
  const shown = (
    paperShown: FormPaper,
    fields: readonly CommonFieldView[],
    values: FormDesk['draft']['values'],
  ): CallSample => {
    const origins = Object.fromEntries(
      Object.keys(values)
        .filter((key) => key !== 'paper.memo')
        .map((key) => [key, 'sitting' as const]),
    );
    const desk: FormDesk = {
      ...form,
      papers: [paperShown],
      shown: paperShown.template.id,
      fields: [...fields, ...every],
      draft: { values, past: {}, visiting: null, origins },
      findings: [],
    };
    return { ...frame, view: { ...frame.view, form: desk } };
  };
  const step = { field: 'paper.guideSteps', severity: 'warning', detail: '' } as const;
  return {
    'form-drawn': shown(
      await paper('paper-memo', memoUrl, {
        notes: [],
        places: [...head, place('paper.memo', 0.169, 0.092), place('paper.contact', 0.272, 0.021)],
      }),
      [
        field('paper.memo', 'メモの内容', 'メモ', {
          ...{ type: 'multiline', required: true, maxLength: 2000, help: '改行は、そのまま印字します。' },
        }),
      ],
      {
        ...known,
        'paper.memo':
          '髙橋様\n\n・葬祭費は、会葬礼状があれば申請できます。\n・年金のことは、年金事務所にもお電話ください。',
      },
    ),
    'form-drawn-empty': shown(
      await paper('paper-guide', guideUrl, {
        notes: [
          { ...step, code: 'empty' },
          { ...step, code: 'no-steps' },
        ],
        places: [...head, place('paper.guideProcedure', 0.159, 0.023), place('paper.guideSteps', 0.201, 0.356)],
      }),
      [
        field('paper.guideProcedure', '手続の名前', '手続案内書', { required: true, maxLength: 80 }),
        field('paper.guideSteps', '手順', '手続案内書', {
          ...{ type: 'multiline', required: true, maxLength: 2000 },
          help: '1行に1つ、「すること、場所、期限、持ち物・持ち物」の順に、読点（、）で区切ります。ないものは空けます。',
        }),
      ],
      { ...known, 'paper.guideProcedure': 'おくやみの手続' },
    ),
  };
}
