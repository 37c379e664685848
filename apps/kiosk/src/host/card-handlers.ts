import { CardError, type CardReader } from '@mado/devices';
import type { CallContext, Handlers } from '@mado/rpc/node';
import type { Logger } from 'pino';
import { CardItems, type CardFault, type KioskContract } from '../contract/index.ts';

type CardCalls = Pick<Handlers<KioskContract>, 'card.find' | 'card.read' | 'card.removed'>;
interface NotRead {
  readonly ok: false;
  readonly fault: CardFault;
  readonly triesLeft: number | null;
}

export interface CardDesk {
  readonly handlers: CardCalls;
  /** Lets go of the reader. */
  readonly stop: () => void;
}

/** The card reader as the user interface has it. Neither what was typed nor what was read stays here or gets into a log. */
export function cardDesk(reader: CardReader | null, log: Logger): CardDesk {
  let end = new AbortController();
  const until = ({ signal }: CallContext): { signal: AbortSignal } => ({
    signal: AbortSignal.any([signal, end.signal]),
  });

  const handlers: CardCalls = {
    'card.find': async (_request, context) => {
      if (reader === null) return NO_READER;
      try {
        return { ok: true, triesLeft: (await reader.awaitCard(until(context))).triesLeft };
      } catch (error) {
        return told(error, log);
      }
    },
    'card.read': async ({ pin }, context) => {
      try {
        if (reader === null) return NO_READER;
        const items = CardItems.safeParse(await reader.readBasicItems(pin, until(context)));
        if (items.success) return { ok: true, items: items.data };
        return told(new CardError('card-unknown', 'items of another kind'), log);
      } catch (error) {
        return told(error, log);
      } finally {
        pin.fill(0);
      }
    },
    'card.removed': async (_request, context) => {
      await reader?.awaitRemoval(until(context));
      return {};
    },
  };
  return {
    handlers,
    stop: () => {
      end.abort();
      end = new AbortController();
    },
  };
}

const NO_READER: NotRead = { ok: false, fault: 'reader-missing', triesLeft: null };

/** A card's or a reader's own words (status words, error codes) are for IT staff; they say nothing of the person. */
function told(error: unknown, log: Logger): NotRead {
  if (!(error instanceof CardError)) throw error;
  log.info({ fault: error.fault, detail: error.detail }, 'card not read');
  return { ok: false, fault: error.fault, triesLeft: error.triesLeft };
}
