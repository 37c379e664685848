import { ExpirySheet } from '@mado/enrolment-ui';
import { Button, useText } from '@mado/ui';
import { useEffect, useState } from 'react';
import { Frame, Place } from './frame.tsx';
import { WindowIllustration } from './illustration.tsx';
import type { ScreenProps } from './screen-props.ts';

/** What is for staff does not stay in front of the next citizen, in milliseconds. */
const STAFF_MS = 120_000;

/** The invitation: one sentence, one button. While the device's certificate is about to end, a second one for staff, who read more behind it. */
export function AttractScreen({ state, display, actions, enrolment }: ScreenProps) {
  const text = useText();
  const [staff, setStaff] = useState(false);
  const ready = state.line.phase === 'online';
  const { expiry } = enrolment.state;
  useEffect(() => {
    if (!staff) return;
    const timer = setTimeout(() => setStaff(false), STAFF_MS);
    return () => clearTimeout(timer);
  }, [staff]);
  const frame = { screen: 'attract', heading: <Place booth={state.booth} />, display, actions } as const;
  if (staff && expiry !== null) {
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
        <ExpirySheet state={enrolment.state} expiry={expiry} />
      </Frame>
    );
  }
  return (
    <Frame
      {...frame}
      row={
        <div className={expiry === null ? 'row row--end' : 'row row--between'}>
          {expiry === null ? null : (
            // Far from the one button that is for citizens, and quieter.
            <Button kind="quiet" icon="info" data-staff="" onClick={() => setStaff(true)}>
              {text('enrol.expiry.open')}
            </Button>
          )}
          <Button
            kind="primary"
            size="large"
            className="attract__start"
            iconAfter="arrow-right"
            disabled={!ready}
            onClick={actions.start}
          >
            {text('kiosk.attract.start')}
          </Button>
        </div>
      }
    >
      <div className="attract">
        <div className="attract__words">
          <h1 className="attract__title">{text('kiosk.attract.title')}</h1>
          <p className="attract__body">{text('kiosk.attract.body')}</p>
          <p className="attract__note" role="status">
            {ready ? text('kiosk.attract.note') : text('kiosk.attract.closed')}
          </p>
        </div>
        <WindowIllustration />
      </div>
    </Frame>
  );
}
