import { causeOf } from '@mado/signaling';
import { Button, classNames, FaceView, Icon, Question, SealFaults, SealLock, useText, VideoView } from '@mado/ui';
import { clerkOf, type Call } from '../state/kiosk-state.ts';
import { CallBand } from './call-band.tsx';
import { CardStage } from './card-stage.tsx';
import { allAway, placedFaces } from './faces.ts';
import { Frame } from './frame.tsx';
import { isPictureOld, mendingOf } from './mending.ts';
import { PaperStage } from './paper-stage.tsx';
import { Progress } from './progress.tsx';
import { SignalRow } from './signal-row.tsx';
import type { ScreenProps } from './screen-props.ts';

/** The conversation: the clerk's face, or a paper beside it; who they are; what they do now; the six buttons. */
export function CallScreen({ state, display, actions, pictures, papers, call }: ScreenProps & { readonly call: Call }) {
  const text = useText();
  const clerk = clerkOf(call.session);
  // Where nobody is logged in any more there is no name either.
  const name = clerk === null || clerk.name === '' ? text('kiosk.call.someone') : clerk.name;
  const steppedOut = allAway(call.session);
  const shown = papers.find((paper) => paper.documentId === call.paper?.documentId) ?? null;
  const newest = papers.at(-1) ?? null;
  const faults = call.seal.faults.map((fault) => `seal.fault.${causeOf(fault)}` as const);
  // While two clerks talk aside nothing of them is to come, and the band says so.
  const still =
    call.session.course.side === null ? (state.still.find((one) => one.participantId === clerk?.id) ?? null) : null;
  const pictureOld = isPictureOld(state.media, clerk?.connected ?? true, still);
  const faces = placedFaces(call.session, pictures.faces, pictures.speaking);
  const several = faces.filter(({ place }) => place !== 'behind').length > 1;
  const mending = mendingOf(state.line, state.media, clerk?.connected ?? true, still);
  return (
    <Frame
      screen="call"
      facts={{
        'data-session-state': call.session.state,
        'data-line': state.line.phase,
        'data-media-state': state.media.phase,
        'data-volume': String(call.volume),
      }}
      heading={
        <div className="call__who">
          <ClerkBadge name={name} department={clerk?.department ?? ''} />
          <SealLock {...call.seal} faults={faults} />
        </div>
      }
      display={display}
      actions={actions}
      band={
        <CallBand
          call={call}
          name={name}
          mending={mending}
          host={state.host}
          capture={state.capture}
          spare={call.card !== null}
          onStop={actions.stopWork}
        />
      }
      row={<SignalRow feedback={call.feedback} onSignal={actions.signal} onEnd={actions.askToLeave} />}
    >
      <h1 className="mado-visually-hidden">{text('kiosk.call.talking', { name })}</h1>
      <SealFaults faults={faults} />
      <div className="call" data-layout={shown || call.card ? 'paper' : 'face'}>
        {call.card ? (
          <CardStage card={call.card} name={name} department={clerk?.department ?? ''} actions={actions.card} />
        ) : shown && call.paper ? (
          <PaperStage
            paper={shown}
            page={call.paper.page}
            annotations={call.annotations}
            pointer={call.pointer}
            actions={actions}
          />
        ) : null}
        <div className="call__faces mado-round">
          {faces.map((face) => (
            <FaceView
              key={face.participantId}
              who={face.participantId}
              className={classNames('call__face', `call__face--${face.place}`)}
              label={text('kiosk.call.face', { name: face.name === '' ? name : face.name })}
              stream={face.stream}
              dimmed={face.old || (face.place === 'large' && pictureOld)}
              volume={call.volume}
              onFace={actions.faceElement}
              onPlayError={actions.soundRefused}
            >
              {several && face.place !== 'behind' ? <p className="call__name">{face.name}</p> : null}
            </FaceView>
          ))}
          {steppedOut ? (
            <div className="call__coming" data-away="">
              <Icon name="user" />
              <p className="call__away">{text('kiosk.call.stepped-out.card')}</p>
              <p>{text('kiosk.call.stepped-out.quiet')}</p>
            </div>
          ) : null}
          {call.faceSeen || steppedOut ? null : (
            <p className="call__coming">
              <Icon name="user" />
              {text('kiosk.waiting.called')}
            </p>
          )}
          {call.soundBlocked ? (
            <Button kind="primary" size="large" icon="volume-up" className="call__sound" onClick={actions.allowSound}>
              {text('kiosk.call.sound-blocked')}
            </Button>
          ) : null}
        </div>
        <div className="call__side">
          <Progress course={call.session.course} />
          {pictures.self === null ? null : (
            <VideoView className="call__self" label={text('common.self-view')} stream={pictures.self} mirrored muted>
              <p className="call__self-name">{text('common.self-view')}</p>
            </VideoView>
          )}
          {newest && !shown && !call.card ? (
            <Button className="call__papers" icon="document" onClick={() => actions.showPaper(newest.documentId, 0)}>
              {text('kiosk.call.paper.show')}
            </Button>
          ) : null}
        </div>
      </div>
      {call.asking ? (
        <Question
          title={text('kiosk.call.end.title')}
          onDismiss={actions.stay}
          answers={
            <>
              <Button size="large" icon="door" onClick={actions.leave}>
                {text('kiosk.call.end.go')}
              </Button>
              <Button kind="primary" size="large" onClick={actions.stay}>
                {text('kiosk.call.end.stay')}
              </Button>
            </>
          }
        >
          <p>{text('kiosk.call.end.body')}</p>
        </Question>
      ) : null}
    </Frame>
  );
}

function ClerkBadge({ name, department }: { readonly name: string; readonly department: string }) {
  return (
    <p className="badge">
      <Icon name="user" className="badge__sign" />
      <span className="badge__words">
        <span className="badge__department">{department}</span>
        <span className="badge__name">{name}</span>
      </span>
    </p>
  );
}
