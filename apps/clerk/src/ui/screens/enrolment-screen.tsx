import { EnrolmentSheet, type EnrolmentActions, type EnrolmentState } from '@mado/enrolment-ui';
import { Banner, useText } from '@mado/ui';

export interface EnrolmentScreenProps {
  readonly state: EnrolmentState;
  readonly actions: EnrolmentActions;
  /** The device was put out in the middle of a call. */
  readonly callOver: boolean;
}

/** In the place of everything else while this device may not take part: why, and the way in. */
export function EnrolmentScreen({ state, actions, callOver }: EnrolmentScreenProps) {
  const text = useText();
  return (
    <main className="stopped" data-screen="enrolment" data-session-state="none">
      <div className="stopped__sheet stopped__sheet--enrolment">
        {callOver ? <Banner tone="info" icon="info" live="polite" title={text('enrol.call-over')} /> : null}
        <EnrolmentSheet state={state} actions={actions} pad={false} />
      </div>
    </main>
  );
}
