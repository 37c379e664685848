import { ErrorText, useText } from '@mado/ui';
import type { Out } from '../state/kiosk-state.ts';
import { Frame, Place } from './frame.tsx';
import type { ScreenProps } from './screen-props.ts';

/** The server does not want this device, or another window took its place: words for the citizen, a cause for the staff. */
export function OutOfServiceScreen({ state, display, actions, out }: ScreenProps & { readonly out: Out }) {
  const text = useText();
  return (
    <Frame screen="out-of-service" heading={<Place booth={state.booth} />} display={display} actions={actions}>
      <h1 className="title">{text('kiosk.out.title')}</h1>
      <div className="out">
        {out.cause === 'replaced' ? (
          <ErrorText>{text('kiosk.out.replaced')}</ErrorText>
        ) : (
          <ErrorText code={text('common.code', { code: out.code })}>{text(`error.${out.code}`)}</ErrorText>
        )}
      </div>
    </Frame>
  );
}
