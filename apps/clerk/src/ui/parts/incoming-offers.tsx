import { Button, useText } from '@mado/ui';
import type { OfferEntry } from '@mado/signaling/wire';
import type { ClerkState } from '../state/clerk-state.ts';
import { secondsUntil } from '../state/hand-over.ts';

export interface IncomingOffersProps {
  readonly state: ClerkState;
  /** The server's clock now, in milliseconds. */
  readonly now: number;
  readonly onAccept: (offer: OfferEntry) => void;
  readonly onDecline: (offer: OfferEntry) => void;
}

/** What other desks ask of this one: who asks, what about, and until when. */
export function IncomingOffers({ state, now, onAccept, onDecline }: IncomingOffersProps) {
  const text = useText();
  const { stage, offers } = state;
  const going = stage.name === 'desk' && stage.admission.phase === 'accepting' ? stage.admission.offerId : null;
  const able = state.link.phase === 'online' && state.media.phase === 'ready' && going === null;
  // The region stays, so that a screen reader reads what comes into it.
  return (
    <div className="offers" role="status">
      {offers.map((offer) => (
        <section key={offer.offerId} className="offer" aria-labelledby={`offer-${offer.offerId}`}>
          <h2 id={`offer-${offer.offerId}`} className="offer__title">
            {text(`transfer.offer.title.${offer.way}`, { department: offer.from.department })}
          </h2>
          <dl className="facts offer__facts">
            <dt>{text('transfer.offer.from')}</dt>
            <dd>{text('transfer.offer.who', offer.from)}</dd>
            <dt>{text('transfer.offer.booth')}</dt>
            <dd>{text('transfer.offer.booth.ticket', offer)}</dd>
            {offer.about === '' ? null : (
              <>
                <dt>{text('transfer.offer.why')}</dt>
                <dd>{offer.about}</dd>
              </>
            )}
            <dt>{text('transfer.offer.papers')}</dt>
            <dd>{text('transfer.offer.papers.sealed')}</dd>
          </dl>
          <div className="offer__answers">
            <span className="offer__left" aria-hidden="true">
              {text('transfer.offer.left', { seconds: secondsUntil(offer.until, now) })}
            </span>
            <Button onClick={() => onDecline(offer)}>{text('transfer.decline')}</Button>
            <Button kind="primary" icon="check" aria-disabled={!able} onClick={() => able && onAccept(offer)}>
              {going === offer.offerId
                ? text('transfer.accept.going')
                : text(offer.way === 'call-in' ? 'transfer.accept.call-in' : 'transfer.accept')}
            </Button>
          </div>
        </section>
      ))}
    </div>
  );
}
