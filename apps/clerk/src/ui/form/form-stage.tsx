import { Banner, Button, useText } from '@mado/ui';
import type { Desk, SessionView } from '@mado/signaling/wire';
import { KeyCap } from '../parts/key-cap.tsx';
import { Popover } from '../parts/popover.tsx';
import { formTarget, PrintSheet } from '../parts/print-sheet.tsx';
import { running, usable } from '../state/booth.ts';
import type { CallActions, CallView, FormDesk } from '../state/call-view.ts';
import { procedureName } from '../state/names.ts';
import { leftForThePen, missing } from './fields.ts';
import { FieldList } from './field-list.tsx';
import { FormPreview } from './form-preview.tsx';
import { TemplateChoice } from './template-choice.tsx';

export interface FormStageProps {
  readonly view: CallView;
  readonly desks: readonly Desk[];
  readonly session: SessionView;
  /** The question before printing stands open. */
  readonly printing: boolean;
  readonly onPrinting: (open: boolean) => void;
  readonly actions: CallActions;
}

/** Written once: the fields at the left, the council's form as it will be printed at the right. */
export function FormStage(props: FormStageProps) {
  const { view, desks, session, actions } = props;
  const { form } = view;
  if (form.template === null) {
    return (
      <TemplateChoice
        templates={form.templates}
        procedureId={session.procedureId}
        procedure={procedureName(desks, session)}
        onChoose={actions.chooseTemplate}
      />
    );
  }
  return (
    <div className="form">
      <div className="form__fields">
        <FormHead form={form} title={form.template.title} onOther={() => actions.chooseTemplate(null)} />
        <FieldList form={form} actions={actions} />
      </div>
      <div className="form__page">
        <FormPreview
          preview={form.preview}
          title={form.template.title}
          byHand={leftForThePen(form.byHand, form.fields ?? [], form.draft.values)}
        />
        <PrintLine {...props} />
      </div>
    </div>
  );
}

function FormHead({
  form,
  title,
  onOther,
}: {
  readonly form: FormDesk;
  readonly title: string;
  readonly onOther: () => void;
}) {
  const text = useText();
  const left = form.fields === null ? 0 : missing(form.fields, form.draft.values).length;
  return (
    <div className="form__head">
      <div>
        <h2 className="form__title">{title}</h2>
        <p className="form__left" role="status">
          {form.fields === null
            ? text('form.loading')
            : left === 0
              ? text('form.complete')
              : text('form.left', { count: left })}
        </p>
      </div>
      <Button kind="quiet" icon="list" onClick={onOther}>
        {text('form.other')}
      </Button>
    </div>
  );
}

/** The end of the form. Empty fields are no hindrance to printing, because the rest may be written by hand. */
function PrintLine({ view, printing: open, onPrinting, actions }: FormStageProps) {
  const text = useText();
  const { printing, template } = view.form;
  const sending = printing.phase === 'sending';
  return (
    <div className="form__print">
      {printing.phase === 'failed' ? (
        <Banner tone="danger" icon="warning" live="polite" title={text('form.print.failed')} />
      ) : null}
      <Popover
        open={open}
        onOpen={onPrinting}
        label={text('form.print')}
        align="end"
        button={(wiring) => (
          <Button kind="primary" size="large" icon="print" aria-keyshortcuts="P" {...wiring}>
            {text(sending ? 'form.print.sending' : 'form.print')}
            <KeyCap>P</KeyCap>
          </Button>
        )}
      >
        <PrintSheet
          target={formTarget(template)}
          busy={sending || running(view.jobs) !== null}
          missing={!usable(view.devices, 'printer')}
          onPrint={(copies) => {
            onPrinting(false);
            actions.printForm(copies);
          }}
        />
      </Popover>
    </div>
  );
}
