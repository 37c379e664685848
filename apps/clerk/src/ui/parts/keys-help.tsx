import { Button, Question, useText, type MessageKey } from '@mado/ui';
import { PHRASES } from '../state/hands.ts';

const KEYS = [
  ['S', 'clerk.scan'],
  ['P', 'clerk.print'],
  ['U', 'paper.choose'],
  ['M', 'paper.show'],
  ['V', 'clerk.volume'],
  ['H', 'transfer.hand-over'],
  ['A', 'clerk.signal.seen'],
  ['D', 'clerk.tab.papers'],
  ['F', 'clerk.tab.form'],
  ['PageUp / PageDown', 'clerk.keys.page'],
  ['[ / ]', 'clerk.keys.document'],
  ['+ / - / 0', 'clerk.keys.zoom'],
  ['T', 'reading.read'],
  ['K', 'card.clerk.read'],
  ['R', 'clerk.papers.rotate'],
  ['G', 'annotation.hand'],
  ['N', 'annotation.marker'],
  ['C', 'annotation.check'],
  ['E', 'annotation.eraser'],
  ['Z / Y', 'annotation.steps'],
  ['← ↑ ↓ → / Enter', 'annotation.keys'],
  ['F2', 'clerk.keys.place'],
  ['L', 'door.lock'],
  ['Q', 'clerk.end'],
  ['?', 'clerk.keys'],
] as const satisfies readonly (readonly [string, MessageKey])[];

export interface KeysHelpProps {
  /** Somebody is logged in, whose screen can be locked. */
  readonly lock: boolean;
  readonly characterKeys: boolean;
  readonly onCharacterKeys: (on: boolean) => void;
  readonly onClose: () => void;
}

/** All keys on one page, and the switch that turns those of one character off (WCAG 2.2, 2.1.4). */
export function KeysHelp({ lock, characterKeys, onCharacterKeys, onClose }: KeysHelpProps) {
  const text = useText();
  return (
    <Question
      title={text('clerk.keys')}
      onDismiss={onClose}
      answers={
        <Button kind="primary" onClick={onClose}>
          {text('common.close')}
        </Button>
      }
    >
      <div className="keys">
        <dl className="keys__list">
          {KEYS.filter(([key]) => lock || key !== 'L').map(([key, words]) => (
            <div key={key} className="keys__line">
              <dt>
                <kbd className="key-cap">{key}</kbd>
              </dt>
              <dd>{text(words)}</dd>
            </div>
          ))}
        </dl>
        <dl className="keys__list">
          {PHRASES.map((notice, index) => (
            <div key={notice} className="keys__line">
              <dt>
                <kbd className="key-cap">{index + 1}</kbd>
              </dt>
              <dd>{text(`notice.${notice}`)}</dd>
            </div>
          ))}
        </dl>
      </div>
      <label className="keys__switch">
        <input type="checkbox" checked={characterKeys} onChange={(event) => onCharacterKeys(event.target.checked)} />
        {text('clerk.keys.characters')}
      </label>
      <p className="keys__note">{text('clerk.keys.note')}</p>
    </Question>
  );
}
