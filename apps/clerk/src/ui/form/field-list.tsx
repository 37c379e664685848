import { useMemo } from 'react';
import { useText } from '@mado/ui';
import type { SuggestionView } from '../../contract/index.ts';
import type { CallActions, FormDesk } from '../state/call-view.ts';
import { canUndo, originOf } from './draft.ts';
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
    </form>
  );
}
