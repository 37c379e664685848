import type { Job } from '../state/booth.ts';
import { NO_PREVIEW, type CallView } from '../state/call-view.ts';
import type { CallSample } from './call-sample.ts';
import { draft, fields, template, type FormDesks } from './form-desks.ts';

export interface FormSampleParts {
  readonly call: (over: Partial<CallView>, stage: { readonly tab: 'form' }) => CallSample;
  readonly job: (over: Partial<Job>) => Job;
  readonly desks: FormDesks;
  /** The booth's devices where there is no card reader. */
  readonly withoutReader: CallView['devices'];
}

/** Every state of the form view in a call. */
export function formSamples({
  call,
  job,
  desks,
  withoutReader,
}: FormSampleParts): Readonly<Record<string, CallSample>> {
  const { form, paper, filled, found, fromCard, together, withWorkbook, titles } = desks;
  return {
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
      ...call({ form: filled, devices: withoutReader }, { tab: 'form' }),
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
            files: titles.map((title) => `2026-11-23_受付004_${title}.pdf`),
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
