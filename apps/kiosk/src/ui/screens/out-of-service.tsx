import { EnrolmentSheet } from '@mado/enrolment-ui';
import { Button, ErrorText, useText } from '@mado/ui';
import { useState } from 'react';
import type { Out } from '../state/kiosk-state.ts';
import { Frame, Place } from './frame.tsx';
import { WindowIllustration } from './illustration.tsx';
import type { ScreenProps } from './screen-props.ts';

export interface OutOfServiceProps extends ScreenProps {
  /** Null: this device is not enrolled yet, and no server had to say so. */
  readonly out: Out | null;
}

/** The booth cannot be used. Citizens read whom to speak to; the cause and the way out stand behind a button, for staff. */
export function OutOfServiceScreen(props: OutOfServiceProps) {
  const { state, display, actions, out, enrolment } = props;
  const text = useText();
  const [staff, setStaff] = useState(false);
  const interrupted = out?.interrupted === true;
  const frame = { screen: 'out-of-service', heading: <Place booth={state.booth} />, display, actions } as const;
  if (!staff) {
    return (
      <Frame
        {...frame}
        step="face"
        row={
          <div className="row row--end">
            <Button icon="lock" data-staff="" onClick={() => setStaff(true)}>
              {text('enrol.closed.staff')}
            </Button>
          </div>
        }
      >
        <div className="attract">
          <div className="attract__words" role="status">
            <h1 className="attract__title">{text(interrupted ? 'kiosk.out.title' : 'enrol.closed.title')}</h1>
            <p className="attract__body">{text(interrupted ? 'enrol.closed.interrupted' : 'enrol.closed.body')}</p>
          </div>
          <WindowIllustration />
        </div>
      </Frame>
    );
  }
  return (
    <Frame
      {...frame}
      step="staff"
      row={
        <div className="row row--end">
          <Button icon="close" onClick={() => setStaff(false)}>
            {text('enrol.closed.back')}
          </Button>
        </div>
      }
    >
      {enrolment.state.why !== null ? (
        <EnrolmentSheet state={enrolment.state} actions={enrolment.actions} pad />
      ) : (
        <>
          <h1 className="title">{text('kiosk.out.title')}</h1>
          <div className="out">
            {out?.cause === 'refused' ? (
              <ErrorText code={text('common.code', { code: out.code })}>{text(`error.${out.code}`)}</ErrorText>
            ) : (
              <ErrorText>{text('kiosk.out.replaced')}</ErrorText>
            )}
          </div>
        </>
      )}
    </Frame>
  );
}
