import { Button, Icon, useText } from '@mado/ui';
import type { ErrorCode } from '@mado/signaling/wire';

export type Stop = { readonly kind: 'replaced' } | { readonly kind: 'refused'; readonly code: ErrorCode };

/** The app cannot go on by itself: it says why, and who can change that. */
export function StoppedScreen({ stop, onAgain }: { readonly stop: Stop; readonly onAgain: () => void }) {
  const text = useText();
  return (
    <main className="stopped" data-screen="stopped" data-session-state="none">
      <div className="stopped__sheet" role="alert">
        <Icon name={stop.kind === 'replaced' ? 'window' : 'lock'} />
        <h1>{text(stop.kind === 'replaced' ? 'clerk.replaced.title' : 'clerk.refused.title')}</h1>
        <p>{stop.kind === 'replaced' ? text('clerk.replaced.body') : text(`error.${stop.code}`)}</p>
        {stop.kind === 'refused' ? <p className="stopped__code">{text('common.code', { code: stop.code })}</p> : null}
        <Button kind="primary" icon="repeat" onClick={onAgain}>
          {text(stop.kind === 'replaced' ? 'clerk.replaced.here' : 'common.retry')}
        </Button>
      </div>
    </main>
  );
}
