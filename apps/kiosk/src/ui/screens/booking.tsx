import { Banner, Button, useText } from '@mado/ui';
import { useEffect, useState } from 'react';
import type { BookingEntry, BookingTrouble } from '../state/booking-entry.ts';
import { digitsOf, isWhole } from '../state/booking.ts';
import { Frame, Place } from './frame.tsx';
import { Pad } from './pad.tsx';
import type { ScreenProps } from './screen-props.ts';

/** The booking's number, then its PIN, on a pad of large keys: no keyboard is needed. */
export function BookingScreen({ state, display, actions, entry }: ScreenProps & { readonly entry: BookingEntry }) {
  const text = useText();
  const { step, asking, trouble } = entry;
  const label = text(step === 'number' ? 'booking.number.label' : 'booking.pin.label');
  const wait = useSecondsUntil(trouble?.why === 'wait' ? trouble.until : null);
  const ready = isWhole(entry) && !asking && wait === 0;
  return (
    <Frame
      screen="check-in"
      step="booking"
      heading={<Place booth={state.booth} />}
      display={display}
      actions={actions}
      row={
        <div className="row row--between">
          <Button icon="arrow-left" onClick={actions.back}>
            {text('common.back')}
          </Button>
          {trouble?.why === 'other-day' ? (
            <Button onClick={actions.chooseWalkIn}>{text('booking.walk-in')}</Button>
          ) : null}
          <Button kind="primary" size="large" iconAfter="arrow-right" disabled={!ready} onClick={actions.bookingNext}>
            {text(asking ? 'booking.asking' : 'common.next')}
          </Button>
        </div>
      }
    >
      <h1 className="title">{text(step === 'number' ? 'booking.number.title' : 'booking.pin.title')}</h1>
      <div className="booking">
        <div className="booking__entry">
          <p id="booking-label" className="booking__label">
            {label}
          </p>
          <p className="booking__digits" aria-hidden="true">
            {Array.from({ length: digitsOf(step) }, (_, at) => (
              <span key={at} className="booking__digit" data-filled={at < entry[step].length}>
                {/* Whoever stands behind them reads no PIN. */}
                {step === 'number' ? entry.number[at] : at < entry.pin.length ? '●' : ''}
              </span>
            ))}
          </p>
          <p className="mado-visually-hidden" role="status">
            {text('booking.digits', { count: entry[step].length })}
          </p>
          {trouble === null ? (
            <p className="booking__where">{text('booking.where')}</p>
          ) : (
            <Banner tone="warning" icon="info" live="polite" title={<Trouble trouble={trouble} seconds={wait} />} />
          )}
        </div>
        <Pad
          labelledBy="booking-label"
          disabled={asking}
          eraseWords={text('booking.erase')}
          onDigit={actions.pressDigit}
          onErase={actions.eraseDigit}
        />
      </div>
    </Frame>
  );
}

function Trouble({ trouble, seconds }: { readonly trouble: BookingTrouble; readonly seconds: number }) {
  const text = useText();
  switch (trouble.why) {
    case 'wait':
      return seconds === 0 ? text('booking.wrong') : text('booking.wait', { seconds });
    case 'other-day':
      return text('booking.other-day', { month: trouble.month, day: trouble.day });
    case 'wrong':
    case 'locked':
    case 'in-use':
    case 'elsewhere':
    case 'no-answer':
      return text(`booking.${trouble.why}`);
  }
}

/** Whole seconds until a moment of this device's clock, counted down; 0 when there is none. */
function useSecondsUntil(moment: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (moment === null) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [moment]);
  return moment === null ? 0 : Math.max(0, Math.ceil((moment - now) / 1000));
}
