import { useText } from '@mado/ui';
import type { SuggestionView } from '../../contract/index.ts';
import type { CallActions, FormDesk } from '../state/call-view.ts';
import { canUndo } from './draft.ts';
import { Field } from './field.tsx';
import { grouped, notesOfAll } from './fields.ts';

const NO_OFFER: readonly SuggestionView[] = [];

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
  if (form.fields === null) return <p className="fields__loading">{text('form.loading')}</p>;
  return (
    // Enter goes on to nothing: the form is not sent but printed by its own button.
    <form className="fields" autoComplete="off" onSubmit={(event) => event.preventDefault()}>
      {grouped(form.fields).map((group) => (
        <fieldset key={group.name} className="fields__group">
          <legend className="fields__legend">{group.name}</legend>
          {group.fields.map((field) => (
            <Field
              key={field.key}
              field={field}
              value={form.draft.values[field.key] ?? ''}
              earlier={form.draft.earlier.has(field.key)}
              notes={notesOfAll(form.papers, field.key)}
              offer={form.offer?.field === field.key ? form.offer.suggestions : NO_OFFER}
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
