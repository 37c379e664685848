import { Button, CatalogueProvider, DisplaySwitches, useText, type DisplaySettings } from '@mado/ui';
import { AdminScreen } from '../admin/admin-screen.tsx';
import type { AdminPorts } from '../admin/ports.ts';
import { sectionsFor } from '../admin/sections.ts';
import type { LevelSource } from '../media/level-source.ts';
import { LinkBand } from '../parts/link-band.tsx';
import type { CallActions, CallView } from '../state/call-view.ts';
import type { ClerkState } from '../state/clerk-state.ts';
import { CallScreen } from './call-screen.tsx';
import { DeskScreen, type DeskActions } from './desk-screen.tsx';
import { EndedScreen } from './ended-screen.tsx';
import { StoppedScreen } from './stopped-screen.tsx';

export interface ClerkActions {
  readonly desk: DeskActions;
  readonly call: CallActions;
  readonly backToDesk: () => void;
  readonly retryErasure: () => void;
  /** Opens a section of the administration; null: the first. */
  readonly admin: (section: string | null) => void;
  readonly leaveAdmin: () => void;
  /** Takes the place of the other window, or asks the server once more. */
  readonly connectAgain: () => void;
  readonly faceElement: (element: HTMLVideoElement | null) => void;
  readonly soundHeld: () => void;
  readonly changeDisplay: (display: DisplaySettings) => void;
  readonly changeCharacterKeys: (on: boolean) => void;
}

export interface ClerkScreenProps {
  readonly state: ClerkState;
  readonly call: CallView;
  readonly level: LevelSource;
  readonly display: DisplaySettings;
  readonly characterKeys: boolean;
  readonly adminPorts: AdminPorts;
  /** This machine's clock, in milliseconds; ticks once a second. */
  readonly now: number;
  readonly actions: ClerkActions;
}

/** The whole window: what the state says, drawn. */
export function ClerkScreen(props: ClerkScreenProps) {
  const { state, now } = props;
  return (
    <CatalogueProvider language={props.display.language}>
      {state.link.phase === 'replaced' || state.link.phase === 'refused' ? (
        <StoppedScreen
          stop={state.link.phase === 'refused' ? { kind: 'refused', code: state.link.code } : { kind: 'replaced' }}
          onAgain={props.actions.connectAgain}
        />
      ) : (
        <>
          <LinkBand link={state.link} host={state.host} now={now} />
          <Stage {...props} />
        </>
      )}
    </CatalogueProvider>
  );
}

function Stage(props: ClerkScreenProps) {
  const { state, call, level, actions, characterKeys } = props;
  const text = useText();
  const now = props.now + state.clockOffset;
  switch (state.stage.name) {
    case 'starting':
      return (
        <main className="starting" data-screen="starting" data-session-state="none">
          <h1 className="starting__title">{text('clerk.starting')}</h1>
        </main>
      );
    case 'desk':
      return (
        <div className="office">
          <Head {...props} />
          <DeskScreen
            state={state}
            admission={state.stage.admission}
            now={now}
            self={call.self}
            level={level}
            actions={actions.desk}
          />
        </div>
      );
    case 'admin':
      return (
        <div className="office">
          <Head {...props} />
          {state.person === null ? null : (
            <AdminScreen
              sections={sectionsFor(state.person)}
              current={state.stage.section}
              ports={props.adminPorts}
              person={state.person}
              desks={state.desks}
              waiting={state.waiting.length}
              now={now}
              onSection={actions.admin}
              onBack={actions.leaveAdmin}
            />
          )}
        </div>
      );
    case 'call':
      return (
        <CallScreen
          stage={state.stage}
          view={call}
          desks={state.desks}
          now={now}
          level={level}
          onFaceElement={actions.faceElement}
          onFaceHeld={actions.soundHeld}
          characterKeys={characterKeys}
          onCharacterKeys={actions.changeCharacterKeys}
          actions={actions.call}
        />
      );
    case 'ended':
      return (
        <div className="office">
          <Head {...props} />
          <EndedScreen
            stage={state.stage}
            waiting={state.waiting.length}
            onBack={actions.backToDesk}
            onRetryErasure={actions.retryErasure}
          />
        </div>
      );
  }
}

/** Who sits here, and how the screen looks. */
function Head({ state, display, actions }: ClerkScreenProps) {
  const text = useText();
  return (
    <header className="head">
      <p className="head__product">{text('common.product')}</p>
      <p className="head__me">{state.me === null ? '' : `${state.me.department} ${state.me.name}`}</p>
      {state.stage.name === 'desk' && sectionsFor(state.person).length > 0 ? (
        <Button icon="list" onClick={() => actions.admin(null)}>
          {text('admin.title')}
        </Button>
      ) : null}
      <DisplaySwitches settings={display} onChange={actions.changeDisplay} />
    </header>
  );
}
