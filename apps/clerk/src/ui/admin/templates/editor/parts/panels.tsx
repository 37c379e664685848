import { Banner, Button, Icon, ProgressBar, type Text, useText } from '@mado/ui';
import { noteWords } from '../../../../form/note-words.ts';
import type { EditorView } from '../editor-work.ts';
import type { Item } from '../model/item.ts';
import { placeOf } from '../model/proposals.ts';
import type { Names } from '../names.ts';
import type { NamingState } from '../use-naming.ts';
import { kindKey, nameWords } from '../words.ts';
import { type Fault, type Proposal, UNBOUND } from '../workbench-port.ts';

export interface ProposalsPanelProps {
  readonly proposals: readonly Proposal[];
  /** How many were refused and can be brought back. */
  readonly refused: number;
  /** Whether the page on the screen is a picture. */
  readonly scanned: boolean;
  /** How far the recognition of the pictures' words is. */
  readonly naming: NamingState;
  readonly names: Names;
  /** The one that is pointed at; it is shown on the page. */
  readonly onPoint: (proposal: Proposal | null) => void;
  readonly onAccept: (proposals: readonly Proposal[]) => void;
  readonly onRefuse: (proposal: Proposal, next: string) => void;
  readonly onBring: () => void;
}

/** Fields that the form seems to have, to be taken one by one or together. */
export function ProposalsPanel(props: ProposalsPanelProps) {
  const { proposals, refused, scanned, naming, names, onPoint, onAccept, onRefuse, onBring } = props;
  const text = useText();
  const scan = scanned ? <ScanNote naming={naming} /> : null;
  const bring =
    refused === 0 ? null : (
      <Button icon="undo" data-bring="" onClick={onBring}>
        {text('editor.proposals.bring', { count: refused })}
      </Button>
    );
  if (proposals.length === 0)
    return (
      <div className="ed-panel">
        {scan}
        <p className="admin-quiet">{text('editor.proposals.none')}</p>
        {bring}
      </div>
    );
  return (
    <div className="ed-panel">
      {scan}
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
              key={placeOf(proposal)}
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
              <Button
                kind="quiet"
                icon="close"
                aria-label={text('editor.proposals.refuse.name', { name, kind })}
                title={text('editor.proposals.refuse')}
                data-refuse={index}
                onFocus={() => onPoint(proposal)}
                onBlur={() => onPoint(null)}
                onClick={() => {
                  const next = Math.min(index, proposals.length - 2);
                  onRefuse(proposal, next < 0 ? '[data-bring]' : `[data-proposal="${next}"]`);
                }}
              />
            </li>
          );
        })}
      </ul>
      {bring}
    </div>
  );
}

/** What becomes of the words of a picture. */
function ScanNote({ naming }: { readonly naming: NamingState }) {
  const text = useText();
  return (
    <div className="ed-panel__scan" data-naming={naming.phase}>
      <p role="status">{text(SCAN_WORDS[naming.phase])}</p>
      {naming.phase === 'running' ? (
        <ProgressBar label={text('editor.proposals.scan.progress')} fraction={naming.fraction} />
      ) : null}
    </div>
  );
}

const SCAN_WORDS = {
  none: 'editor.proposals.scan',
  running: 'editor.proposals.scan.running',
  done: 'editor.proposals.scan.done',
  failed: 'editor.proposals.scan.failed',
} as const;

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
            const words = faultWords(text, fault, items, names);
            return (
              <li key={index} className={`ed-panel__one ed-panel__one--${fault.severity}`}>
                <span className="ed-panel__words">
                  {item === undefined ? text('editor.faults.form') : nameWords(text, names.of(item))}
                  <span>
                    {words.said}
                    {words.detail === '' ? null : <span className="admin-quiet"> {words.detail}</span>}
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

/** What is wrong, and what makes it concrete. */
function faultWords(
  text: Text,
  { problem, detail }: Fault,
  items: readonly Item[],
  names: Names,
): { readonly said: string; readonly detail: string } {
  if (problem === 'fields-overlap') {
    const other = items.find(({ id }) => id === detail);
    const name = other === undefined ? detail : nameWords(text, names.of(other));
    return { said: text('editor.faults.overlap', { name }), detail: '' };
  }
  if (detail === UNBOUND) return { said: text('editor.faults.unbound'), detail: '' };
  return { said: text(`template.${problem}`), detail };
}
