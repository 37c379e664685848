import { useRef, useState, type ReactNode } from 'react';
import { Banner, Button, useText } from '@mado/ui';
import type { Desk, SessionView } from '@mado/signaling/wire';
import { CardHand } from '../parts/card-hand.tsx';
import { KeyCap } from '../parts/key-cap.tsx';
import { Popover } from '../parts/popover.tsx';
import { formTarget, PrintSheet } from '../parts/print-sheet.tsx';
import { running, usable } from '../state/booth.ts';
import type { CallActions, CallView, FormDesk, PaperScope } from '../state/call-view.ts';
import { partIn } from '../state/hand-over.ts';
import { procedureName, procedureNames } from '../state/names.ts';
import { leftForThePen, missing, papersWith } from './fields.ts';
import { FieldList } from './field-list.tsx';
import { FormPreview } from './form-preview.tsx';
import { SaveButton, SaveNote } from './save-button.tsx';
import { PaperStrip } from './paper-strip.tsx';
import { TemplateChoice } from './template-choice.tsx';
import { WorkbookPreview } from './workbook-preview.tsx';

export interface FormStageProps {
  readonly view: CallView;
  readonly desks: readonly Desk[];
  readonly session: SessionView;
  /** The question before printing stands open. */
  readonly printing: boolean;
  readonly onPrinting: (open: boolean) => void;
  readonly actions: CallActions;
}

/** Written once: the fields of all papers at the left, the council's papers as they will be printed at the right. */
export function FormStage(props: FormStageProps) {
  const { view, desks, session, actions } = props;
  const { form } = view;
  const element = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | null>(null);
  const paper = form.papers.find(({ template }) => template.id === form.shown) ?? null;
  if (paper === null || form.choosing) {
    return (
      <TemplateChoice
        templates={form.templates}
        procedureId={session.procedureId}
        procedure={procedureName(desks, session)}
        procedures={procedureNames(desks)}
        recent={form.recent}
        chosen={form.papers.map(({ template }) => template.id)}
        onChoose={actions.choosePapers}
        onBack={paper === null ? null : () => actions.openChoice(false)}
      />
    );
  }
  const labels = new Map(form.fields?.map(({ key, group, label }) => [key, `${group} ${label}`]));
  const visit = (field: string): void => {
    setActive(field);
    actions.visitField(field);
    const [best] = papersWith(form.papers, form.shown, field);
    if (best !== undefined && best.template.id !== form.shown) actions.showPaper(best.template.id);
  };
  const focus = (selector: string): void => element.current?.querySelector<HTMLElement>(selector)?.focus();
  const toField = (field: string): void => focus(`[data-field="${CSS.escape(field)}"]`);
  return (
    <div className="form" ref={element}>
      <div className="form__fields">
        <FormHead form={form} onOther={() => actions.openChoice(true)}>
          {partIn(session, view.own) === 'in-charge' ? <CardHand view={view} onRead={actions.readCard} /> : null}
        </FormHead>
        <FieldList
          form={form}
          actions={actions}
          onVisit={visit}
          onPlace={(field) => focus(`[data-place="${CSS.escape(field)}"]`)}
        />
      </div>
      <div className="form__page">
        <PaperStrip papers={form.papers} shown={form.shown} onShow={actions.showPaper} />
        {paper.template.kind === 'workbook' ? (
          <WorkbookPreview paper={paper} labels={labels} active={active} onGo={toField} />
        ) : (
          <FormPreview
            paper={paper}
            labels={labels}
            active={active}
            byHand={leftForThePen(paper.byHand, form.fields ?? [], form.draft.values)}
            onGo={toField}
          />
        )}
        <PrintLine {...props} />
      </div>
    </div>
  );
}

function FormHead({
  form,
  onOther,
  children,
}: {
  readonly form: FormDesk;
  readonly onOther: () => void;
  readonly children: ReactNode;
}) {
  const text = useText();
  const left = form.fields === null ? 0 : missing(form.fields, form.draft.values).length;
  return (
    <div className="form__head">
      <div>
        <h2 className="form__title">
          {form.papers.length === 1
            ? form.papers[0]?.template.title
            : text('form.together', { count: form.papers.length })}
        </h2>
        <p className="form__left" role="status">
          {form.fields === null
            ? text('form.loading')
            : left === 0
              ? text('form.complete')
              : text('form.left', { count: left })}
        </p>
      </div>
      {children}
      <Button kind="quiet" icon="list" onClick={onOther}>
        {text('form.other')}
      </Button>
    </div>
  );
}

/** The end of the form. Empty fields are no hindrance to printing, because the rest may be written by hand. */
function PrintLine({ view, printing: open, onPrinting, actions }: FormStageProps) {
  const text = useText();
  const { form } = view;
  const { printing, papers } = form;
  const several = papers.length > 1;
  const [only, setOnly] = useState(false);
  const scope: PaperScope = several && !only ? 'all' : 'shown';
  const sending = printing.phase === 'sending';
  const meant = papers.filter(({ template }) => scope === 'all' || template.id === form.shown);
  // Excel files are an office's own: they are saved, not printed.
  const printable = meant.filter(({ template }) => template.kind !== 'workbook').length;
  return (
    <div className="form__print">
      {printing.phase === 'failed' ? (
        <Banner tone="danger" icon="warning" live="polite" title={text('form.print.failed')} />
      ) : null}
      {printing.phase === 'laid' ? <Banner tone="info" icon="check" live="polite" title={text('form.laid')} /> : null}
      <SaveNote saving={form.saving} />
      <div className="form__buttons">
        {several ? (
          <label className="form__only">
            <input type="checkbox" checked={only} onChange={(event) => setOnly(event.target.checked)} />
            {text('form.only')}
          </label>
        ) : null}
        {form.folder === null ? null : (
          <SaveButton papers={meant} folder={form.folder} saving={form.saving} onSave={() => actions.saveForm(scope)} />
        )}
        <Button icon="document" aria-disabled={sending || printable === 0} onClick={() => actions.layForm(scope)}>
          {text('form.lay')}
        </Button>
        <Popover
          open={open}
          onOpen={onPrinting}
          label={text('form.print')}
          align="end"
          button={(wiring) => (
            <Button kind="primary" icon="print" aria-keyshortcuts="P" {...wiring}>
              {sending
                ? text('form.print.sending')
                : scope === 'all'
                  ? text('form.print.all', { count: printable })
                  : text('form.print')}
              <KeyCap>P</KeyCap>
            </Button>
          )}
        >
          <PrintSheet
            target={
              printable === 0
                ? { kind: 'nothing' }
                : formTarget(form, scope, text('form.together', { count: printable }))
            }
            busy={sending || running(view.jobs) !== null}
            missing={!usable(view.devices, 'printer')}
            onPrint={(copies) => {
              onPrinting(false);
              actions.printForm(scope, copies);
            }}
          />
        </Popover>
      </div>
    </div>
  );
}
