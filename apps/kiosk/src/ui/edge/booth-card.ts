import type { KioskClient } from '@mado/signaling';
import type { CardActions } from '../screens/actions.ts';
import type { KioskEvent } from '../state/kiosk-event.ts';
import { CardReading } from './card-reading.ts';
import type { KioskHost } from './kiosk-host.ts';

/** The reading of cards at this booth, joined to its host, its session and its screen. */
export function boothCard(host: KioskHost, client: KioskClient, dispatch: (event: KioskEvent) => void): CardReading {
  const reading = new CardReading({
    host,
    show: (card) => dispatch({ type: 'card', card }),
    note: (commandId, outcome) => client.noteCardRead(commandId, outcome),
    tell: async (commandId, items, to) => {
      await client.place?.cards.tell(commandId, items, to);
    },
    isInCharge: (clerk) => client.session?.course.inCharge === clerk,
    onFault: (error) => reportError(error),
  });
  client.on('session', () => reading.recheck());
  return reading;
}

export function cardActions(card: CardReading): CardActions {
  return {
    agree: () => card.agree(),
    refuse: () => card.refuse(),
    press: (digit) => card.press(digit),
    erase: () => card.erase(),
    enter: () => card.enter(),
    putAway: () => card.putAway(),
  };
}
