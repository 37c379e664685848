import { ExpiryBanner, type EnrolmentActions, type EnrolmentState } from '@mado/enrolment-ui';
import { Button, CatalogueProvider, DisplaySwitches, Icon, useText, type DisplaySettings } from '@mado/ui';
import { AdminScreen } from '../admin/admin-screen.tsx';
import type { AdminPorts } from '../admin/ports.ts';
import { sectionsFor } from '../admin/sections.ts';
import type { DoorActions } from '../door/actions.ts';
import { Cover } from '../door/cover.tsx';
import { DoorScreen } from '../door/door-screen.tsx';
import { LockScreen } from '../door/lock-screen.tsx';
import type { ParticipantId } from '@mado/signaling/wire';
import type { LevelSource } from '../media/level-source.ts';
import { LinkBand } from '../parts/link-band.tsx';
import type { LookView } from '../state/look.ts';
import type { TransferActions } from '../parts/transfer-actions.ts';
import type { CallActions, CallView } from '../state/call-view.ts';
import type { ClerkState } from '../state/clerk-state.ts';
import type { TransferView } from '../state/hand-over.ts';
import { locksSoon, overDesk, type DoorView } from '../state/door.ts';
import { CallScreen } from './call-screen.tsx';
import { DeskScreen, type DeskActions } from './desk-screen.tsx';
import { EndedScreen } from './ended-screen.tsx';
import { EnrolmentScreen } from './enrolment-screen.tsx';
import { StoppedScreen } from './stopped-screen.tsx';

export interface ClerkActions {
  readonly desk: DeskActions;
  readonly call: CallActions;
  readonly transfer: TransferActions;
  readonly door: DoorActions;
  readonly backToDesk: () => void;
  readonly retryErasure: () => void;
  /** Opens a section of the administration; null: the first. */
  readonly admin: (section: string | null) => void;
  readonly leaveAdmin: () => void;
  /** Takes the place of the other window, or asks the server once more. */
  readonly connectAgain: () => void;
  readonly faceElement: (who: ParticipantId, element: HTMLVideoElement | null) => void;
  readonly soundHeld: () => void;
  readonly changeDisplay: (display: DisplaySettings) => void;
  readonly changeCharacterKeys: (on: boolean) => void;
}

export interface ClerkScreenProps {
  readonly state: ClerkState;
  readonly door: DoorView;
  readonly call: CallView;
  readonly transfer: TransferView;
  readonly look: LookView;
  readonly level: LevelSource;
  readonly display: DisplaySettings;
  readonly characterKeys: boolean;
  readonly adminPorts: AdminPorts;
  readonly enrolment: { readonly state: EnrolmentState; readonly actions: EnrolmentActions };
  /** This machine's clock, in milliseconds; ticks once a second. */
  readonly now: number;
  readonly actions: ClerkActions;
}

/** The whole window: what the state says, drawn. */
export function ClerkScreen(props: ClerkScreenProps) {
  const { state } = props;
  return (
    <CatalogueProvider language={props.display.language}>
      {props.enrolment.state.why !== null ? (
        <EnrolmentScreen
          {...props.enrolment}
          callOver={state.link.phase === 'refused' && state.link.interrupted === true}
        />
      ) : state.link.phase === 'replaced' || state.link.phase === 'refused' ? (
        <StoppedScreen
          stop={state.link.phase === 'refused' ? { kind: 'refused', code: state.link.code } : { kind: 'replaced' }}
          onAgain={props.actions.connectAgain}
        />
      ) : (
        <Desk {...props} />
      )}
    </CatalogueProvider>
  );
}

/** The desk, and what lies over it: behind a lock, and behind the door during a call, everything goes on. */
function Desk(props: ClerkScreenProps) {
  const { state, now } = props;
  const text = useText();
  const over = overDesk(state.person, props.door);
  const band = <LinkBand link={state.link} host={state.host} now={now} />;
  if (over === 'nothing') {
    return (
      <>
        {band}
        {locksSoon(state.person, now + state.clockOffset) ? <Soon /> : null}
        <Stage {...props} />
      </>
    );
  }
  if (over === 'lock' || state.stage.name === 'call') {
    return (
      <>
        <Stage {...props} />
        <Cover label={text(over === 'lock' ? 'door.lock.title' : 'door.title')}>
          {band}
          <Entrance {...props} locked={over === 'lock'} />
        </Cover>
      </>
    );
  }
  return (
    <>
      {band}
      <main data-screen="door" data-session-state="none">
        <Entrance {...props} locked={false} />
      </main>
    </>
  );
}

function Entrance(props: ClerkScreenProps & { readonly locked: boolean }) {
  const { state, door, actions } = props;
  const now = props.now + state.clockOffset;
  const { person } = state;
  if (person === null) return null;
  return (
    <div className="office">
      <Head {...props} />
      <div className="door-place">
        {props.locked && person.phase === 'in' ? (
          <LockScreen
            person={person.person}
            byProvider={person.by === 'provider'}
            view={door}
            now={now}
            inCall={state.stage.name === 'call'}
            actions={actions.door}
          />
        ) : (
          <DoorScreen person={person} view={door} now={now} actions={actions.door} />
        )}
      </div>
    </div>
  );
}

/** A tap on the shoulder before the lock. */
function Soon() {
  const text = useText();
  return (
    <div className="band-place" role="status">
      <p className="band">
        <Icon name="lock" />
        {text('door.soon')}
      </p>
    </div>
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
            transfer={props.transfer}
            look={props.look}
            actions={actions.desk}
            transferActions={actions.transfer}
            note={
              <ExpiryBanner expiry={props.enrolment.state.expiry} onPutOff={props.enrolment.actions.putOffExpiry} />
            }
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
          transfer={props.transfer}
          onFace={actions.faceElement}
          onFaceHeld={actions.soundHeld}
          onLock={state.person?.phase === 'in' ? actions.door.lock : null}
          characterKeys={characterKeys}
          onCharacterKeys={actions.changeCharacterKeys}
          actions={actions.call}
          transferActions={actions.transfer}
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
function Head({ state, door, display, actions }: ClerkScreenProps) {
  const text = useText();
  const { person } = state;
  const open = overDesk(person, door) === 'nothing';
  return (
    <header className="head">
      <p className="head__product">{text('common.product')}</p>
      <p className="head__me">{open ? whoIsHere(state) : ''}</p>
      {open && state.stage.name === 'desk' && sectionsFor(person).length > 0 ? (
        <Button icon="list" onClick={() => actions.admin(null)}>
          {text('admin.title')}
        </Button>
      ) : null}
      {open && person?.phase === 'in' ? (
        <>
          <Button icon="lock" onClick={actions.door.lock}>
            {text('door.lock')}
          </Button>
          <Button icon="door" onClick={actions.door.logOut}>
            {text('door.log-out')}
          </Button>
        </>
      ) : null}
      <DisplaySwitches settings={display} onChange={actions.changeDisplay} />
    </header>
  );
}

/** The person; where people do not log in, the one that the device stands for. */
function whoIsHere({ person, me }: ClerkState): string {
  const who = person?.phase === 'in' ? person.person : me;
  return who === null ? '' : `${who.department} ${who.name}`;
}
