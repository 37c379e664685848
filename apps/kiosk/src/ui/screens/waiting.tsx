import { Button, Icon, Question, useText, VideoView } from '@mado/ui';
import type { SessionView } from '@mado/signaling';
import { Frame, Place } from './frame.tsx';
import { LineBand } from './line-band.tsx';
import type { ScreenProps } from './screen-props.ts';
import { waitWords } from './wait-words.ts';

/** The ticket, who comes before, how long, and what happens next. */
export function WaitingScreen({
  state,
  display,
  actions,
  pictures,
  session,
  asking,
  looked,
}: ScreenProps & { readonly session: SessionView; readonly asking: boolean; readonly looked: string | null }) {
  const text = useText();
  const desk = state.desks.find((each) => each.id === session.deskId)?.name ?? '';
  return (
    <Frame
      screen="waiting"
      facts={{ 'data-session-state': session.state, 'data-line': state.line.phase }}
      heading={<Place booth={state.booth} />}
      display={display}
      actions={actions}
      band={<LineBand line={state.line} />}
      row={
        <div className="row">
          <Button icon="door" onClick={actions.askToLeave}>
            {text('kiosk.waiting.leave')}
          </Button>
        </div>
      }
    >
      <h1 className="title">{session.ahead === 0 ? text('kiosk.waiting.title.next') : text('kiosk.waiting.title')}</h1>
      <div className="waiting">
        <div className="ticket">
          <p className="ticket__label">{text('kiosk.waiting.ticket')}</p>
          <p className="ticket__number">{session.ticket}</p>
          <p className="ticket__desk">{desk}</p>
        </div>
        <div className="waiting__words">
          <p className="waiting__line">
            <Icon name="clock" />
            <strong>{waitWords(text, session)}</strong>
          </p>
          {session.ahead === null || session.ahead === 0 ? null : (
            <p className="waiting__line">
              <Icon name="user" />
              {text('kiosk.waiting.ahead', { count: session.ahead })}
            </p>
          )}
          <p className="waiting__body">{text('kiosk.waiting.body')}</p>
          <p className="waiting__looked" role="status">
            {looked === null ? null : (
              <>
                <Icon name="eye" />
                {text('kiosk.waiting.looked', { name: looked })}
              </>
            )}
          </p>
          {pictures.self === null ? null : (
            <VideoView
              className="waiting__self"
              label={text('common.self-view')}
              stream={pictures.self}
              mirrored
              muted
            />
          )}
        </div>
      </div>
      {asking ? (
        <Question
          title={text('kiosk.leave.title')}
          onDismiss={actions.stay}
          answers={
            <>
              <Button size="large" onClick={actions.leave}>
                {text('kiosk.leave.go')}
              </Button>
              <Button kind="primary" size="large" onClick={actions.stay}>
                {text('kiosk.leave.stay')}
              </Button>
            </>
          }
        >
          <p>{text('kiosk.leave.body')}</p>
        </Question>
      ) : null}
    </Frame>
  );
}
