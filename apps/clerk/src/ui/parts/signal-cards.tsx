import { Button, Icon, useText, type IconName } from '@mado/ui';
import type { Signal } from '@mado/signaling';
import type { PendingSignal } from '../state/clerk-state.ts';
import { KeyCap } from './key-cap.tsx';

const ICONS: Readonly<Record<Signal, IconName>> = {
  'hard-to-see': 'eye',
  'hard-to-hear': 'ear',
  slower: 'slow',
  again: 'repeat',
  wait: 'hand',
  'call-supporter': 'bell',
};

export interface SignalCardsProps {
  readonly signals: readonly PendingSignal[];
  readonly onSeen: (key: string) => void;
}

/** What the citizen said with a button. Each stays until the clerk has seen it, because nobody presses a second time. */
export function SignalCards({ signals, onSeen }: SignalCardsProps) {
  const text = useText();
  return (
    <div className="signals" role="log" aria-live="assertive" aria-label={text('clerk.signals')}>
      {signals.map((pending, index) => (
        <div key={pending.key} className="signals__card">
          <Icon name={ICONS[pending.signal]} className="signals__icon" />
          <div className="signals__words">
            <p className="signals__said">{text('clerk.signal.said', { signal: text(`signal.${pending.signal}`) })}</p>
            <p>{text(`clerk.signal.${pending.signal}`)}</p>
          </div>
          <Button icon="check" title={text('clerk.signal.seen.tip')} onClick={() => onSeen(pending.key)}>
            {text('clerk.signal.seen')}
            {index === 0 ? <KeyCap>A</KeyCap> : null}
          </Button>
        </div>
      ))}
    </div>
  );
}
