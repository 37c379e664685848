import { useEffect } from 'react';
import { Banner, Button, Icon, ProgressBar, useText } from '@mado/ui';
import type { Stage } from '../state/clerk-state.ts';
import { KeyCap } from '../parts/key-cap.tsx';

export interface EndedScreenProps {
  readonly stage: Extract<Stage, { name: 'ended' }>;
  readonly waiting: number;
  readonly onBack: () => void;
  readonly onRetryErasure: () => void;
}

/** After a session: what was done, in numbers, and whether nothing of it is left. */
export function EndedScreen({ stage, waiting, onBack, onRetryErasure }: EndedScreenProps) {
  const text = useText();
  const { accomplished, erasure, session } = stage;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'F2' && !event.repeat) onBack();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [onBack]);
  return (
    <main className="ended" data-screen="ended" data-session-state={session.state} data-erasure={erasure}>
      <div className="ended__sheet">
        <h1 className="ended__title">{text('clerk.ended.title', { ticket: session.ticket })}</h1>
        <p>{text(`clerk.ended.reason.${session.endReason ?? 'finished'}`)}</p>
        <dl className="ended__done">
          <Done
            icon="clock"
            label={text('clerk.ended.minutes')}
            value={text('common.minutes', { minutes: accomplished.minutes })}
          />
          <Done
            icon="scan"
            label={text('clerk.ended.scanned')}
            value={text('clerk.ended.pages', { count: accomplished.pagesScanned })}
          />
          <Done
            icon="form"
            label={text('clerk.ended.filled')}
            value={text('clerk.ended.times', { count: accomplished.formsFilled })}
          />
          <Done
            icon="print"
            label={text('clerk.ended.printed')}
            value={text('clerk.ended.times', { count: accomplished.documentsPrinted })}
          />
        </dl>
        <div className="ended__erasure">
          {erasure === 'confirmed' ? (
            <Banner tone="success" icon="check" live="polite" title={text('clerk.ended.erased')}>
              <p>{text('clerk.ended.erased.what')}</p>
            </Banner>
          ) : erasure === 'running' ? (
            <Banner icon="lock" live="polite" title={text('clerk.ended.erasing')}>
              <ProgressBar label={text('clerk.ended.erasing')} fraction={null} />
            </Banner>
          ) : (
            <Banner
              tone="warning"
              icon="warning"
              live="polite"
              title={text('clerk.ended.not-erased')}
              actions={
                <Button icon="repeat" onClick={onRetryErasure}>
                  {text('common.retry')}
                </Button>
              }
            />
          )}
        </div>
        <Button
          kind="primary"
          size="large"
          iconAfter="arrow-right"
          className="ended__back"
          aria-keyshortcuts="F2"
          onClick={onBack}
        >
          {waiting === 0 ? text('clerk.ended.back') : text('clerk.ended.back.waiting', { count: waiting })}
          <KeyCap>F2</KeyCap>
        </Button>
      </div>
    </main>
  );
}

function Done({
  icon,
  label,
  value,
}: {
  readonly icon: 'clock' | 'scan' | 'form' | 'print';
  readonly label: string;
  readonly value: string;
}) {
  return (
    <div className="ended__fact">
      <dt>
        <Icon name={icon} />
        {label}
      </dt>
      <dd>{value}</dd>
    </div>
  );
}
