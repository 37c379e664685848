import { Banner, Button, useText } from '@mado/ui';
import type { EnrolmentActions } from '../edge/enrolment-desk.ts';
import type { Trouble } from '../state/enrolment-state.ts';

export interface TroubleStepProps {
  readonly trouble: Trouble;
  readonly actions: EnrolmentActions;
}

/** The device's own store cannot be used: what happened, what IT staff do, and a way to begin anew that asks first. */
export function TroubleStep({ trouble, actions }: TroubleStepProps) {
  const text = useText();
  const { view, phase, failed } = trouble;
  return (
    <div className="enrol__words enrol__trouble" data-trouble={view.cause} data-phase={phase}>
      <h1 className="enrol__title">{text(`enrol.trouble.${view.cause}`)}</h1>
      <p>{text(`enrol.trouble.${view.cause}.next`)}</p>
      <dl className="enrol__facts enrol__facts--place">
        <dt>{text('enrol.trouble.folder')}</dt>
        <dd lang="en">{view.folder}</dd>
      </dl>
      <div role="alert">
        {failed ? (
          <Banner tone="danger" icon="warning" title={text('enrol.trouble.not-set-aside')}>
            <p>{text('enrol.trouble.not-set-aside.next')}</p>
          </Banner>
        ) : null}
      </div>
      {phase === 'asking' ? (
        <Banner
          tone="warning"
          icon="warning"
          live="polite"
          title={text('enrol.trouble.ask')}
          actions={
            <>
              <Button onClick={() => actions.askSetAside(false)}>{text('common.cancel')}</Button>
              <Button kind="danger" onClick={actions.setAside}>
                {text('enrol.trouble.set-aside.do')}
              </Button>
            </>
          }
        >
          <p>{text(view.cause === 'jobs-damaged' ? 'enrol.trouble.ask.jobs' : 'enrol.trouble.ask.body')}</p>
        </Banner>
      ) : (
        <div className="enrol__answers">
          <Button kind="primary" icon="repeat" aria-disabled={phase === 'restarting'} onClick={actions.readAgain}>
            {text(phase === 'restarting' ? 'enrol.trouble.restarting' : 'enrol.trouble.again')}
          </Button>
          {view.canSetAside && phase === 'told' ? (
            <Button onClick={() => actions.askSetAside(true)}>{text('enrol.trouble.set-aside')}</Button>
          ) : null}
        </div>
      )}
    </div>
  );
}
