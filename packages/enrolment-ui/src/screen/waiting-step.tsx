import { Button, Icon, useText } from '@mado/ui';
import type { EnrolmentActions } from '../edge/enrolment-desk.ts';
import type { EnrolmentState, SeenAuthority } from '../state/enrolment-state.ts';
import { Clocks } from './clocks.tsx';
import { NoteBanner } from './note-banner.tsx';

export interface WaitingStepProps {
  readonly state: EnrolmentState;
  readonly actions: EnrolmentActions;
}

/** The request is with the server: digits to read out, digits to compare, and who does what next. */
export function WaitingStep({ state, actions }: WaitingStepProps) {
  const text = useText();
  const { fingerprint, authority } = state;
  // Whoever reads that they must stop reads nothing about going on.
  const stopped = authority?.standing === 'different';
  return (
    <div className="enrol__waiting">
      <h1 className="enrol__title">{text(stopped ? 'enrol.stopped' : 'enrol.waiting')}</h1>
      {stopped ? null : (
        <p className="enrol__auto" role="status">
          <Icon name="clock" />
          {text('enrol.waiting.auto')}
        </p>
      )}
      <Clocks state={state} />
      <NoteBanner note={state.note} />
      <div className="enrol__numbers">
        {fingerprint === null ? null : (
          <section className="enrol__number" data-number="device" aria-labelledby="enrol-device">
            <h2 id="enrol-device">{text('enrol.waiting.device')}</h2>
            <Digits fingerprint={fingerprint} />
            {stopped ? null : <p>{text('enrol.waiting.device.next')}</p>}
          </section>
        )}
        {authority === null ? null : <Authority authority={authority} actions={actions} />}
      </div>
      {stopped ? null : (
        <section className="enrol__then" aria-labelledby="enrol-then">
          <h2 id="enrol-then">{text('enrol.steps')}</h2>
          <ol className="enrol__steps">
            <li>{text('enrol.steps.1')}</li>
            <li>{text('enrol.steps.2')}</li>
            <li>{text('enrol.steps.3')}</li>
          </ol>
        </section>
      )}
    </div>
  );
}

function Authority({ authority, actions }: { readonly authority: SeenAuthority; readonly actions: EnrolmentActions }) {
  const text = useText();
  const { standing, cityId, fingerprint } = authority;
  const open = standing === 'to-compare' || standing === 'different';
  return (
    <section className="enrol__number" data-number="authority" data-standing={standing} aria-labelledby="enrol-city">
      <h2 id="enrol-city">{text('enrol.authority', { city: cityId })}</h2>
      <Digits fingerprint={fingerprint} />
      <div role="status">
        {standing === 'to-compare' ? (
          <p>{text('enrol.authority.compare')}</p>
        ) : (
          <p className={`enrol__standing enrol__standing--${standing}`}>
            <Icon name={standing === 'different' ? 'warning' : 'check'} />
            {text(`enrol.authority.${standing}`)}
          </p>
        )}
      </div>
      {open ? (
        <div className="enrol__answers">
          <Button
            kind={standing === 'different' ? 'secondary' : 'primary'}
            icon="check"
            onClick={() => actions.compare(true)}
          >
            {text(standing === 'different' ? 'enrol.same.after' : 'enrol.same')}
          </Button>
          {standing === 'to-compare' ? (
            <Button icon="close" onClick={() => actions.compare(false)}>
              {text('enrol.different')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}

/** Six groups of five digits, in two lines as the operator sees them. */
function Digits({ fingerprint }: { readonly fingerprint: string }) {
  const groups = fingerprint.split(' ');
  return (
    <p className="enrol__digits">
      {groups.slice(0, 3).join(' ')} <br />
      {groups.slice(3).join(' ')}
    </p>
  );
}
