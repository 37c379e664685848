import { useId } from 'react';
import { Button, Icon, useText } from '@mado/ui';
import type { CallActions, FormDesk } from '../state/call-view.ts';
import { certainOf, groupOf, groupsOf, type Finding } from './finding.ts';
import { originWords } from './found-values.tsx';

export interface FindingBarProps {
  readonly finding: Finding;
  readonly form: FormDesk;
  readonly actions: CallActions;
}

/** One paper, card or booking that has something to say: of whom it is, all of it that is certain, and away with it. */
export function FindingBar({ finding, form, actions }: FindingBarProps) {
  const text = useText();
  const id = useId();
  const fields = form.fields ?? [];
  const groups = groupsOf(finding, fields);
  const certain = certainOf(finding, fields, form.draft).length;
  return (
    <section className="finding" aria-labelledby={`${id}-from`}>
      <p id={`${id}-from`} className="finding__from">
        <Icon name="document" />
        <span>
          {text('reading.from', { title: finding.title })}
          <span className="field__origin">{originWords(text, finding.origin)}</span>
        </span>
      </p>
      {groups.length < 2 ? null : (
        <label className="finding__whose">
          {text('reading.whose')}
          <select
            className="field__input"
            value={groupOf(finding, fields) ?? ''}
            onChange={(event) => actions.chooseGroup(finding.id, event.target.value)}
          >
            {groups.map((group) => (
              <option key={group}>{group}</option>
            ))}
          </select>
        </label>
      )}
      <div className="finding__hands">
        <Button icon="check" aria-disabled={certain === 0} onClick={() => actions.takeCertain(finding.id)}>
          {text('reading.certain', { count: certain })}
        </Button>
        <Button kind="quiet" onClick={() => actions.dropFinding(finding.id)}>
          {text('reading.aside')}
        </Button>
      </div>
    </section>
  );
}
