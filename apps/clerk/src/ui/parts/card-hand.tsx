import { Button, useText } from '@mado/ui';
import { useId } from 'react';
import { cardHand } from '../state/booth.ts';
import type { CallView } from '../state/call-view.ts';
import { KeyCap } from './key-cap.tsx';

export interface CardHandProps {
  readonly view: Pick<CallView, 'devices' | 'jobs'>;
  readonly onRead: () => void;
}

/** Asks the citizen for their card; where that cannot be, it says why. */
export function CardHand({ view, onRead }: CardHandProps) {
  const text = useText();
  const id = useId();
  const hand = cardHand(view.devices, view.jobs);
  const ready = hand === 'ready';
  return (
    <div className="card-hand">
      <Button
        icon="card"
        aria-disabled={!ready}
        aria-keyshortcuts="K"
        title={text('card.clerk.read.tip')}
        {...(ready ? {} : { 'aria-describedby': id })}
        onClick={() => ready && onRead()}
      >
        {text('card.clerk.read')}
        <KeyCap>K</KeyCap>
      </Button>
      {ready ? null : (
        <p id={id} className="card-hand__why">
          {text(`card.clerk.${hand}`)}
        </p>
      )}
    </div>
  );
}
