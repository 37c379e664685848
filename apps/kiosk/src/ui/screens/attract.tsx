import { Button, useText } from '@mado/ui';
import { Frame, Place } from './frame.tsx';
import { WindowIllustration } from './illustration.tsx';
import type { ScreenProps } from './screen-props.ts';

/** The invitation: one sentence, one button. */
export function AttractScreen({ state, display, actions }: ScreenProps) {
  const text = useText();
  const ready = state.line.phase === 'online';
  return (
    <Frame
      screen="attract"
      heading={<Place booth={state.booth} />}
      display={display}
      actions={actions}
      row={
        <div className="row row--end">
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
