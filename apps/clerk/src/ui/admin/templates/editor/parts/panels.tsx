import { Banner, Button, Icon, useText } from '@mado/ui';
import { noteWords } from '../../../../form/note-words.ts';
import type { EditorView } from '../editor-work.ts';
import type { Item } from '../model/item.ts';
import type { Names } from '../names.ts';
import { kindKey, nameWords } from '../words.ts';
import { type Proposal, UNBOUND } from '../workbench-port.ts';

export interface ProposalsPanelProps {
  readonly proposals: readonly Proposal[];
  readonly names: Names;
  /** The one that is pointed at; it is shown on the page. */
  readonly onPoint: (proposal: Proposal | null) => void;
  readonly onAccept: (proposals: readonly Proposal[]) => void;
}

/** Fields that the form seems to have, to be taken one by one or together. */
export function ProposalsPanel({ proposals, names, onPoint, onAccept }: ProposalsPanelProps) {
  const text = useText();
  if (proposals.length === 0) return <p className="admin-quiet">{text('editor.proposals.none')}</p>;
  return (
    <div className="ed-panel">
      <p>{text('editor.proposals.intro')}</p>
      <Button kind="primary" icon="check" onClick={() => onAccept(proposals)}>
        {text('editor.proposals.all')}
      </Button>
      <ul className="ed-panel__list">
        {proposals.map((proposal, index) => {
          const name = proposalName(proposal, names) || text('editor.unnamed');
          const kind = text(kindKey(proposal.kind === 'date' ? 'era-date' : proposal.kind));
          return (
            <li
              key={`${proposal.page}/${proposal.name}/${index}`}
              className="ed-panel__one"
              onPointerEnter={() => onPoint(proposal)}
              onPointerLeave={() => onPoint(null)}
            >
              <span className="ed-panel__words">
                {name}
                <span className="admin-quiet">
                  {kind} ・ {text(`editor.proposals.from.${proposal.from}`)}
                </span>
              </span>
              <Button
                aria-label={text('editor.proposals.one.name', { name, kind })}
                data-proposal={index}
                onFocus={() => onPoint(proposal)}
                onBlur={() => onPoint(null)}
                onClick={() => onAccept([proposal])}
              >
                {text('editor.proposals.one')}
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** The common field that the proposal found, else the words beside it. */
export function proposalName({ value = UNBOUND, label, name }: Proposal, names: Names): string {
  return names.known.get(value)?.label ?? (label === '' ? name : label);
}

export interface FaultsPanelProps {
  readonly view: EditorView;
  readonly items: readonly Item[];
  readonly names: Names;
  readonly onGo: (id: string) => void;
  readonly onAgain: () => void;
}

/** What keeps the form from being published, and what the values on the page had to say. */
export function FaultsPanel({ view, items, names, onGo, onAgain }: FaultsPanelProps) {
  const text = useText();
  const { faults, checkFailed, shown, preview, previewFailed } = view;
  return (
    <div className="ed-panel">
      {checkFailed ? (
        <Banner
          tone="warning"
          icon="warning"
          live="polite"
          title={text('editor.faults.failed')}
          actions={<Button onClick={onAgain}>{text('editor.faults.again')}</Button>}
        />
      ) : null}
      {faults === null ? (
        <p role="status">{text('editor.faults.waiting')}</p>
      ) : faults.length === 0 ? (
        <p className="ed-panel__good">
          <Icon name="check" />
          {text('editor.faults.none')}
        </p>
      ) : (
        <ul className="ed-panel__list" aria-label={text('editor.faults')}>
          {faults.map((fault, index) => {
            const item = items.find(({ id }) => id === fault.field);
            const unbound = fault.detail === UNBOUND;
            return (
              <li key={index} className={`ed-panel__one ed-panel__one--${fault.severity}`}>
                <span className="ed-panel__words">
                  {item === undefined ? text('editor.faults.form') : nameWords(text, names.of(item))}
                  <span>
                    {unbound ? text('editor.faults.unbound') : text(`template.${fault.problem}`)}
                    {unbound || fault.detail === '' ? null : <span className="admin-quiet"> {fault.detail}</span>}
                  </span>
                </span>
                {item === undefined ? null : (
                  <Button
                    aria-label={`${text('editor.faults.go')} ${nameWords(text, names.of(item))}`}
                    onClick={() => onGo(item.id)}
                  >
                    {text('editor.faults.go')}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {shown === 'empty' ? null : (
        <section className="ed-panel__notes">
          <h3>{text('editor.notes.title')}</h3>
          {previewFailed ? <p role="status">{text('editor.notes.failed')}</p> : null}
          {preview === null ? null : preview.notes.length === 0 ? (
            <p>{text('editor.notes.none')}</p>
          ) : (
            <ul className="ed-panel__list">
              {preview.notes.map((note, index) => (
                <li key={index} className={`ed-panel__one ed-panel__one--${note.severity}`}>
                  <span className="ed-panel__words">
                    {names.known.get(note.field)?.label ?? note.field}
                    <span>{noteWords(text, note)}</span>
                  </span>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
    </div>
  );
}
