import { Banner, Button, useLanguage, useText } from '@mado/ui';
import type { EnrolmentState } from '../state/enrolment-state.ts';
import type { Expiry } from '../state/expiry.ts';
import { Facts } from './facts.tsx';

/** In the last days it is a warning. */
const URGENT_DAYS = 7;

function useTitle({ until, daysLeft }: Expiry): string {
  const text = useText();
  const language = useLanguage();
  const locale = language === 'ja-easy' ? 'ja' : language;
  if (daysLeft === 0) {
    const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(until);
    return text('enrol.expiry.last', { moment });
  }
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(until);
  return text('enrol.expiry', { date, days: daysLeft });
}

export interface ExpiryBannerProps {
  readonly expiry: Expiry | null;
  readonly onPutOff: () => void;
}

/** At a clerk's desk: their device's certificate ends soon, and whom to tell. Can be put off until tomorrow. */
export function ExpiryBanner({ expiry, onPutOff }: ExpiryBannerProps) {
  if (expiry === null || expiry.putOff) return null;
  return <Spoken expiry={expiry} onPutOff={onPutOff} />;
}

function Spoken({ expiry, onPutOff }: { readonly expiry: Expiry; readonly onPutOff: () => void }) {
  const text = useText();
  return (
    <div className="enrol-expiry" data-expiry={expiry.daysLeft}>
      <Banner
        tone={expiry.daysLeft <= URGENT_DAYS ? 'warning' : 'info'}
        icon="clock"
        live="polite"
        title={useTitle(expiry)}
        actions={
          <Button kind="quiet" onClick={onPutOff}>
            {text('enrol.expiry.put-off')}
          </Button>
        }
      >
        <p>{text('enrol.expiry.tell')}</p>
      </Banner>
    </div>
  );
}

/** At a booth, behind the button for staff: until when, and what IT staff do. */
export function ExpirySheet({ state, expiry }: { readonly state: EnrolmentState; readonly expiry: Expiry }) {
  const text = useText();
  return (
    <div className="enrol" data-step="expiry" data-expiry={expiry.daysLeft}>
      <div className="enrol__words">
        <h1 className="enrol__title">{useTitle(expiry)}</h1>
        <p>{text('enrol.expiry.tell')}</p>
        <p>{text('enrol.expiry.next')}</p>
      </div>
      <Facts state={state} />
    </div>
  );
}
