import { useMemo } from 'react';
import { Icon, useText } from '@mado/ui';
import type { CommonFieldView, SuggestionView } from '../../contract/index.ts';
import type { CallActions, FormDesk } from '../state/call-view.ts';
import { canUndo, originOf, type Values } from './draft.ts';
import { Field } from './field.tsx';
import { FindingBar } from './finding-bar.tsx';
import { foundValues, type FoundValue } from './finding.ts';
import { grouped, notesOfAll } from './fields.ts';

const NO_OFFER: readonly SuggestionView[] = [];
const NONE_FOUND: readonly FoundValue[] = [];

export interface FieldListProps {
  readonly form: FormDesk;
  readonly actions: CallActions;
  /** The focus came into a field. */
  readonly onVisit: (field: string) => void;
  /** To the field's place on the page. */
  readonly onPlace: (field: string) => void;
}

/** The common fields of all chosen papers under their headings, each once, in the order in which one talks about them. */
export function FieldList({ form, actions, onVisit, onPlace }: FieldListProps) {
  const text = useText();
  const found = useMemo(
    () => foundValues(form.findings, form.fields ?? [], form.draft.values),
    [form.findings, form.fields, form.draft.values],
  );
  if (form.fields === null) return <p className="fields__loading">{text('form.loading')}</p>;
  return (
    // Enter goes on to nothing: the form is not sent but printed by its own button.
    <form className="fields" autoComplete="off" onSubmit={(event) => event.preventDefault()}>
      {form.findings.map((finding) => (
        <FindingBar key={finding.id} finding={finding} form={form} actions={actions} />
      ))}
      {grouped(form.fields).map((group) => (
        <fieldset key={group.name} className="fields__group">
          <legend className="fields__legend">{group.name}</legend>
          {group.fields.map((field) => (
            <Field
              key={field.key}
              field={field}
              value={form.draft.values[field.key] ?? ''}
              origin={originOf(form.draft, field.key)}
              notes={notesOfAll(form.papers, field.key)}
              offer={form.offer?.field === field.key ? form.offer.suggestions : NO_OFFER}
              found={found.get(field.key) ?? NONE_FOUND}
              onTakeFound={(value) => actions.takeFound(field.key, value)}
              onTake={actions.takeOffer}
              onDismiss={actions.dismissOffer}
              canUndo={canUndo(form.draft, field.key)}
              onType={(value) => actions.type(field.key, value)}
              onVisit={() => onVisit(field.key)}
              onLeave={actions.leaveField}
              onUndo={() => actions.undo(field.key)}
              onPlace={() => onPlace(field.key)}
            />
          ))}
        </fieldset>
      ))}
      <Withheld fields={form.withheld} values={form.draft.values} />
    </form>
  );
}

interface WithheldProps {
  readonly fields: readonly CommonFieldView[];
  readonly values: Values;
}

/** The fields that only other desks see: that they are there, and whether something is in them. */
function Withheld({ fields, values }: WithheldProps) {
  const text = useText();
  if (fields.length === 0) return null;
  return (
    <section className="fields__withheld" aria-labelledby="fields-withheld">
      <h3 id="fields-withheld">
        <Icon name="lock" />
        {text('form.withheld')}
      </h3>
      <p>{text('form.withheld.note')}</p>
      <ul>
        {fields.map(({ key, label }) => (
          <li key={key}>
            {label}
            <span>{text((values[key] ?? '') === '' ? 'form.withheld.empty' : 'form.withheld.typed')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
