import { Button, classNames, Icon, useText, type IconName } from '@mado/ui';
import type { Signal } from '@mado/signaling';
import type { Feedback } from '../state/kiosk-state.ts';

/** Help is the frame's own button at the lower left; it is the sixth. */
const signals: readonly { readonly signal: Exclude<Signal, 'call-supporter'>; readonly icon: IconName }[] = [
  { signal: 'hard-to-see', icon: 'eye' },
  { signal: 'hard-to-hear', icon: 'ear' },
  { signal: 'slower', icon: 'slow' },
  { signal: 'again', icon: 'repeat' },
  { signal: 'wait', icon: 'hand' },
];

export interface SignalRowProps {
  readonly feedback: Feedback | null;
  readonly onSignal: (signal: Signal) => void;
  readonly onEnd: () => void;
}

/** What people hardly dare to say, as buttons. A pressed one stays marked while the screen says that it was told. */
export function SignalRow({ feedback, onSignal, onEnd }: SignalRowProps) {
  const text = useText();
  const lit = feedback?.about === 'signal' ? feedback.signal : feedback?.about === 'louder' ? 'hard-to-hear' : null;
  return (
    <>
      <div className="signals" role="group" aria-label={text('kiosk.call.signals')}>
        {signals.map(({ signal, icon }) => (
          <button
            key={signal}
            type="button"
            data-signal={signal}
            className={classNames('signal', lit === signal && 'signal--told')}
            onClick={() => onSignal(signal)}
          >
            <Icon name={lit === signal ? 'check' : icon} />
            {text(`signal.${signal}`)}
          </button>
        ))}
      </div>
      <Button className="signals__end" icon="door" onClick={onEnd}>
        {text('kiosk.call.end')}
      </Button>
    </>
  );
}
