import { Button, useText } from '@mado/ui';
import type { EnrolmentActions } from '../edge/enrolment-desk.ts';
import { asksForCode, type EnrolmentState, type Why } from '../state/enrolment-state.ts';
import { Clocks } from './clocks.tsx';
import { CodeStep } from './code-step.tsx';
import { Facts } from './facts.tsx';
import { NoteBanner } from './note-banner.tsx';
import { TroubleStep } from './trouble-step.tsx';
import { WaitingStep } from './waiting-step.tsx';

export interface EnrolmentSheetProps {
  readonly state: EnrolmentState;
  readonly actions: EnrolmentActions;
  /** Letters to press, where there is no keyboard. */
  readonly pad: boolean;
}

/** Why the device may not take part and the way in, for IT staff. Both apps put it into a frame of their own. */
export function EnrolmentSheet({ state, actions, pad }: EnrolmentSheetProps) {
  const text = useText();
  const { why, step, note } = state;
  if (why === null) return null;
  if (why === 'store') {
    return (
      <div className="enrol" data-step="trouble" data-why={why}>
        {state.trouble === null ? null : <TroubleStep trouble={state.trouble} actions={actions} />}
        <Facts state={state} />
      </div>
    );
  }
  return (
    <div className="enrol" data-step={step} data-why={why}>
      {step === 'waiting' ? (
        <WaitingStep state={state} actions={actions} />
      ) : step === 'done' ? (
        <div className="enrol__words" role="status">
          <h1 className="enrol__title">{text('enrol.done')}</h1>
          <p>{text('enrol.done.next')}</p>
        </div>
      ) : note?.about === 'server-dates' ? (
        // No code gets to the server before this is mended.
        <MendStep state={state} why="no-line" actions={actions} />
      ) : asksForCode(why) ? (
        <CodeStep state={state} why={why} actions={actions} pad={pad} />
      ) : (
        <MendStep state={state} why={why} actions={actions} />
      )}
      <Facts state={state} />
    </div>
  );
}

/** What is mended outside of this screen. */
function MendStep({ state, why, actions }: { state: EnrolmentState; why: Why; actions: EnrolmentActions }) {
  const text = useText();
  return (
    <div className="enrol__words">
      <h1 className="enrol__title">{text(`enrol.why.${why}`)}</h1>
      <p>{text(`enrol.next.${why}`)}</p>
      <Clocks state={state} />
      <NoteBanner note={state.note} />
      <div>
        <Button kind="primary" icon="repeat" onClick={actions.again}>
          {text('enrol.again')}
        </Button>
      </div>
    </div>
  );
}
