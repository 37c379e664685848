import { Button, Icon, useText, type IconName } from '@mado/ui';
import type { Choice } from '../state/kiosk-state.ts';
import { Frame, Place } from './frame.tsx';
import type { ScreenProps } from './screen-props.ts';

/** What will be seen, heard and kept, before any camera is switched on. */
export function ConsentScreen({ state, display, actions, choice }: ScreenProps & { readonly choice: Choice }) {
  const text = useText();
  const desk = state.desks.find((each) => each.id === choice.deskId)?.name ?? text('kiosk.call.someone');
  return (
    <Frame
      screen="before-we-start"
      step="consent"
      heading={<Place booth={state.booth} />}
      display={display}
      actions={actions}
      row={
        <div className="row row--between">
          <Button icon="arrow-left" onClick={actions.back}>
            {text('common.back')}
          </Button>
          <Button kind="primary" size="large" iconAfter="arrow-right" onClick={actions.agree}>
            {text('kiosk.consent.agree')}
          </Button>
        </div>
      }
    >
      <h1 className="title">{text('kiosk.consent.title')}</h1>
      <ul className="points">
        <Point icon="user" name={text('kiosk.consent.seen')} words={text('kiosk.consent.seen.body', { desk })} />
        <Point icon="scan" name={text('kiosk.consent.papers')} words={text('kiosk.consent.papers.body')} />
        <Point icon="lock" name={text('kiosk.consent.kept')} words={text('kiosk.consent.kept.body')} />
      </ul>
    </Frame>
  );
}

function Point({ icon, name, words }: { readonly icon: IconName; readonly name: string; readonly words: string }) {
  return (
    <li className="point">
      <span className="point__sign">
        <Icon name={icon} />
      </span>
      <div>
        <h2 className="point__name">{name}</h2>
        <p>{words}</p>
      </div>
    </li>
  );
}
