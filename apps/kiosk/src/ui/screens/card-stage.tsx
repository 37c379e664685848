import { Button, Icon, useText } from '@mado/ui';
import { useEffect, useRef, type ReactNode } from 'react';
import { CARD_PIN_DIGITS } from '../../contract/index.ts';
import type { CardView } from '../state/card.ts';
import type { CardActions } from './actions.ts';
import { CardIllustration } from './card-illustration.tsx';
import { Pad } from './pad.tsx';

export interface CardStageProps {
  readonly card: CardView;
  /** Who asks for it, and gets what is read. */
  readonly name: string;
  readonly department: string;
  readonly actions: CardActions;
}

/** The citizen's card, one question at a time, beside the clerk's face. Of the PIN only how many digits were pressed is here. */
export function CardStage({ card, name, department, actions }: CardStageProps) {
  const text = useText();
  const stop = <Button onClick={actions.refuse}>{text('card.stop')}</Button>;
  switch (card.step) {
    case 'asking':
      return (
        <Step
          step={card.step}
          title={text('card.ask')}
          hands={
            <>
              <Button onClick={actions.refuse}>{text('card.ask.no')}</Button>
              <Button kind="primary" size="large" onClick={actions.agree}>
                {text('card.ask.yes')}
              </Button>
            </>
          }
        >
          <dl className="card-facts">
            <Fact name={text('card.ask.read')} what={text('card.ask.read.what')} />
            <Fact name={text('card.ask.not')} what={text('card.ask.not.what')} />
            <Fact name={text('card.ask.who')} what={text('card.ask.who.what', { department, name })} />
          </dl>
          <p>{text('card.ask.pin')}</p>
        </Step>
      );
    case 'placing':
      return (
        <Step
          step={card.step}
          title={text(card.again ? 'card.place.again' : 'card.place')}
          hands={stop}
          beside={<CardIllustration move="on" />}
        >
          <p>{text('card.place.still')}</p>
        </Step>
      );
    case 'typing':
      return <Typing card={card} actions={actions} stop={stop} />;
    case 'reading':
      return (
        <Step step={card.step} title={text('card.reading')} hands={null} beside={<CardIllustration move="lies" />}>
          <p>{text('card.reading.still')}</p>
        </Step>
      );
    case 'read':
    case 'not-read': {
      const { lies } = card;
      const why = card.step === 'read' ? text('card.read.sent', { name }) : text(`device.kiosk.${card.fault}`);
      const title = lies ? text('card.take') : text(card.step === 'read' ? 'card.read' : 'card.not-read');
      return (
        <Step
          step={card.step}
          title={title}
          hands={
            <Button kind="primary" size="large" onClick={actions.putAway}>
              {text('card.done')}
            </Button>
          }
          beside={lies ? <CardIllustration move="off" /> : null}
        >
          <p className={card.step === 'read' ? 'card-told' : 'card-told card-told--not'}>
            <Icon name={card.step === 'read' ? 'check' : 'info'} />
            {why}
          </p>
        </Step>
      );
    }
  }
}

interface StepProps {
  readonly step: CardView['step'];
  readonly title: string;
  readonly hands: ReactNode;
  /** At the right, as high as there is room. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** The focus goes to the title of each step, so that it is read out and the keyboard goes on from there. */
function Step({ step, title, hands, beside, children }: StepProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [title]);
  return (
    <section className="card-stage" data-card={step} data-beside={beside != null} aria-labelledby="card-title">
      <h2 id="card-title" ref={heading} className="card-stage__title" tabIndex={-1}>
        {title}
      </h2>
      <div className="card-stage__body">{children}</div>
      {beside}
      {hands === null ? null : <div className="card-stage__hands">{hands}</div>}
    </section>
  );
}

function Typing({
  card,
  actions,
  stop,
}: {
  readonly card: Extract<CardView, { step: 'typing' }>;
  readonly actions: CardActions;
  readonly stop: ReactNode;
}) {
  const text = useText();
  const { digits, tries, wrong } = card;
  return (
    <Step
      step={card.step}
      title={text('card.pin')}
      hands={
        <>
          {stop}
          <Button kind="primary" size="large" disabled={digits < CARD_PIN_DIGITS} onClick={actions.enter}>
            {text('card.pin.enter')}
          </Button>
        </>
      }
      beside={
        <Pad
          labelledBy="card-pin"
          eraseWords={text('card.pin.erase')}
          onDigit={actions.press}
          onErase={actions.erase}
        />
      }
    >
      <p id="card-pin" className="mado-visually-hidden">
        {text('card.pin.label')}
      </p>
      <p className="booking__digits" aria-hidden="true">
        {Array.from({ length: CARD_PIN_DIGITS }, (_, at) => (
          <span key={at} className="booking__digit" data-filled={at < digits}>
            {at < digits ? '●' : ''}
          </span>
        ))}
      </p>
      <p className="mado-visually-hidden" role="status">
        {text('card.pin.digits', { count: digits })}
      </p>
      {wrong ? (
        <p className="card-told card-told--not" role="alert">
          <Icon name="warning" />
          {text('card.pin.wrong', { tries })}
        </p>
      ) : (
        <p>
          {text('card.pin.which')} {text('card.pin.unseen')}
        </p>
      )}
    </Step>
  );
}

function Fact({ name, what }: { readonly name: string; readonly what: string }) {
  return (
    <div className="card-facts__one">
      <dt>{name}</dt>
      <dd>{what}</dd>
    </div>
  );
}
