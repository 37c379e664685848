import { Button, Icon, useText } from '@mado/ui';
import type { SessionId } from '@mado/signaling/wire';
import { NO_LOOK, type LookView } from '../state/look.ts';

export interface FaceLookProps {
  readonly sessionId: SessionId;
  readonly look: LookView;
  readonly onLook: () => void;
}

/** Who waits there: a still, asked for by the clerk. The citizen has agreed to it, and their screen says that it was looked at. */
export function FaceLook({ sessionId, look, onLook }: FaceLookProps) {
  const text = useText();
  const view = look.phase !== 'none' && look.sessionId === sessionId ? look : NO_LOOK;
  return (
    <div className="look">
      {view.phase === 'shown' ? (
        <img className="look__face" src={view.address} alt={text('clerk.look.face')} />
      ) : (
        <div className="look__face look__face--none">
          <Icon name="user" />
        </div>
      )}
      <div>
        <Button icon="eye" aria-disabled={view.phase === 'asking'} onClick={onLook}>
          {text(view.phase === 'shown' ? 'clerk.look.again' : 'clerk.look')}
        </Button>
        <p className="look__note" role="status">
          {view.phase === 'asking'
            ? text('clerk.look.asking')
            : view.phase === 'failed'
              ? text(`clerk.look.${view.why}`)
              : text('clerk.look.note')}
        </p>
      </div>
    </div>
  );
}
