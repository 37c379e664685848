import { Button, Icon, Question, useText } from '@mado/ui';
import { useEffect, useState } from 'react';
import type { Idle } from '../state/kiosk-state.ts';
import type { KioskActions } from './actions.ts';

/** "Calling staff" stands large, to be seen across the room. */
export function HelpOverlay({ actions }: { readonly actions: Pick<KioskActions, 'helpDone'> }) {
  const text = useText();
  return (
    <Question
      title={text('kiosk.help.title')}
      onDismiss={actions.helpDone}
      answers={
        <Button kind="primary" size="large" onClick={actions.helpDone}>
          {text('kiosk.help.done')}
        </Button>
      }
    >
      <div className="help">
        <Icon name="bell" className="help__bell" />
        <p>{text('kiosk.help.body')}</p>
      </div>
    </Question>
  );
}

/** Asks a screen that was left alone; any touch is an answer. */
export function IdleOverlay({
  idle,
  waiting,
  onStay,
}: {
  readonly idle: Extract<Idle, { phase: 'asking' }>;
  /** Somebody waits for their turn, which they lose. */
  readonly waiting: boolean;
  readonly onStay: () => void;
}) {
  const text = useText();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((idle.until - now) / 1000));
  return (
    <Question
      title={text(waiting ? 'kiosk.idle.waiting.title' : 'kiosk.idle.title')}
      onDismiss={onStay}
      answers={
        <Button kind="primary" size="large" onClick={onStay}>
          {text(waiting ? 'kiosk.idle.waiting.stay' : 'kiosk.idle.stay')}
        </Button>
      }
    >
      <p>{text(waiting ? 'kiosk.idle.waiting.body' : 'kiosk.idle.body', { seconds })}</p>
    </Question>
  );
}
