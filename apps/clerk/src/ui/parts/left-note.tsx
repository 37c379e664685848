import { Banner, Button, useText } from '@mado/ui';
import type { Left } from '../state/clerk-state.ts';

export interface LeftNoteProps {
  readonly left: Left | null;
  readonly onDismiss: () => void;
  readonly onRetry: () => void;
}

/** What became of the session that this clerk is out of, and that nothing of it is left here. */
export function LeftNote({ left, onDismiss, onRetry }: LeftNoteProps) {
  const text = useText();
  if (left === null) return null;
  const { why, erasure, session } = left;
  const words = { running: 'erasing', confirmed: 'erased', failed: 'not-erased' } as const;
  return (
    <div data-left={why} data-erasure={erasure}>
      <Banner
        tone={erasure === 'failed' ? 'warning' : erasure === 'confirmed' ? 'success' : 'info'}
        icon={erasure === 'failed' ? 'warning' : 'check'}
        live="polite"
        title={text(`transfer.left.${why}`, { ticket: session.ticket })}
        actions={
          erasure === 'failed' ? (
            <Button icon="repeat" onClick={onRetry}>
              {text('common.retry')}
            </Button>
          ) : (
            <Button kind="quiet" onClick={onDismiss}>
              {text('common.close')}
            </Button>
          )
        }
      >
        <p>{text(`transfer.left.${words[erasure]}`)}</p>
      </Banner>
    </div>
  );
}
