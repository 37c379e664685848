import { Banner, Button, Icon, useText } from '@mado/ui';
import type { DeskId } from '@mado/signaling';
import { Frame, Place } from './frame.tsx';
import type { ScreenProps } from './screen-props.ts';

/** Which counter? Every desk of the city as a card. */
export function DeskScreen({ state, display, actions }: ScreenProps) {
  const text = useText();
  return (
    <Frame
      screen="check-in"
      step="desk"
      heading={<Place booth={state.booth} />}
      display={display}
      actions={actions}
      row={
        <div className="row row--between">
          <Button icon="arrow-left" onClick={actions.back}>
            {text('common.back')}
          </Button>
          <Button size="large" icon="ticket" onClick={actions.chooseBooking}>
            {text('booking.have')}
          </Button>
        </div>
      }
    >
      <h1 className="title">{text('kiosk.desk.title')}</h1>
      {state.desks.length === 0 ? (
        <Banner tone="neutral" icon="clock" title={text('kiosk.desk.empty')} />
      ) : (
        <ul className="choices choices--three">
          {state.desks.map((desk) => (
            <li key={desk.id}>
              <button type="button" className="choice" onClick={() => actions.chooseDesk(desk.id)}>
                <span className="choice__name">{desk.name}</span>
                <span className={desk.clerksReady > 0 ? 'choice__note choice__note--ready' : 'choice__note'}>
                  <Icon name={desk.clerksReady > 0 ? 'check' : 'clock'} />
                  {desk.clerksReady > 0 ? text('kiosk.desk.ready') : text('kiosk.desk.queue')}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Frame>
  );
}

/** What is it about? Only for a desk with more than one procedure. */
export function ProcedureScreen({ state, display, actions, deskId }: ScreenProps & { readonly deskId: DeskId }) {
  const text = useText();
  const desk = state.desks.find((each) => each.id === deskId);
  return (
    <Frame
      screen="check-in"
      step="procedure"
      heading={<Place booth={state.booth} />}
      display={display}
      actions={actions}
      row={<BackRow onBack={actions.back} />}
    >
      <h1 className="title">{text('kiosk.procedure.title')}</h1>
      {desk ? <p className="subtitle">{desk.name}</p> : null}
      <ul className="choices choices--two">
        {desk?.procedures.map((procedure) => (
          <li key={procedure.id}>
            <button type="button" className="choice" onClick={() => actions.chooseProcedure(procedure.id)}>
              <span className="choice__name">{procedure.name}</span>
            </button>
          </li>
        ))}
        <li>
          <button type="button" className="choice" onClick={() => actions.chooseProcedure(null)}>
            <span className="choice__name">{text('kiosk.procedure.other')}</span>
          </button>
        </li>
      </ul>
    </Frame>
  );
}

function BackRow({ onBack }: { readonly onBack: () => void }) {
  const text = useText();
  return (
    <div className="row">
      <Button icon="arrow-left" onClick={onBack}>
        {text('common.back')}
      </Button>
    </div>
  );
}
