import { Button, Icon, useText, type IconName } from '@mado/ui';
import type { Erasure, Summary } from '../state/kiosk-state.ts';
import { Frame, Place } from './frame.tsx';
import type { ScreenProps } from './screen-props.ts';

const MINUTE_MS = 60_000;

/** What was done, and that nothing is left of it: said only when it is so. */
export function ThanksScreen({
  state,
  display,
  actions,
  summary,
  erasure,
}: ScreenProps & { readonly summary: Summary; readonly erasure: Erasure }) {
  const text = useText();
  const desk = state.desks.find((each) => each.id === summary.deskId)?.name ?? text('kiosk.call.someone');
  const talked = summary.talkedMs;
  return (
    <Frame
      screen="thanks"
      facts={{ 'data-erasure': erasure, 'data-end-reason': summary.reason }}
      heading={<Place booth={state.booth} />}
      display={display}
      actions={actions}
      row={
        <div className="row row--end">
          <Button kind="primary" size="large" disabled={erasure === 'erasing'} onClick={actions.finish}>
            {text('kiosk.thanks.finish')}
          </Button>
        </div>
      }
    >
      <h1 className="title">{title()}</h1>
      <div className="thanks">
        {talked === null ? null : (
          <ul className="done" aria-label={text('kiosk.thanks.done')}>
            <Done
              icon="chat"
              words={text('kiosk.thanks.talked', { desk, minutes: Math.max(1, Math.round(talked / MINUTE_MS)) })}
            />
            {summary.scannedPages > 0 ? (
              <Done icon="scan" words={text('kiosk.thanks.scanned', { pages: summary.scannedPages })} />
            ) : null}
            {summary.printedPages > 0 ? (
              <Done icon="print" words={text('kiosk.thanks.printed', { pages: summary.printedPages })} />
            ) : null}
          </ul>
        )}
        <p className={`erasure erasure--${erasure}`} role="status">
          <Icon name={erasure === 'erased' ? 'check' : 'lock'} />
          {text(`kiosk.thanks.${erasure}`)}
        </p>
        {talked === null ? null : <p className="thanks__take">{text('kiosk.thanks.take')}</p>}
      </div>
    </Frame>
  );

  function title(): string {
    if (summary.reason !== 'finished' && summary.reason !== 'left') return text('kiosk.thanks.title.abandoned');
    return talked === null ? text('kiosk.thanks.title.left') : text('kiosk.thanks.title');
  }
}

function Done({ icon, words }: { readonly icon: IconName; readonly words: string }) {
  return (
    <li className="done__line">
      <Icon name={icon} />
      {words}
    </li>
  );
}
